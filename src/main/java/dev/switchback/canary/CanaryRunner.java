package dev.switchback.canary;

import dev.switchback.canary.difference.Discrepancy;
import dev.switchback.health.ComponentHealth;
import dev.switchback.health.HealthSource;
import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.pipeline.Outcome;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Runs the side that did not serve, compares, and lets nothing of that reach the caller.
 *
 * <pre>{@code
 * runner.compare(CanarySample.of(key, Route.LEGACY, () -> stages.generate(table), comparator), served);
 * }</pre>
 *
 * <p>Thread-safe. Whatever the other side, the comparator, the cleaner or an observer throws, errors of the virtual
 * machine included, is counted and reported once per kind. A run is interrupted at its time-out; one that ignores the
 * interrupt keeps its thread, no other is started in its place, and samples without room are dropped and counted.
 */
public final class CanaryRunner implements HealthSource, AutoCloseable {

    private final Shadow shadow;
    private final Duration closeWithin;

    private CanaryRunner(Builder settings) {
        this.shadow = new Shadow(settings);
        this.closeWithin = settings.closeWithin;
    }

    /** {@return a builder with every default} */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Runs and compares a sample whose served side has ended; the same as beginning it and giving the outcome.
     *
     * <p>Detached: hands over and returns. Serial, and parallel, where nothing is left to run beside: returns after the
     * verdict, or at the time-out. Never throws.
     */
    public <O> void compare(CanarySample<O> sample, Outcome<? extends O> served) {
        begin(sample).served(served);
    }

    /**
     * Begins a sample before its served side runs: in parallel mode the other side starts now, otherwise when the
     * outcome is given. Never throws.
     */
    public <O> CanaryRun<O> begin(CanarySample<O> sample) {
        return shadow.begin(sample);
    }

    /** {@return how many runs of the new side are under way or wait for a thread; none of them serves a caller} */
    public int runningNew() {
        return shadow.newRuns();
    }

    /** {@return the counts so far} */
    public CanaryStatistics statistics() {
        Tally tally = shadow.tally();
        return new CanaryStatistics(
                tally.compared(),
                tally.of(CanaryResult.MATCH),
                tally.of(CanaryResult.NOISE),
                tally.of(CanaryResult.IGNORED),
                tally.of(CanaryResult.COSMETIC),
                tally.of(CanaryResult.CRITICAL),
                tally.of(CanaryResult.ERROR),
                tally.of(CanaryResult.TIMEOUT),
                tally.of(CanaryResult.DROPPED),
                shadow.errors().count(),
                shadow.threads().taken(),
                shadow.hanging(),
                tally.meanOverhead());
    }

    /** Drops every sample that waits and interrupts every run, without verdicts; later samples are run as before. */
    public void cancel() {
        shadow.threads().cancel();
    }

    /** {@return whether no run is left, having waited for that at most so long} */
    public boolean drain(Duration limit) {
        return shadow.threads().drain(limit);
    }

    @Override
    public String component() {
        return "canary";
    }

    @Override
    public ComponentHealth health() {
        return CanaryHealth.of(statistics(), shadow.tally());
    }

    /** Drains within the limit, then interrupts; later samples are dropped. Closing again does nothing more. */
    @Override
    public void close() {
        shadow.threads().close(closeWithin);
    }

    /** The settings of a runner; for one thread. */
    public static final class Builder {

        CanaryMode mode = CanaryMode.DETACHED;
        int threads = 2;
        int queue = 64;
        Supplier<Duration> timeout = () -> Duration.ofSeconds(30);
        Duration closeWithin = Duration.ofSeconds(5);
        CanaryObserver observer = verdict -> {};
        UnaryOperator<Discrepancy> clean = found -> found;
        CanaryJudge judge = CanaryJudge.ALL_COUNT;

        @Nullable
        Executor executor;

        LongSupplier nanoTime = System::nanoTime;

        private Builder() {}

        /** When the other side runs; detached by default. */
        public Builder mode(CanaryMode when) {
            mode = when;
            return this;
        }

        /** How many runs at once, from 1; 2 by default. */
        public Builder threads(int atOnce) {
            InvalidValueException.unless(atOnce >= 1, "threads", "at least 1", atOnce);
            threads = atOnce;
            return this;
        }

        /** How many samples may wait for a thread, from 0; 64 by default. */
        public Builder queue(int waiting) {
            InvalidValueException.unless(waiting >= 0, "queue", "at least 0", waiting);
            queue = waiting;
            return this;
        }

        /** How long one run may take, more than nothing; 30 s by default. */
        public Builder timeout(Duration limit) {
            InvalidValueException.unless(!limit.isNegative() && !limit.isZero(), "timeout", "more than 0 s", limit);
            return timeout(() -> limit);
        }

        /** How long one run may take, asked for each; what is not more than nothing counts as 30 s. */
        public Builder timeout(Supplier<Duration> limit) {
            timeout = limit;
            return this;
        }

        /** How long closing waits for runs to end before it interrupts them; 5 s by default. */
        public Builder closeWithin(Duration limit) {
            InvalidValueException.unless(!limit.isNegative(), "closeWithin", "at least 0 s", limit);
            closeWithin = limit;
            return this;
        }

        /** Told each verdict and the first error of each kind; nobody by default. */
        public Builder observer(CanaryObserver told) {
            observer = told;
            return this;
        }

        /** Takes out of each difference what must not be logged, told or stored; nothing by default. */
        public Builder clean(UnaryOperator<Discrepancy> cleaner) {
            clean = cleaner;
            return this;
        }

        /** Says which differences count; by default all do. */
        public Builder judge(CanaryJudge says) {
            judge = says;
            return this;
        }

        /** Runs the other sides instead of threads of its own; closing the runner does not close it. */
        public Builder executor(Executor given) {
            executor = given;
            return this;
        }

        /** Elapsed time in nanoseconds, for measuring; the system's by default. */
        public Builder nanoTime(LongSupplier elapsed) {
            nanoTime = elapsed;
            return this;
        }

        /** {@return the runner} */
        public CanaryRunner build() {
            return new CanaryRunner(this);
        }
    }
}
