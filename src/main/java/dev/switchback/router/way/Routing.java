package dev.switchback.router.way;

import dev.switchback.breaker.Breaker;
import dev.switchback.canary.CanaryResult;
import dev.switchback.canary.CanaryRunner;
import dev.switchback.canary.sample.SampleKeeper;
import dev.switchback.canary.sample.Samples;
import dev.switchback.event.EventBus;
import dev.switchback.flags.MigrationFeatureFlags;
import dev.switchback.flags.Reason;
import dev.switchback.flags.Snapshot;
import dev.switchback.pipeline.AsyncPipeline;
import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.pipeline.Pipeline;
import dev.switchback.pipeline.Route;
import dev.switchback.router.AsyncNewSide;
import dev.switchback.router.Decision;
import dev.switchback.router.Explanation;
import dev.switchback.router.FallbackCause;
import dev.switchback.router.MigrationAdapter;
import dev.switchback.router.NewSide;
import dev.switchback.router.RoutingDecided;
import dev.switchback.router.statistics.AdapterStatistics;
import dev.switchback.router.statistics.Counters;
import dev.switchback.router.statistics.Tally;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What all adapters of one migration share: the rules, the breaker, the counters, and who is running on new.
 *
 * <p>Thread-safe. The way of a request through here: one volatile read of the snapshot, the rules, the breaker's
 * permit, and the count of running calls.
 */
public final class Routing {

    private static final Logger log = LoggerFactory.getLogger(MigrationAdapter.class);

    /** Admission was refused because so many calls are running on the new pipeline already. */
    static final long REFUSED_LIMIT = -3;
    /** Admission was refused because legacy has been forced since the rules were read. */
    static final long REFUSED_HELD = -4;

    private final RoutingParts parts;
    private final Counters counters = new Counters();
    private final InFlight inFlight = new InFlight();
    private final PoisonKeys poison;
    private final AtomicLong executions = new AtomicLong();
    private final Observers observers;
    private final Probes probes = new Probes(inFlight);

    /** Makes the routing of one migration. */
    public Routing(RoutingParts parts) {
        this.parts = parts;
        this.poison = new PoisonKeys(parts.clock());
        this.observers = new Observers(parts.observers());
    }

    /** {@return the migration's name} */
    public String migration() {
        return parts.migration();
    }

    /** {@return what requests are routed by now} */
    public Snapshot snapshot() {
        return parts.flags().snapshot();
    }

    /** {@return the rules} */
    public MigrationFeatureFlags flags() {
        return parts.flags();
    }

    /** {@return what takes the new pipeline out of service} */
    public Breaker breaker() {
        return parts.breaker();
    }

    /** {@return what runs and compares the other side} */
    public CanaryRunner canary() {
        return parts.canary();
    }

    /** {@return what keeps samples of an adapter's requests} */
    <I, O> SampleKeeper<I, O> keeper(Samples<I, O> samples) {
        return samples.keeper(parts.store(), migration(), parts.node().get(), clock());
    }

    EventBus events() {
        return parts.events();
    }

    /** {@return wall time} */
    public Clock clock() {
        return parts.clock();
    }

    LongSupplier nanoTime() {
        return parts.nanoTime();
    }

    Executor callExecutor() {
        return parts.calls();
    }

    ScheduledExecutorService timer() {
        return parts.timer();
    }

    InFlight inFlight() {
        return inFlight;
    }

    PoisonKeys poison() {
        return poison;
    }

    /** {@return every counter} */
    public Counters counters() {
        return counters;
    }

    /** {@return an adapter that waits for its new pipeline} */
    public <I, O, X extends Exception> NewSide<I, O, X> legacy(Pipeline<I, O, X> legacy) {
        InvalidValueException.unless(legacy != null, "legacy", "a pipeline", null);
        return replacement -> {
            InvalidValueException.unless(replacement != null, "newPipeline", "a pipeline", null);
            return new SyncAdapterBuilder<>(this, legacy, replacement::generate);
        };
    }

    /** {@return an asynchronous adapter that waits for its new pipeline} */
    @SuppressWarnings("unchecked") // a stage of something more special is only read; a copy could not be cancelled
    public <I, O> AsyncNewSide<I, O> legacyAsync(AsyncPipeline<I, O> legacy) {
        InvalidValueException.unless(legacy != null, "legacy", "a pipeline", null);
        return replacement -> {
            InvalidValueException.unless(replacement != null, "newPipeline", "a pipeline", null);
            return new StageAdapterBuilder<>(this, legacy, (AsyncPipeline<I, O>) replacement);
        };
    }

    /** {@return the probes of all adapters} */
    public Probes probes() {
        return probes;
    }

    /** {@return the pinned keys and when each pin ends} */
    public Map<String, Instant> pinnedKeys() {
        return poison.pins();
    }

    /** Takes over the pins of an earlier process. */
    public void restorePins(Map<String, Instant> pins) {
        poison.restore(pins);
    }

    /** Ends the pins whose time is over. */
    public void expirePins() {
        poison.expire();
    }

    /** {@return an identity for one more execution} */
    String nextId() {
        return parts.node().get() + "-" + executions.incrementAndGet();
    }

    /**
     * Asks for admission to the new pipeline: the breaker's permit, a place, and that legacy was not forced meanwhile.
     *
     * @param seen the snapshot that the rules were read from
     * @param nowNanos the time that the caller has just read
     * @return a permit, or one of the refusals below 0; a call with a permit is counted as running
     */
    long admit(Snapshot seen, long nowNanos) {
        long permit = breaker().tryAcquire(nowNanos);
        if (permit < 0) {
            return permit;
        }
        inFlight.start();
        Snapshot now = snapshot();
        if (now != seen && now.forcedLegacy()) {
            inFlight.finish();
            breaker().released(permit);
            return REFUSED_HELD;
        }
        return permit;
    }

    /** {@return the reason that stands for a refused admission} */
    Reason refusal(long refused) {
        if (refused == REFUSED_LIMIT) {
            return Reason.CONCURRENCY_LIMIT;
        }
        if (refused == REFUSED_HELD) {
            return snapshot().unreadable().isPresent() ? Reason.STATE_UNREADABLE : Reason.ROLLED_BACK;
        }
        return refused == Breaker.REFUSED_NO_PROBE ? Reason.BREAKER_NO_PROBE_LEFT : Reason.BREAKER_OPEN;
    }

    void assigned(Snapshot seen, @Nullable String key, Reason reason) {
        counters.assigned(reason.route());
        if (reason == Reason.MISSING_KEY) {
            counters.missingKey();
        }
        if (seen.settings().detailedLogging()) {
            tell(key == null ? "" : InvalidValueException.printable(key), reason);
        }
    }

    /** Only with detailed logging: a decision a line would drown everything else. */
    private void tell(String key, Reason reason) {
        log.info(
                "[MigrationAdapter] {} goes to {}: {} (migration={})",
                key,
                reason.route().text(),
                reason.text(),
                migration());
        events().publish(() -> new RoutingDecided(
                clock().instant(),
                migration(),
                key,
                Decision.of(reason, breaker().state())));
    }

    void ended(Reason reason, Route ran, boolean failed, long tookNanos) {
        Tally side = counters.side(ran);
        if (failed) {
            side.failed(tookNanos);
        } else {
            side.ran(tookNanos);
        }
        observers.onCall(reason, ran, failed, tookNanos);
    }

    void fellBack(Throwable cause) {
        counters.fellBack();
        observers.onFallback(FallbackCause.of(cause));
    }

    /** Tells the observers what came of a canary. */
    public void compared(CanaryResult result, long overheadNanos) {
        observers.onCanary(result, overheadNanos);
    }

    /** {@return whether the other side of a request is to be run and compared} */
    boolean samples(Snapshot seen, @Nullable String key) {
        return seen.samples(key, poison) && !breaker().refuses();
    }

    /** {@return whether a canary may begin to run the new side now} */
    boolean mayShadow() {
        return snapshot().runsCanaries() && !breaker().refuses();
    }

    void sampled() {
        counters.sampled();
    }

    /** {@return where a key would go now, and every rule on the way} */
    public Explanation explain(String key) {
        return Explanation.of(snapshot(), key, poison, breaker().state());
    }

    /** {@return the counters, read one after another} */
    public AdapterStatistics statistics() {
        return counters.statistics(canary().statistics());
    }

    /** {@return how many calls are running on the new pipeline now, canary runs included} */
    public long inFlightNew() {
        return inFlight.count();
    }

    /** {@return a stage that completes when no call is running on the new pipeline} */
    public CompletionStage<Void> drained() {
        return inFlight.drained(timer());
    }

    /** {@return how many requests had no key} */
    public long missingKeys() {
        return counters.missingKeys();
    }
}
