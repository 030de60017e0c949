package dev.switchback.router.way;

import dev.switchback.canary.CanarySample;
import dev.switchback.canary.compare.OutputComparator;
import dev.switchback.canary.sample.Samples;
import dev.switchback.pipeline.InvalidValueException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What a builder has been told so far; for one thread. */
final class AdapterDraft<I, O> {

    private static final int PLACES_WITH_TIMEOUT = 256;
    private static final Duration LONGEST = Duration.ofDays(1);

    private Function<? super I, String> key = String::valueOf;
    private Predicate<? super O> softFailure = AdapterSettings.NEVER_FAILED;
    private OutputComparator<? super O> comparator = OutputComparator.byEquality();
    private @Nullable Duration newTimeout;
    private int newConcurrency;
    private boolean repeatable = true;
    private boolean repeatableLegacy;
    private @Nullable Samples<I, O> samples;
    private UnaryOperator<Runnable> canaryContext = CanarySample.noContext();
    private Optional<I> probe = Optional.empty();

    void routingKey(Function<? super I, String> function) {
        InvalidValueException.unless(function != null, "routingKey", "a function", null);
        key = function;
    }

    void failedWhen(Predicate<? super O> predicate) {
        InvalidValueException.unless(predicate != null, "failedWhen", "a predicate", null);
        softFailure = predicate;
    }

    void comparator(OutputComparator<? super O> compares) {
        InvalidValueException.unless(compares != null, "comparator", "a comparator", null);
        comparator = compares;
    }

    void newTimeout(Duration limit) {
        boolean positive = limit != null && !limit.isNegative() && !limit.isZero() && limit.compareTo(LONGEST) <= 0;
        InvalidValueException.unless(positive, "newTimeout", "above zero and at most PT24H", limit);
        newTimeout = limit;
    }

    void newConcurrency(int limit) {
        InvalidValueException.unless(limit >= 1, "newConcurrency", "at least 1", limit);
        newConcurrency = limit;
    }

    void notRepeatable() {
        repeatable = false;
    }

    void repeatableLegacy() {
        repeatableLegacy = true;
    }

    void samples(Samples<I, O> wanted) {
        samples = wanted;
    }

    void canaryContext(UnaryOperator<Runnable> context) {
        InvalidValueException.unless(context != null, "canaryContext", "a function", null);
        canaryContext = context;
    }

    void probe(I request) {
        InvalidValueException.unless(request != null, "probe", "a request", null);
        probe = Optional.of(request);
    }

    Optional<I> probe() {
        return probe;
    }

    AdapterSettings<I, O> settings() {
        int places = newConcurrency == 0 && newTimeout != null ? PLACES_WITH_TIMEOUT : newConcurrency;
        return new AdapterSettings<>(
                key,
                softFailure,
                comparator,
                newTimeout,
                places == 0 ? null : new Semaphore(places),
                repeatable,
                repeatableLegacy,
                samples,
                canaryContext,
                new AtomicBoolean());
    }
}
