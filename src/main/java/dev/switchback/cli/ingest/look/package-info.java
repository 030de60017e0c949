/**
 * The commands {@code switchback ingest ...} that only look. Depends on {@code ingest.queue}, {@code cli.ingest.open} and
 * {@code cli.shell}.
 */
@NullMarked
package dev.switchback.cli.ingest.look;

import org.jspecify.annotations.NullMarked;
