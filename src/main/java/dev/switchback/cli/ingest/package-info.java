/**
 * The commands {@code switchback ingest ...}: what a queue of events is doing, its modes and settings, and the way back.
 * Depends on {@code ingest}, {@code ingest.queue}, {@code ingest.table}, {@code jdbc}, {@code rollback}, {@code state}
 * and {@code cli.shell}.
 */
@NullMarked
package dev.switchback.cli.ingest;

import org.jspecify.annotations.NullMarked;
