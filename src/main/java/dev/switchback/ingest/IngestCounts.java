package dev.switchback.ingest;

import java.time.Duration;

/**
 * What one process has counted since it started.
 *
 * @param accepted events taken in, repeated ones left out
 * @param repeated events that were there already under their idempotency key
 * @param refused events that were not taken in
 * @param processed events finished, those taken in directly included
 * @param failed attempts that failed
 * @param dead events whose attempts ran out
 * @param rescued events put back because their process had died
 * @param delivered deliveries made
 * @param undelivered attempts to deliver that failed
 * @param handling how long handlers have run in all
 */
public record IngestCounts(
        long accepted,
        long repeated,
        long refused,
        long processed,
        long failed,
        long dead,
        long rescued,
        long delivered,
        long undelivered,
        Duration handling) {}
