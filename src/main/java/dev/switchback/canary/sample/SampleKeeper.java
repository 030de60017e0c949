package dev.switchback.canary.sample;

import dev.switchback.canary.CanarySample;
import dev.switchback.canary.CanaryVerdict;
import dev.switchback.canary.difference.Discrepancy;
import dev.switchback.canary.difference.Fingerprint;
import dev.switchback.canary.replay.ReplaySample;
import dev.switchback.canary.replay.ReplaySubject;
import dev.switchback.pipeline.Outcome;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Offers what canaries found to a {@link SampleStore}: of each class the first {@value #FIRST} requests of a process and
 * every {@value #EVERY}th after them, because to write an output as text takes longer than to compare it. Thread-safe.
 *
 * @param <I> the request
 * @param <O> the output
 */
public final class SampleKeeper<I, O> {

    private static final int FIRST = 20;
    private static final int EVERY = 100;
    private static final int CLASSES = 1_024;

    private final ReplaySubject<I, O> subject;
    private final SampleStore store;
    private final Clock clock;
    private final Map<Fingerprint, Integer> found = new ConcurrentHashMap<>();

    /** Makes a keeper. */
    public SampleKeeper(ReplaySubject<I, O> subject, SampleStore store, Clock clock) {
        this.subject = subject;
        this.store = store;
        this.clock = clock;
    }

    /** {@return what keeps the outcomes of one request} */
    public CanarySample.Keeper<O> of(I request) {
        return (verdict, legacy, replacement) -> keep(request, verdict, legacy, replacement);
    }

    private void keep(I request, CanaryVerdict verdict, Outcome<? extends O> legacy, Outcome<? extends O> replacement) {
        if (isWanted(verdict)) {
            store.keep(
                    subject,
                    new ReplaySample<>(request, verdict.key(), verdict.served(), legacy, replacement, clock.instant()),
                    verdict.comparison());
        }
    }

    private boolean isWanted(CanaryVerdict verdict) {
        if (found.size() > CLASSES) {
            found.clear(); // so many classes are not kept anyway
        }
        return verdict.comparison().discrepancies().stream()
                        .map(Discrepancy::fingerprint)
                        .distinct()
                        .mapToInt(fingerprint -> found.merge(fingerprint, 1, Integer::sum))
                        .filter(times -> times <= FIRST || times % EVERY == 0)
                        .count()
                > 0;
    }
}
