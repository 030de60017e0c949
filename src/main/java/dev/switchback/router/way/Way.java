package dev.switchback.router.way;

import dev.switchback.flags.Reason;
import dev.switchback.flags.Snapshot;
import org.jspecify.annotations.Nullable;

/**
 * How one request that goes to the new pipeline is routed.
 *
 * @param seen the snapshot that its route was read from
 * @param key its routing key, or null
 * @param reason why it goes where it goes
 * @param permit the breaker's permit, below 0 for none
 * @param begun when it was routed, in elapsed nanoseconds
 */
record Way(Snapshot seen, @Nullable String key, Reason reason, long permit, long begun) {}
