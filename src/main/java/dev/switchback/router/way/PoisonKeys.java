package dev.switchback.router.way;

import dev.switchback.flags.KeyPins;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Keys that fail on the new pipeline while others do well, pinned to legacy by themselves, so that one bad table does
 * not trip the migration for all.
 *
 * <p>A key is pinned after {@value #FAILURES} failures in a row, if meanwhile at least as many requests of other keys
 * succeeded on the new pipeline: without that, it is the pipeline that fails and not the key, and the breaker is the
 * one to answer. A pin ends after {@link #PINNED_FOR}. At most {@value #MOST} keys are watched and as many are pinned.
 *
 * <p>The way of a request that succeeds costs one volatile read.
 */
final class PoisonKeys implements KeyPins {

    static final int FAILURES = 3;
    static final Duration PINNED_FOR = Duration.ofHours(1);
    private static final int MOST = 1_000;

    private final Clock clock;
    private final Map<String, Suspect> suspects = new ConcurrentHashMap<>();
    private final Map<String, Instant> pinned = new ConcurrentHashMap<>();
    private volatile boolean anySuspect;
    private volatile boolean anyPinned;

    PoisonKeys(Clock clock) {
        this.clock = clock;
    }

    @Override
    public boolean pinned(String key) {
        return anyPinned && pinned.containsKey(key);
    }

    /**
     * Notes that a key has failed on the new pipeline.
     *
     * @param successes how many requests have succeeded on the new pipeline so far
     * @return whether the key has just been pinned
     */
    synchronized boolean failed(String key, long successes) {
        Instant now = clock.instant();
        Suspect known = suspects.get(key);
        if (known == null && suspects.size() >= MOST) {
            return false;
        }
        Suspect suspect = known == null ? new Suspect(1, successes, now) : known.failedAgain(now);
        suspects.put(key, suspect);
        anySuspect = true;
        boolean othersDoWell = successes - suspect.successesBefore() >= FAILURES;
        if (suspect.failures() < FAILURES || !othersDoWell || pinned.size() >= MOST) {
            return false;
        }
        forget(key);
        pinned.put(key, now.plus(PINNED_FOR));
        anyPinned = true;
        return true;
    }

    /** Notes that a key has succeeded on the new pipeline. */
    void succeeded(@Nullable String key) {
        if (anySuspect && key != null && suspects.containsKey(key)) {
            forget(key);
        }
    }

    private synchronized void forget(String key) {
        suspects.remove(key);
        anySuspect = !suspects.isEmpty();
    }

    /** Ends the pins whose time is over, and forgets suspects that have not failed again for as long. */
    synchronized void expire() {
        Instant now = clock.instant();
        pinned.values().removeIf(until -> !until.isAfter(now));
        anyPinned = !pinned.isEmpty();
        suspects.values().removeIf(suspect -> !suspect.last().plus(PINNED_FOR).isAfter(now));
        anySuspect = !suspects.isEmpty();
    }

    /** {@return the pinned keys and when each pin ends} */
    Map<String, Instant> pins() {
        return Map.copyOf(pinned);
    }

    /** Takes over the pins of an earlier process. */
    synchronized void restore(Map<String, Instant> earlier) {
        earlier.entrySet().stream().limit(MOST).forEach(pin -> pinned.put(pin.getKey(), pin.getValue()));
        anyPinned = !pinned.isEmpty();
        expire();
    }

    private record Suspect(int failures, long successesBefore, Instant last) {

        Suspect failedAgain(Instant now) {
            return new Suspect(failures + 1, successesBefore, now);
        }
    }
}
