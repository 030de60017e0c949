package dev.switchback.notify;

import dev.switchback.event.MigrationEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/** What was told a short while ago, so that it is not told again; for one thread, whoever holds the lock of its owner. */
final class Repeats {

    private static final int MOST = 1_000;

    private record Key(String name, String migration, Object subject) {}

    private static final class Told {

        private final Instant at;
        private int again;

        private Told(Instant at) {
            this.at = at;
        }
    }

    private final Duration window;
    private final Clock clock;
    private final Map<Key, Told> told = new LinkedHashMap<>(); // the oldest first

    Repeats(Duration window, Clock clock) {
        this.window = window;
        this.clock = clock;
    }

    /** {@return empty if it says what was told within the window; else how often that was left out before it} */
    OptionalInt fresh(MigrationEvent event) {
        Instant now = clock.instant();
        Key key = new Key(event.name(), event.migration(), event.subject());
        Told before = told.get(key);
        if (before != null && isWithin(before, now)) {
            before.again++;
            return OptionalInt.empty();
        }
        told.remove(key);
        forget(now);
        told.put(key, new Told(now));
        return OptionalInt.of(before == null ? 0 : before.again);
    }

    /** A clock that was set back ends the window too. */
    private boolean isWithin(Told before, Instant now) {
        Duration age = Duration.between(before.at, now);
        return !age.isNegative() && age.compareTo(window) < 0;
    }

    /** What left repeats out is kept longer, for their number. */
    private void forget(Instant now) {
        told.values().removeIf(one -> one.again == 0 && !isWithin(one, now));
        for (Iterator<Told> oldest = told.values().iterator(); told.size() >= MOST; ) {
            oldest.next();
            oldest.remove();
        }
    }
}
