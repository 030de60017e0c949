/**
 * The way in: events are checked, gathered into batches and committed, or processed at once where the mode says so.
 * Depends on {@code ingest}, {@code ingest.queue} and {@code pipeline}.
 */
@NullMarked
package dev.switchback.ingest.accept;

import org.jspecify.annotations.NullMarked;
