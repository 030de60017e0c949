package dev.switchback;

import dev.switchback.breaker.Breaker;
import dev.switchback.breaker.BreakerSettings;
import dev.switchback.canary.CanaryStatistics;
import dev.switchback.canary.CanaryVerdict;
import dev.switchback.canary.mismatch.CanaryReport;
import dev.switchback.event.EventBus;
import dev.switchback.event.EventSource;
import dev.switchback.event.Subscription;
import dev.switchback.flags.BreakerFlags;
import dev.switchback.flags.Environment;
import dev.switchback.flags.MigrationFeatureFlags;
import dev.switchback.flags.Snapshot;
import dev.switchback.flags.StoredFeatureFlags;
import dev.switchback.fleet.Fleet;
import dev.switchback.fleet.NodeReport;
import dev.switchback.health.Health;
import dev.switchback.health.HealthSource;
import dev.switchback.pipeline.AsyncPipeline;
import dev.switchback.pipeline.Pipeline;
import dev.switchback.pipeline.Route;
import dev.switchback.rollback.RollbackManager;
import dev.switchback.rollback.RollbackReport;
import dev.switchback.rollback.StoredRollbackManager;
import dev.switchback.rollback.signal.Vitals;
import dev.switchback.router.AsyncNewSide;
import dev.switchback.router.NewSide;
import dev.switchback.router.node.FleetBreaker;
import dev.switchback.router.node.NodeDetails;
import dev.switchback.router.node.NodeMemory;
import dev.switchback.router.node.NodeRequests;
import dev.switchback.router.node.StatisticsFold;
import dev.switchback.router.rollback.RoutingRollback;
import dev.switchback.router.rollback.RoutingSignal;
import dev.switchback.router.way.Routing;
import dev.switchback.router.way.RoutingParts;
import dev.switchback.state.StateStore;
import dev.switchback.state.view.StateWriteFailed;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** A migration put together and running. */
final class StartedMigration implements Migration {

    /** More than the canaries may take to drain and to close. */
    private static final Duration STEP_WITHIN = Duration.ofSeconds(12);

    /** More than the store's own patience with a disk that does not answer. */
    private static final Duration STORE_WITHIN = Duration.ofSeconds(35);

    private final String name;
    private final Clock clock;
    private final StateStore store;
    private final boolean ownsStore;
    private final Threads threads;
    private final EventBus events;
    private final StoredFeatureFlags flags;
    private final Breaker breaker;
    private final Canaries canary;
    private final Routing routing;
    private final Fleet fleet;
    private final NodeMemory memory;
    private final NodeRequests requests;
    private final RoutingSignal signal;
    private final StoredRollbackManager rollback;
    private final StatusReader reader;
    private final List<Subscription> subscriptions = new ArrayList<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile List<HealthSource> healthSources;

    StartedMigration(MigrationBuilder parts, Environment environment) {
        name = parts.name;
        clock = parts.clock;
        ownsStore = parts.store == null;
        store = parts.store == null ? Stores.open(parts, environment) : parts.store;
        threads = new Threads(name);
        events = new EventBus(threads.events());
        flags = StoredFeatureFlags.of(store, name)
                .environment(environment)
                .clock(clock)
                .events(events)
                .missingKey(parts.missingKey)
                .open();
        breaker = Breaker.closed(name, breakerSettings(parts, flags.snapshot()), clock, parts.nanoTime);
        canary = new Canaries(
                parts, store, events, () -> flags.snapshot().settings().canary().timeout(), this::counted);
        healthSources = List.of(flags, breaker, store, canary);
        routing = new Routing(routingParts(parts));
        fleet = Fleet.builder(store, name)
                .clock(clock)
                .reporting(() -> details().toMap())
                .onDead(this::foldDead)
                .join();
        memory = new NodeMemory(store, fleet, routing, clock);
        // How the last rollback stands advises no other. Nor does the state: what cannot be written leaves the snapshot
        // in
        // force, and what cannot be read leaves every key on legacy; neither says anything of the new pipeline.
        List<HealthSource> beneath = List.of(breaker, canary);
        signal = new RoutingSignal(
                routing,
                parts.nanoTime,
                () -> Health.of(beneath, clock.instant()).overall());
        rollback = openRollback(parts);
        healthSources = List.of(flags, breaker, rollback, store, canary);
        requests = new NodeRequests(store, fleet, routing, threads.work());
        reader = new StatusReader(name, store, clock);
        follow(parts);
    }

    private void counted(CanaryVerdict verdict) {
        Duration overhead = verdict.served() == Route.NEW ? verdict.legacyTook() : verdict.newTook();
        routing.compared(verdict.result(), overhead.toNanos());
    }

    private RoutingParts routingParts(MigrationBuilder parts) {
        return new RoutingParts(
                name,
                () -> fleet.node(),
                flags,
                breaker,
                canary.runner(),
                store,
                events,
                parts.observers,
                clock,
                parts.nanoTime,
                threads.calls(),
                threads.timer());
    }

    private StoredRollbackManager openRollback(MigrationBuilder parts) {
        return StoredRollbackManager.builder(store, name, new RoutingRollback(routing, signal::restart))
                .fleet(fleet)
                .signal(signal)
                .automatic(() -> flags.snapshot().settings().autoRollback())
                .events(events)
                .time(clock, parts.nanoTime)
                .executor(threads.work())
                .drainWithin(parts.drainTimeout)
                .open();
    }

    private void follow(MigrationBuilder parts) {
        subscriptions.add(flags.onSnapshot(snapshot -> breaker.configure(breakerSettings(parts, snapshot))));
        breaker.configure(breakerSettings(parts, flags.snapshot())); // what changed before anybody listened
        subscriptions.add(breaker.onTransition(transition -> {
            events.publish(() -> transition);
            memory.keep();
        }));
        FleetBreaker others = new FleetBreaker(
                new FleetBreaker.Parts(name, breaker, fleet, events, clock, parts.breakerQuorum, threads.work()));
        threads.everySecond(
                flags::refresh); // what ends by the clock ends also while the store hangs, and no tick comes
        subscriptions.add(store.onTick(StateWriteFailed.watch(store, name, events, clock)));
        subscriptions.add(store.onTick(() -> {
            signal.tick();
            others.look();
            memory.keep();
            canary.tick();
        }));
    }

    private static BreakerSettings breakerSettings(MigrationBuilder parts, Snapshot snapshot) {
        BreakerFlags flags = snapshot.settings().breaker();
        return parts.breaker
                .apply(BreakerSettings.DEFAULTS)
                .withEnabled(flags.enabled())
                .withErrors(flags.errorThreshold(), flags.errorWindow())
                .withRecovery(flags.recovery());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public <I, O, X extends Exception> NewSide<I, O, X> legacy(Pipeline<I, O, X> legacy) {
        return routing.legacy(legacy);
    }

    @Override
    public <I, O> AsyncNewSide<I, O> legacyAsync(AsyncPipeline<I, O> legacy) {
        return routing.legacyAsync(legacy);
    }

    @Override
    public MigrationFeatureFlags flags() {
        return flags;
    }

    @Override
    public RollbackManager rollback() {
        return rollback;
    }

    @Override
    public EventSource events() {
        return events;
    }

    @Override
    public RollbackReport emergencyRollback(String reason, String operator) {
        return rollback.emergencyRollback(reason, operator);
    }

    @Override
    public MigrationStatus currentStatus() {
        return reader.status(flags.snapshot(), rollback.currentStatus(), List.of(self()));
    }

    @Override
    public Health healthCheck() {
        return Health.of(healthSources, clock.instant());
    }

    @Override
    public Statistics statistics() {
        return reader.statistics(List.of(self()));
    }

    @Override
    public CanaryStatistics canaryStatistics() {
        return canary.runner().statistics();
    }

    @Override
    public CanaryReport canaryReport() {
        return canary.report();
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        ClosingSteps closing = new ClosingSteps(name, threads.work(), STEP_WITHIN);
        closing.run("the canary", canary::stop);
        closing.run("requests of other processes", requests::close);
        closing.run("what follows the state", () -> subscriptions.forEach(Subscription::close));
        closing.run("the memory of the breaker", memory::close);
        closing.run("what canaries found", canary::keep);
        closing.run("the statistics", this::foldOwn);
        closing.run("the rollback manager", rollback::close);
        closing.run("the place in the fleet", fleet::close);
        closing.run("the flags", flags::close);
        if (ownsStore) {
            new ClosingSteps(name, threads.work(), STORE_WITHIN).run("the state store", store::close);
        }
        threads.close();
    }

    private void foldOwn() {
        StatisticsFold.add(store, name, self().instance(), details(), clock.instant());
    }

    private NodeDetails details() {
        RoutingSignal figures = signal;
        return NodeDetails.of(routing, healthCheck(), figures == null ? Vitals.NONE : figures.vitals());
    }

    /** This process as its node file shows it, without reading the file: the status of a running application does no I/O. */
    private NodeReport self() {
        return fleet.report();
    }

    private void foldDead(NodeReport last) {
        Map<String, Object> shown = last.details();
        NodeDetails.read(shown)
                .ifPresent(details -> StatisticsFold.add(store, name, last.instance(), details, last.heartbeat()));
    }
}
