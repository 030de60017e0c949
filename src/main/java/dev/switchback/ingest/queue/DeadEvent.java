package dev.switchback.ingest.queue;

import java.time.Instant;

/**
 * An event that was given up after its last attempt, or discarded by a person.
 *
 * @param event the event, with the number of attempts made
 * @param error why, cleaned and at most 1000 characters
 * @param operator who discarded it; {@code switchback} if its attempts ran out
 * @param at when, by the clock of the database
 */
public record DeadEvent(QueuedEvent event, String error, String operator, Instant at) {}
