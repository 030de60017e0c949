package dev.switchback.ingest.queue;

/**
 * A delivery that this process has claimed.
 *
 * @param event what is to be delivered, with the number of this attempt
 * @param subscriber to whom
 * @param token the number of the claim
 */
public record ClaimedDelivery(QueuedEvent event, String subscriber, long token) {}
