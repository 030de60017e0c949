package dev.switchback.metrics;

import dev.switchback.flags.Reason;
import dev.switchback.pipeline.Route;
import dev.switchback.router.CallObserver;
import dev.switchback.router.FallbackCause;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/**
 * Counts calls for meters, on their way: three additions each, nothing allocated.
 *
 * <pre>{@code
 * CallMeters calls = new CallMeters();
 * Migration migration = Migration.named("orders").onCall(calls).start();
 * new MigrationMeters(migration, calls).bindTo(registry);
 * }</pre>
 *
 * <p>A call that fell back counts as two runs, {@code assigned=new} in both: the one that failed and the one of legacy.
 * Its decision counts once. Thread-safe; one for each migration.
 */
public final class CallMeters implements CallObserver {

    /** The runs that there are: what is assigned to legacy is never served by the other side. */
    private enum Run {
        LEGACY(Route.LEGACY, Route.LEGACY),
        NEW(Route.NEW, Route.NEW),
        FELL_BACK(Route.NEW, Route.LEGACY);

        private final Route assigned;
        private final Route served;

        Run(Route assigned, Route served) {
            this.assigned = assigned;
            this.served = served;
        }

        static Run of(Route assigned, Route served) {
            return served == Route.NEW ? NEW : assigned == Route.NEW ? FELL_BACK : LEGACY;
        }
    }

    /** How many, and how long together. */
    private static final class Tally {

        private final LongAdder count = new LongAdder();
        private final LongAdder nanos = new LongAdder();
    }

    private final Tally[] ended = tallies();
    private final Tally[] failed = tallies();
    private final LongAdder[] decisions = adders(Reason.values().length);
    private final LongAdder[] fallbacks = adders(FallbackCause.values().length);

    @Override
    public void onCall(Reason reason, Route ran, boolean hasFailed, long tookNanos) {
        if (ran == reason.route()) {
            decisions[reason.ordinal()].increment();
        }
        Tally tally = (hasFailed ? failed : ended)[Run.of(reason.route(), ran).ordinal()];
        tally.count.increment();
        tally.nanos.add(tookNanos);
    }

    @Override
    public void onFallback(FallbackCause cause) {
        fallbacks[cause.ordinal()].increment();
    }

    void bindTo(MeterRegistry registry, Tags tags) {
        for (Run run : Run.values()) {
            Tags sides = tags.and("assigned", run.assigned.text(), "served", run.served.text());
            timer(registry, sides.and("outcome", "ok"), ended[run.ordinal()]);
            timer(registry, sides.and("outcome", "failed"), failed[run.ordinal()]);
        }
        for (Reason reason : Reason.values()) {
            Tags why = tags.and("route", reason.route().text(), "reason", reason.text());
            counter(registry, MeterNames.DECISIONS, why, decisions[reason.ordinal()]);
        }
        for (FallbackCause cause : FallbackCause.values()) {
            counter(registry, MeterNames.FALLBACKS, tags.and("cause", cause.text()), fallbacks[cause.ordinal()]);
        }
    }

    private static void timer(MeterRegistry registry, Tags tags, Tally tally) {
        FunctionTimer.builder(
                        MeterNames.EXECUTIONS, tally, of -> of.count.sum(), of -> of.nanos.sum(), TimeUnit.NANOSECONDS)
                .tags(tags)
                .description("runs of either pipeline for callers")
                .register(registry);
    }

    /** The function holds the counter, so that it stays as long as the meter does. */
    private static void counter(MeterRegistry registry, String name, Tags tags, LongAdder adder) {
        FunctionCounter.builder(name, registry, any -> adder.sum()).tags(tags).register(registry);
    }

    private static LongAdder[] adders(int number) {
        return Stream.generate(LongAdder::new).limit(number).toArray(LongAdder[]::new);
    }

    private static Tally[] tallies() {
        return Stream.generate(Tally::new).limit(Run.values().length).toArray(Tally[]::new);
    }
}
