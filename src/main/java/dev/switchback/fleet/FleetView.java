package dev.switchback.fleet;

import dev.switchback.event.Subscription;
import dev.switchback.state.Observation;
import dev.switchback.state.StateJson;
import dev.switchback.state.StateStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * What the processes of one migration say of themselves, also for those that are none of them, such as the CLI.
 *
 * <p>Thread-safe. Every question reads the store anew.
 */
public final class FleetView {

    private static final Logger log = LoggerFactory.getLogger(FleetView.class);

    /** Node files carry no notification, so besides on every tick they are looked at this often while one waits. */
    private static final Duration LOOK = Duration.ofMillis(50);

    /** How old a look may be where nobody waits for it. */
    static final Duration CALM = Duration.ofSeconds(2);

    private final StateStore store;
    private final String migration;
    private final Liveness liveness;
    private final LongSupplier elapsed = System::nanoTime; // real waiting, whatever the clock of the heartbeats

    FleetView(StateStore store, String migration, Liveness liveness) {
        this.store = store;
        this.migration = migration;
        this.liveness = liveness;
    }

    /** {@return every report there is, by node name} */
    public List<NodeReport> all() {
        return reports(store.observations()).values().stream()
                .filter(report -> report.migration().equals(migration))
                .toList();
    }

    /** {@return the {@link #live} reports as they were at most two seconds ago, which costs a database less} */
    public List<NodeReport> lately() {
        return reports(store.observations(CALM)).values().stream()
                .filter(report -> report.migration().equals(migration))
                .filter(liveness::isLive)
                .toList();
    }

    /** {@return the reports not older than five seconds of processes that are not known to be dead} */
    public List<NodeReport> live() {
        return all().stream().filter(liveness::isLive).toList();
    }

    /**
     * Returns the reports of all processes that may run: the live ones, and those that fell silent without being known
     * to be dead, as a stopped process does. A rollback is proven by these.
     */
    public List<NodeReport> possible() {
        return look().possible();
    }

    /**
     * Returns the reports of processes on other hosts that fell silent between ten seconds and ten minutes ago without
     * a farewell, and of those that left in the last minute while calls ran. They count as dead; but one that is only cut
     * off from the store goes on with what it last knew, and one that left with its calls, so that whoever proves a
     * rollback names them.
     */
    public List<NodeReport> cutOff() {
        return look().cutOff();
    }

    /**
     * What one look at all reports found. Whoever asks for both has to ask for them at once: between two looks a process
     * may fall silent or come back, and would be in neither.
     *
     * @param possible the processes that may run, as {@link FleetView#possible} says
     * @param cutOff those that count as dead, but may only be cut off, as {@link FleetView#cutOff} says
     */
    public record Look(List<NodeReport> possible, List<NodeReport> cutOff) {

        public Look {
            possible = List.copyOf(possible);
            cutOff = List.copyOf(cutOff);
        }
    }

    private Look look() {
        Map<Boolean, List<NodeReport>> mayRun = all().stream().collect(Collectors.partitioningBy(liveness::mayRun));
        List<NodeReport> dead = mayRun.getOrDefault(false, List.of());
        return new Look(
                mayRun.getOrDefault(true, List.of()),
                dead.stream()
                        .filter(report -> liveness.isCutOff(report) || liveness.isLeaving(report))
                        .toList());
    }

    /** {@return for how long a node has been silent, by the store's clock wherever it has one} */
    public Duration silence(NodeReport report) {
        return liveness.silence(report);
    }

    /**
     * Returns whether a name is that of a node of this migration that does not run any more; one whose report has been
     * cleared away is among them, and one that never was a node is not.
     */
    public boolean isGone(String node) {
        return node.startsWith(migration + ".")
                && possible().stream().noneMatch(report -> report.node().equals(node));
    }

    /**
     * Waits until the live nodes' reports are as wished, or the time is up.
     *
     * @return the last reports that were looked at; the caller tests them again to know which of both it was
     */
    public List<NodeReport> awaitLive(Predicate<? super List<NodeReport>> wish, Duration limit)
            throws InterruptedException {
        return await(this::live, wish, limit);
    }

    /** Waits as {@link #awaitLive} does, for the reports of all processes that may run; those cut off are not waited for. */
    public Look awaitPossible(Predicate<? super List<NodeReport>> wish, Duration limit) throws InterruptedException {
        return await(this::look, look -> wish.test(look.possible()), limit);
    }

    private <T> T await(Supplier<T> look, Predicate<? super T> wish, Duration limit) throws InterruptedException {
        Semaphore ticks = new Semaphore(0);
        Subscription ticking = store.onTick(ticks::release);
        try {
            T seen = look.get();
            long left = limit.toNanos();
            long began = elapsed.getAsLong();
            while (left > 0 && !wish.test(seen)) {
                if (ticks.tryAcquire(Math.min(left, LOOK.toNanos()), TimeUnit.NANOSECONDS)) {
                    ticks.drainPermits();
                }
                seen = look.get();
                left = limit.toNanos() - (elapsed.getAsLong() - began);
            }
            return seen;
        } finally {
            ticking.close();
        }
    }

    static Map<String, NodeReport> reports(Map<String, Observation> observations) {
        Map<String, NodeReport> reports = new TreeMap<>();
        observations.forEach((name, observed) -> parse(name, observed).ifPresent(report -> reports.put(name, report)));
        return reports;
    }

    private static Optional<NodeReport> parse(String name, Observation observed) {
        try {
            return Optional.of(StateJson.MAPPER
                    .treeToValue(observed.report(), NodeReport.class)
                    .seen(observed.seenAt()));
        } catch (JacksonException misfit) {
            // half-written by a crash, or of another version: whoever wrote it is not counted, and may be replaced
            log.debug("[Fleet] the report of {} cannot be read", name, misfit);
            return Optional.empty();
        }
    }
}
