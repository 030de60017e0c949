package dev.switchback.ingest.queue;

import java.time.Instant;
import java.util.Optional;

/**
 * An event in the queue, as an operator looks at it.
 *
 * @param event the event, with the number of attempts begun
 * @param processing whether it is claimed
 * @param owner which process has claimed it
 * @param claimedAt when
 * @param leaseUntil until when that process may keep it
 * @param nextAttemptAt when it is due
 * @param error what its last attempt said
 */
public record QueueRow(
        QueuedEvent event,
        boolean processing,
        Optional<String> owner,
        Optional<Instant> claimedAt,
        Optional<Instant> leaseUntil,
        Instant nextAttemptAt,
        Optional<String> error) {}
