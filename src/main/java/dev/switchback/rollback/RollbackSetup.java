package dev.switchback.rollback;

import dev.switchback.event.EventBus;
import dev.switchback.fleet.Fleet;
import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.rollback.signal.Signal;
import dev.switchback.rollback.signal.Thresholds;
import dev.switchback.state.MigrationName;
import dev.switchback.state.StateStore;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Collects what a {@link StoredRollbackManager} works with; for one thread. */
public final class RollbackSetup {

    private final StateStore store;
    private final String migration;
    private final String target;
    private final @Nullable RollbackStrategy strategy; // null where this process has nothing of the target
    private @Nullable Fleet fleet;
    private Signal signal = Signal.none();
    private Thresholds thresholds = Thresholds.DEFAULTS;
    private BooleanSupplier automatic = () -> false;
    private EventBus events = new EventBus(Runnable::run);
    private Clock clock = Clock.systemUTC();
    private LongSupplier nanoTime = System::nanoTime;
    private @Nullable Executor executor;
    private @Nullable String coordinator;
    private String source = "api";
    private Limits limits = Limits.DEFAULTS;

    RollbackSetup(StateStore store, String migration, String target, @Nullable RollbackStrategy strategy) {
        this.store = store;
        this.migration = MigrationName.checked(migration);
        this.target = target;
        this.strategy = strategy;
    }

    /** Sets this process's place among the others; without one it acknowledges nothing, and only looks at them. */
    public RollbackSetup fleet(Fleet place) {
        fleet = place;
        return this;
    }

    /** Sets where the figures come from; no figures by default. */
    public RollbackSetup signal(Signal figures) {
        signal = figures;
        return this;
    }

    /** Sets from where on figures speak for a rollback; {@link Thresholds#DEFAULTS} by default. */
    public RollbackSetup thresholds(Thresholds limit) {
        thresholds = limit;
        return this;
    }

    /** Sets what tells whether automatic rollbacks are on, asked each time; off by default. */
    public RollbackSetup automatic(BooleanSupplier enabled) {
        automatic = enabled;
        return this;
    }

    /** Sets the bus that start, finish and failure are told on; a bus of its own by default. */
    public RollbackSetup events(EventBus bus) {
        events = bus;
        return this;
    }

    /** Sets the clock and the elapsed nanoseconds; the system's by default. */
    public RollbackSetup time(Clock wall, LongSupplier elapsed) {
        clock = wall;
        nanoTime = elapsed;
        return this;
    }

    /** Sets what runs everything that may block; daemon threads of its own by default. */
    public RollbackSetup executor(Executor runner) {
        executor = runner;
        return this;
    }

    /**
     * Sets under which name a process without a place among the nodes leads a rollback; a random one by default. It has
     * no dot, as the names of nodes have: none of them may take it for a node that died.
     */
    public RollbackSetup coordinator(String name) {
        InvalidValueException.unless(!name.contains("."), "coordinator", "without a dot", name);
        coordinator = name;
        return this;
    }

    /** Sets by which way persons ask, as the history is to say it; {@code api} by default. */
    public RollbackSetup source(String way) {
        source = way;
        return this;
    }

    /** Sets how long a record may take to become durable before it is said not to be; 2 s by default. */
    public RollbackSetup durableWithin(Duration limit) {
        limits = new Limits(positive(limit), limits.drain(), limits.acknowledge(), limits.validate());
        return this;
    }

    /** Sets how long calls in flight may take to end before those left are reported; 30 s by default. */
    public RollbackSetup drainWithin(Duration limit) {
        limits = new Limits(limits.durable(), positive(limit), limits.acknowledge(), limits.validate());
        return this;
    }

    /** Sets how long the other nodes may take to acknowledge, their draining apart; 10 s by default. */
    public RollbackSetup acknowledgeWithin(Duration limit) {
        limits = new Limits(limits.durable(), limits.drain(), positive(limit), limits.validate());
        return this;
    }

    /** Sets how long the proof may take; 10 s by default. */
    public RollbackSetup validateWithin(Duration limit) {
        limits = new Limits(limits.durable(), limits.drain(), limits.acknowledge(), positive(limit));
        return this;
    }

    /** {@return the manager, with what is recorded already in force} */
    public StoredRollbackManager open() {
        Nodes nodes = new Nodes(
                fleet == null ? Fleet.observe(store, migration, clock) : fleet.view(),
                fleet,
                coordinator == null ? "process:" + UUID.randomUUID() : coordinator,
                target);
        RollbackStrategy runs = strategy == null ? nodes.strategy() : strategy;
        ExecutorService own = executor == null ? daemons() : null;
        return new StoredRollbackManager(new Parts(
                store,
                migration,
                runs,
                nodes,
                signal,
                thresholds,
                automatic,
                events,
                clock,
                nanoTime,
                own == null ? Objects.requireNonNull(executor) : own,
                own == null ? () -> {} : own::shutdown,
                source,
                limits,
                strategy == null));
    }

    private static ExecutorService daemons() {
        return Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "switchback-rollback");
            thread.setDaemon(true);
            return thread;
        });
    }

    private static Duration positive(Duration limit) {
        InvalidValueException.unless(!limit.isNegative() && !limit.isZero(), "limit", "longer than nothing", limit);
        return limit;
    }

    /** How long each part of a rollback may take. */
    record Limits(Duration durable, Duration drain, Duration acknowledge, Duration validate) {

        static final Limits DEFAULTS = new Limits(
                Duration.ofSeconds(2), Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofSeconds(10));

        /** {@return how long a coordinator is left alone: as long as each part of its work may take, and a bit} */
        Duration lease() {
            return durable.multipliedBy(2)
                    .plus(drain)
                    .plus(acknowledge)
                    .plus(validate)
                    .plusSeconds(5);
        }
    }

    /** What a manager works with. */
    record Parts(
            StateStore store,
            String migration,
            RollbackStrategy strategy,
            Nodes nodes,
            Signal signal,
            Thresholds thresholds,
            BooleanSupplier automatic,
            EventBus events,
            Clock clock,
            LongSupplier nanoTime,
            Executor executor,
            Runnable stop,
            String source,
            Limits limits,
            boolean remote) {

        String target() {
            return strategy.target();
        }
    }
}
