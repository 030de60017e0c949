/**
 * What a queue of events is: events on their way, modes, settings, figures, and the store that keeps them. Depends on
 * {@code pipeline} and {@code state}.
 */
@NullMarked
package dev.switchback.ingest.queue;

import org.jspecify.annotations.NullMarked;
