package dev.switchback.canary;

import dev.switchback.canary.difference.Comparison;
import dev.switchback.canary.difference.Comparison.Standing;
import dev.switchback.canary.difference.Discrepancy;
import dev.switchback.canary.difference.DiscrepancyType;
import dev.switchback.canary.difference.Finding;
import dev.switchback.pipeline.Outcome;
import dev.switchback.pipeline.Route;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What a run asks of its surroundings: to run a piece of user code, and to count and tell what came of it. */
final class Shadow {

    private static final Duration DEFAULT_LIMIT = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofDays(1);

    private final CanaryRunner.Builder settings;
    private final ShadowThreads threads;
    private final RaisedErrors errors;
    private final Tally tally = new Tally();
    private final Delivery delivery;
    private final AtomicInteger newRuns = new AtomicInteger();
    private final AtomicInteger hanging = new AtomicInteger();

    Shadow(CanaryRunner.Builder settings) {
        this.settings = settings;
        this.threads = new ShadowThreads(settings.threads, settings.queue, settings.executor);
        this.errors = new RaisedErrors(settings.observer);
        this.delivery = new Delivery(settings.clean, settings.observer, errors, threads);
    }

    ShadowThreads threads() {
        return threads;
    }

    RaisedErrors errors() {
        return errors;
    }

    Tally tally() {
        return tally;
    }

    int newRuns() {
        return newRuns.get();
    }

    int hanging() {
        return hanging.get();
    }

    long nanoTime() {
        return settings.nanoTime.getAsLong();
    }

    void newRuns(int more) {
        newRuns.addAndGet(more);
    }

    void hanging(int more) {
        hanging.addAndGet(more);
    }

    void dropped() {
        tally.dropped();
    }

    <O> CanaryRun<O> begin(CanarySample<O> sample) {
        ShadowRun<O> run = new ShadowRun<>(this, sample, settings.mode);
        if (settings.mode == CanaryMode.PARALLEL) {
            handOver(run);
        }
        return run;
    }

    /** On the caller's thread: nothing that goes wrong here may reach it. */
    void handOver(ShadowRun<?> run) {
        if (!threads.take()) {
            run.refuse();
            return;
        }
        if (run.countsAsNew()) {
            newRuns(1);
        }
        try {
            run.prepare(limit(), carried(run));
            threads.execute(run);
        } catch (Throwable thrown) {
            errors.report("executor", thrown);
            if (run.abandon()) {
                threads.release();
            }
        }
    }

    private Runnable carried(ShadowRun<?> run) {
        try {
            CarriedContext context = CarriedContext.capture();
            Runnable wrapped = Objects.requireNonNull(run.sample().context().apply(run::call), "context");
            return () -> context.run(wrapped);
        } catch (Throwable thrown) {
            errors.report("context", thrown);
            return run::call;
        }
    }

    private Duration limit() {
        try {
            Duration limit = settings.timeout.get();
            if (limit.isNegative() || limit.isZero()) {
                return DEFAULT_LIMIT;
            }
            return limit.compareTo(LONGEST) > 0 ? LONGEST : limit;
        } catch (Throwable thrown) {
            errors.report("timeout", thrown);
            return DEFAULT_LIMIT;
        }
    }

    <O> Outcome<O> ask(CanarySample<O> sample) {
        long start = nanoTime();
        try {
            return new Outcome.Returned<>(sample.other().call(), since(start));
        } catch (Throwable thrown) {
            return new Outcome.Threw<>(thrown, since(start));
        }
    }

    private Duration since(long start) {
        return Duration.ofNanos(Math.max(0, nanoTime() - start));
    }

    <O> void tellOther(CanarySample<O> sample, Outcome<O> other) {
        if (other instanceof Outcome.Threw<O> threw) {
            errors.report("other", threw.error());
        }
        try {
            sample.onOther().accept(other);
        } catch (Throwable thrown) {
            errors.report("onOther", thrown);
        }
    }

    <O> Judging<O> judging(CanarySample<O> sample, Outcome<? extends O> served, Outcome<O> other) {
        return new Judging<>(sample, served, other, new Judging.Parts(settings.judge, delivery, errors));
    }

    void tell(CanaryVerdict verdict, long tookNanos) {
        tally.ended(verdict.result(), tookNanos);
        delivery.tell(verdict);
    }

    /** Tells of a run that did not end in time; {@code asking} says that it was the other side, not the comparator. */
    <O> void tellTimeout(ShadowRun<O> run, @Nullable Outcome<? extends O> served, boolean asking) {
        CanarySample<O> sample = run.sample();
        String what = asking ? "the %s side".formatted(sample.served().other().text()) : "the comparator";
        TimeoutException error = new TimeoutException(
                "%s did not end within %d ms".formatted(what, run.limit().toMillis()));
        tally.ended(CanaryResult.TIMEOUT, run.limit().toNanos());
        if (asking) {
            tellOther(sample, new Outcome.Threw<>(error, run.limit()));
        } else {
            errors.report("comparator", error);
        }
        DiscrepancyType type = asking ? DiscrepancyType.SUCCESS_STATUS : DiscrepancyType.COMPARISON_ERROR;
        Duration servedTook = served == null ? Duration.ZERO : served.took();
        boolean legacyServed = sample.served() == Route.LEGACY;
        Discrepancy late = Discrepancy.of(type, "", String.valueOf(error.getMessage()));
        delivery.tellLate(new CanaryVerdict(
                sample.key(),
                sample.served(),
                CanaryResult.TIMEOUT,
                Comparison.of(List.of(late)),
                List.of(new Finding(late, Standing.COUNTS)),
                legacyServed ? servedTook : run.limit(),
                legacyServed ? run.limit() : servedTook,
                Optional.of(error)));
    }

    void close(Outcome<?> other) {
        delivery.close(other);
    }
}
