/**
 * The processing: events are claimed, handled and finished, kept alive while they are, and delivered. Depends on
 * {@code ingest}, {@code ingest.queue} and {@code pipeline}.
 */
@NullMarked
package dev.switchback.ingest.work;

import org.jspecify.annotations.NullMarked;
