package dev.switchback.fleet;

import dev.switchback.event.Subscription;
import dev.switchback.fleet.NodeReport.Followed;
import dev.switchback.state.MigrationName;
import dev.switchback.state.StateJson;
import dev.switchback.state.StateStore;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * This process's place among the processes of one migration: it has a name, says about twice a second how it is, and
 * acknowledges what all are to follow.
 *
 * <p>Names are slots, {@code <migration>.<host>}, then {@code <migration>.<host>-2} and so on: the first that is free
 * or whose process is dead, so that a restarted short-lived process gets its predecessor's. Two that take one slot in
 * the same instant find out with the next beat, and one of them moves on; so ask for {@link #node} anew each time.
 *
 * <p>Thread-safe. Writes the store on the calling thread. What the store refuses is logged and tried again with the
 * next beat.
 */
public final class Fleet implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Fleet.class);
    private static final int ANSWERS = 16;

    private final StateStore store;
    private final String migration;
    private final Liveness liveness;
    private final FleetView view;
    private final Slots slots;
    private final Supplier<Map<String, Object>> details;
    private final Consumer<NodeReport> onDead;
    private final String instance = UUID.randomUUID().toString();
    private final Instant startedAt;
    private final Map<String, Followed> targets = new TreeMap<>(); // guarded by this
    private final Deque<Answer> answers = new ArrayDeque<>(); // guarded by this
    private final Subscription ticking;
    private volatile String node;
    private boolean joined; // guarded by this
    private boolean complained; // guarded by this
    private boolean closed; // guarded by this

    private Fleet(Builder parts) {
        store = parts.store;
        migration = parts.migration;
        liveness = new Liveness(parts.clock, HostName.of(parts.host), parts.processes);
        view = new FleetView(store, migration, liveness);
        details = parts.details;
        onDead = parts.onDead;
        startedAt = parts.clock.instant();
        slots = new Slots(migration, liveness, instance);
        node = slots.name(1);
        beat();
        ticking = store.onTick(this::beat);
    }

    /** Starts to join the processes of a migration. */
    public static Builder builder(StateStore store, String migration) {
        return new Builder(store, migration);
    }

    /** {@return what the processes of a migration say, for a process that is none of them} */
    public static FleetView observe(StateStore store, String migration, Clock clock) {
        return new FleetView(store, migration, new Liveness(clock, HostName.of(HostName.local()), Fleet::runs));
    }

    /** {@return this process's name at present} */
    public String node() {
        return node;
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
    public synchronized void serve(String target) {
        targets.putIfAbsent(target, Followed.NOTHING);
        beat();
    }

    /**
     * Says, at once, how far this process has followed a rollback.
     *
     * @param inFlight how many calls still run on what is taken back
     */
    public synchronized void acknowledge(String target, long epoch, Acknowledgement stage, long inFlight) {
        targets.merge(
                target, Followed.NOTHING.with(stage, epoch, inFlight), (had, said) -> had.with(stage, epoch, inFlight));
        beat();
    }

    /** Answers, at once, what a record of the journal asked; the newest sixteen answers are kept. */
    public synchronized void answer(long request, String kind, boolean success, String detail) {
        answers.addLast(
                new Answer(request, kind, success, detail, liveness.clock().instant()));
        if (answers.size() > ANSWERS) {
            answers.removeFirst();
        }
        beat();
    }

    /** Writes this process's report, and clears away what dead ones left. Never throws. */
    public synchronized void beat() {
        if (closed) {
            return;
        }
        try {
            Map<String, JsonNode> seen = store.observations();
            Map<String, NodeReport> reports = FleetView.reports(seen);
            keepOrChange(reports);
            store.observe(node, StateJson.MAPPER.valueToTree(report()));
            joined = true;
            sweep(reports);
            complained = false;
        } catch (RuntimeException failed) { // the disk may be gone: routing goes on, and the next beat tries again
            if (!complained) {
                complained = true;
                log.warn("[Fleet] cannot write the report of {}; tried again with each beat", node, failed);
            }
        }
    }

    /** Leaves: nobody waits for this process any more. Idempotent. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        ticking.close();
        try {
            NodeReport held = FleetView.reports(store.observations()).get(node);
            if (held != null && slots.isMine(held)) {
                store.forget(node);
            }
        } catch (RuntimeException failed) { // the next process takes the name over, since this one will be dead
            log.warn("[Fleet] cannot remove the report of {}", node, failed);
        }
    }

    private void keepOrChange(Map<String, NodeReport> reports) {
        node = slots.keepOrChange(node, joined, reports);
        NodeReport predecessor = reports.get(node);
        if (predecessor != null && !slots.isMine(predecessor) && liveness.isClaimable(predecessor)) {
            onDead.accept(predecessor);
        }
    }

    /** One process does it for all, so that what the dead counted is folded in once as a rule. */
    private void sweep(Map<String, NodeReport> reports) {
        List<NodeReport> others = reports.values().stream()
                .filter(report ->
                        report.migration().equals(migration) && !report.node().equals(node))
                .toList();
        boolean first = others.stream()
                .filter(liveness::isLive)
                .noneMatch(report -> report.node().compareTo(node) < 0);
        if (first) {
            others.stream().filter(liveness::isDead).forEach(report -> {
                onDead.accept(report);
                store.forget(report.node());
            });
        }
    }

    /** {@return what this process says of itself now} */
    public NodeReport report() {
        return new NodeReport(
                node,
                instance,
                migration,
                liveness.host(),
                ProcessHandle.current().pid(),
                startedAt,
                liveness.clock().instant(),
                targets,
                describe(),
                List.copyOf(answers));
    }

    private Map<String, Object> describe() {
        try {
            return details.get();
        } catch (RuntimeException failed) { // a heartbeat without figures is better than none
            log.debug("[Fleet] the details of {} cannot be collected", node, failed);
            return Map.of("error", String.valueOf(failed.getMessage()));
        }
    }

    private static boolean runs(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    /** Collects what a process says of itself before it joins; for one thread. */
    public static final class Builder {
        private final StateStore store;
        private final String migration;
        private String host = HostName.local();
        private Clock clock = Clock.systemUTC();
        private LongPredicate processes = Fleet::runs;
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

        /** Sets what tells whether a process of this host runs, by its id; the system's own knowledge by default. */
        public Builder processes(LongPredicate running) {
            processes = running;
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
