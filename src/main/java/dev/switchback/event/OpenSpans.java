package dev.switchback.event;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What has begun and not ended yet, for subscribers that measure from a start to its end. Thread-safe.
 *
 * <p>An end belongs to the last start with the same stem, migration and subject. A thousand may be open; the oldest is
 * forgotten for one more, so that starts without an end, of a publisher that was killed halfway, do not add up.
 *
 * @param <T> what is kept from the start to the end
 */
public final class OpenSpans<T> {

    private static final int MOST = 1_000;

    private record Key(String stem, String migration, Object subject) {

        static Key of(MigrationEvent event) {
            return new Key(Phase.of(event).stem(event), event.migration(), event.subject());
        }
    }

    private final Map<Key, Deque<T>> open = new LinkedHashMap<>(); // guarded by this

    /** Keeps something from a start on. */
    public synchronized void begin(MigrationEvent start, T kept) {
        if (open.size() >= MOST) {
            open.remove(open.keySet().iterator().next());
        }
        open.computeIfAbsent(Key.of(start), none -> new ArrayDeque<>()).push(kept);
    }

    /** {@return what was kept at the start that belongs to this end, which is forgotten; empty if none is known} */
    public synchronized Optional<T> end(MigrationEvent end) {
        Key key = Key.of(end);
        Deque<T> kept = open.get(key);
        if (kept == null) {
            return Optional.empty();
        }
        T last = kept.pop();
        if (kept.isEmpty()) {
            open.remove(key);
        }
        return Optional.of(last);
    }
}
