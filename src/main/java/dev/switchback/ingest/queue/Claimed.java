package dev.switchback.ingest.queue;

/**
 * An event that this process has claimed.
 *
 * @param event the event
 * @param seq its place in the queue
 * @param token the number of the claim: whoever has another one may not finish the event
 */
public record Claimed(QueuedEvent event, long seq, long token) {}
