package dev.switchback.ingest.queue;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * An event that was accepted, as its handler gets it.
 *
 * @param id given when it was accepted, and kept for ever
 * @param tenant whose it is
 * @param orderingKey what it is ordered by, if anything
 * @param payload its JSON, as it was handed in
 * @param attempt which attempt this is, from 1
 * @param acceptedAt when it was accepted, by the clock of the database
 */
public record QueuedEvent(
        UUID id, String tenant, Optional<String> orderingKey, String payload, int attempt, Instant acceptedAt) {}
