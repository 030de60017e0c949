/**
 * The commands {@code switchback ingest rollback | recover | return}: the way back to synchronous processing, and the
 * return from it. Depends on {@code ingest}, {@code ingest.queue}, {@code rollback}, {@code state},
 * {@code cli.ingest.open} and {@code cli.shell}.
 */
@NullMarked
package dev.switchback.cli.ingest.back;

import org.jspecify.annotations.NullMarked;
