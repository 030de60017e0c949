package dev.switchback.fleet;

import dev.switchback.event.Subscription;
import dev.switchback.fleet.NodeReport.Followed;
import dev.switchback.state.MigrationName;
import dev.switchback.state.StateStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This process's place among the processes of one migration: it has a name, says about twice a second how it is, and
 * acknowledges what all are to follow.
 *
 * <p>Names are slots, {@code <migration>.<host>}, then {@code <migration>.<host>-2} and so on: the first that is free
 * or whose process is dead, so that a restarted short-lived process gets its predecessor's. Two that take one slot in
 * the same instant find out with the next beat, and one of them moves on; so ask for {@link #node} anew each time.
 *
 * <p>Thread-safe. The store is read and written on a thread of its own, and nobody waits for it longer than a second: a
 * process that joins while the disk hangs has a provisional name, which the next beat that comes through corrects. What
 * the store refuses is logged and tried again with the next beat.
 */
public final class Fleet implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Fleet.class);

    private final String migration;
    private final Liveness liveness;
    private final FleetView view;
    private final Supplier<Map<String, Object>> details;
    private final String instance = UUID.randomUUID().toString();
    private final Instant startedAt;
    private final Map<String, Followed> targets = new TreeMap<>(); // guarded by this
    private final Answers answers = new Answers();
    private final Place place; // written by the errands alone
    private final Errands errands;
    private final Processes processes;
    private final Leadership leadership;
    private final Subscription ticking;
    private @Nullable Future<?> due; // guarded by this: the beat that has not begun yet
    private Future<?> asking = CompletableFuture.completedFuture(null); // guarded by this: who leads
    private boolean closed; // guarded by this

    private Fleet(Builder parts) {
        migration = parts.migration;
        processes = parts.processes;
        liveness = new Liveness(parts.clock, HostName.of(parts.host), processes);
        errands = new Errands("switchback-fleet-" + migration, parts.patience);
        view = new FleetView(parts.store, migration, liveness);
        details = parts.details;
        startedAt = parts.clock.instant();
        leadership = new Leadership(parts.store::leases, migration + ".leader", instance, parts.nanoTime);
        place = new Place(parts.store, new Slots(migration, liveness, instance), parts.onDead);
        beat();
        ticking = parts.store.onTick(this::tick);
    }

    /** Starts to join the processes of a migration. */
    public static Builder builder(StateStore store, String migration) {
        return new Builder(store, migration);
    }

    /** {@return what the processes of a migration say, for a process that is none of them} */
    public static FleetView observe(StateStore store, String migration, Clock clock) {
        return new FleetView(store, migration, new Liveness(clock, HostName.of(HostName.local()), Processes.system()));
    }

    /** {@return this process's name at present} */
    public String node() {
        return place.node();
    }

    /**
     * Returns the term in which this process is the leader, the one that does what only one of the processes may do. It
     * is asked anew before each such thing; two processes never have an answer at the same time, and a new leader has a
     * higher term than those before it.
     *
     * <p>It depends in files on the lock file, which is not to be deleted; in a database on connections that are direct
     * or pooled by session, not by transaction. A fail-over to an asynchronous replica may lose the latest terms.
     */
    public OptionalLong leads() {
        return leadership.term();
    }

    /** {@return what all processes say} */
    public FleetView view() {
        return view;
    }

    /** {@return the reports of the live processes, this one among them} */
    public List<NodeReport> live() {
        return view.live();
    }

    /** {@return every report there is} */
    public List<NodeReport> all() {
        return view.all();
    }

    /** Says that this process follows the rollbacks of a target, so that they wait for it. */
    public void serve(String target) {
        synchronized (this) {
            targets.putIfAbsent(target, Followed.NOTHING);
        }
        beat();
    }

    /**
     * Says, at once, how far this process has followed a rollback.
     *
     * @param inFlight how many calls still run on what is taken back
     */
    public void acknowledge(String target, long epoch, Acknowledgement stage, long inFlight) {
        synchronized (this) {
            Followed had = targets.getOrDefault(target, Followed.NOTHING);
            targets.put(target, had.with(stage, epoch, inFlight));
        }
        beat();
    }

    /** Answers, at once, what a record of the journal asked; the newest sixteen answers are kept. */
    public void answer(long request, String kind, boolean success, String detail) {
        answers.add(new Answer(request, kind, success, detail, liveness.clock().instant()));
        beat();
    }

    /**
     * Writes this process's report, and clears away what dead ones left. Never throws, and returns after a second at
     * the latest; what could not be written by then is written when the disk answers.
     */
    public void beat() {
        Future<?> beat;
        synchronized (this) {
            if (closed) {
                return;
            }
            if (due == null) { // one that waits says what has been said until it begins
                due = errands.begin(this::write);
            }
            beat = due;
        }
        errands.await(beat);
    }

    private void write() {
        synchronized (this) {
            due = null;
        }
        place.write(this::report);
    }

    private void tick() {
        beat();
        synchronized (this) {
            if (!closed
                    && asking
                            .isDone()) { // apart from the beat: whoever waits for an acknowledgement waits for this not
                asking = errands.begin(() -> place.lead(leadership));
            }
        }
    }

    /** Leaves: nobody waits for it, but that calls ran stays for a minute. Idempotent, back after a second at the latest. */
    @Override
    public void close() {
        Future<?> leaving;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            leaving = errands.begin(() -> place.leave(leadership, this::report));
        }
        ticking.close();
        errands.await(leaving);
        errands.close();
    }

    /** {@return what this process says of itself now} */
    public NodeReport report() {
        Map<String, Object> described = describe(); // which asks others, so it holds no lock
        Map<String, Followed> followed;
        synchronized (this) {
            followed = Map.copyOf(targets);
        }
        return new NodeReport(
                place.node(),
                instance,
                migration,
                liveness.host(),
                processes.own(),
                processes.space(),
                startedAt,
                processes.startedAt(processes.own()).orElse(null),
                liveness.clock().instant(),
                followed,
                described,
                answers.newest(),
                leadership.term().orElse(0),
                null,
                null);
    }

    private Map<String, Object> describe() {
        try {
            return details.get();
        } catch (RuntimeException failed) { // a heartbeat without figures is better than none
            log.debug("[Fleet] the details of {} cannot be collected", place.node(), failed);
            return Map.of("error", String.valueOf(failed.getMessage()));
        }
    }

    /** Collects what a process says of itself before it joins; for one thread. */
    public static final class Builder {
        private final StateStore store;
        private final String migration;
        private String host = HostName.local();
        private Clock clock = Clock.systemUTC();
        private Processes processes = Processes.system();
        private LongSupplier nanoTime = System::nanoTime;
        private Duration patience = Duration.ofSeconds(1);
        private Supplier<Map<String, Object>> details = Map::of;
        private Consumer<NodeReport> onDead = report -> {};

        private Builder(StateStore store, String migration) {
            this.store = store;
            this.migration = MigrationName.checked(migration);
        }

        /** Sets the host; the machine's own name by default. */
        public Builder host(String name) {
            host = name;
            return this;
        }

        /** Sets the clock of the heartbeats; the system's by default. */
        public Builder clock(Clock wall) {
            clock = wall;
            return this;
        }

        /** Sets what measures elapsed time in nanoseconds; the system's by default. */
        public Builder nanoTime(LongSupplier elapsed) {
            nanoTime = elapsed;
            return this;
        }

        /** Sets what tells whether a process of this host runs, by its id; the system's own knowledge by default. */
        public Builder processes(LongPredicate running) {
            return processes(Processes.running(running));
        }

        Builder processes(Processes known) {
            processes = known;
            return this;
        }

        /** Sets how long a caller waits for the store at most; one second by default. */
        public Builder patience(Duration limit) {
            patience = limit;
            return this;
        }

        /** Sets what else the report holds, asked with each beat; nothing by default. */
        public Builder reporting(Supplier<Map<String, Object>> figures) {
            details = figures;
            return this;
        }

        /**
         * Sets what is done with the last report of a dead process before it is removed. It may be called more than
         * once for one report, also in several processes: it tells them apart by {@link NodeReport#instance}.
         */
        public Builder onDead(Consumer<NodeReport> fold) {
            onDead = fold;
            return this;
        }

        /** {@return this process's place, taken} */
        public Fleet join() {
            return new Fleet(this);
        }
    }
}
