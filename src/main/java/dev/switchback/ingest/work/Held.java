package dev.switchback.ingest.work;

import dev.switchback.ingest.queue.Claimed;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The claims that this process knows to have made and has not ended, by their tokens: those alone are kept alive. A
 * claim whose answer was lost, or that was left in the middle, runs out like that of a dead process. Thread-safe.
 */
final class Held {

    private final Map<Long, Integer> events = new HashMap<>(); // guarded by this

    synchronized void add(Collection<Claimed> claimed) {
        claimed.forEach(one -> add(one.token()));
    }

    synchronized void end(Collection<Claimed> claimed) {
        claimed.forEach(one -> end(one.token()));
    }

    synchronized void add(long token) {
        events.merge(token, 1, Integer::sum);
    }

    synchronized void end(long token) {
        events.computeIfPresent(token, (claim, left) -> left > 1 ? left - 1 : null);
    }

    synchronized Set<Long> tokens() {
        return Set.copyOf(events.keySet());
    }
}
