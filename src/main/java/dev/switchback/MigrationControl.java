package dev.switchback;

import dev.switchback.flags.Environment;
import dev.switchback.flags.MigrationFeatureFlags;
import dev.switchback.flags.StoredFeatureFlags;
import dev.switchback.fleet.Fleet;
import dev.switchback.fleet.FleetView;
import dev.switchback.fleet.NodeReport;
import dev.switchback.health.ComponentHealth;
import dev.switchback.health.Health;
import dev.switchback.health.HealthSource;
import dev.switchback.health.HealthStatus;
import dev.switchback.rollback.RollbackManager;
import dev.switchback.rollback.RollbackStatus;
import dev.switchback.rollback.RollbackStrategy;
import dev.switchback.rollback.StoredRollbackManager;
import dev.switchback.rollback.signal.Vitals;
import dev.switchback.router.node.NodeDetails;
import dev.switchback.router.node.NodeRequests;
import dev.switchback.state.Attribution;
import dev.switchback.state.HistoryEntry;
import dev.switchback.state.MigrationName;
import dev.switchback.state.StateChange;
import dev.switchback.state.StateStore;
import dev.switchback.state.StateStoreException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The same migration seen from a process that has no pipelines: reads and changes the state, and asks the running
 * processes for the rest. This is what the command line works on.
 *
 * <p>Thread-safe. Reading looks at the node files, so it does I/O. Closing it does not close the store.
 */
public final class MigrationControl implements AutoCloseable {

    private final String migration;
    private final StateStore store;
    private final Clock clock;
    private final StoredFeatureFlags flags;
    private final StoredRollbackManager rollback;
    private final FleetView fleet;
    private final StatusReader reader;
    private volatile List<NodeReport> lastPossible = List.of();

    private MigrationControl(StateStore store, String migration, Clock clock) {
        this.migration = MigrationName.checked(migration);
        this.store = store;
        this.clock = clock;
        this.flags = StoredFeatureFlags.of(store, migration)
                .environment(Environment.none())
                .clock(clock)
                .open();
        this.fleet = Fleet.observe(store, migration, clock);
        this.rollback = StoredRollbackManager.remote(store, migration, RollbackStrategy.ROUTING)
                .time(clock, System::nanoTime)
                .source("cli")
                .signal(this::vitals)
                .open();
        this.reader = new StatusReader(migration, store, clock);
    }

    /** {@return the control of one migration of a store} */
    public static MigrationControl of(StateStore store, String migration, Clock clock) {
        return new MigrationControl(store, migration, clock);
    }

    /** {@return the stored rules, to be read and changed; the variables of this process do not count} */
    public MigrationFeatureFlags flags() {
        return flags;
    }

    /** {@return what takes routing back, in every running process} */
    public RollbackManager rollback() {
        return rollback;
    }

    /** {@return the processes that run} */
    public FleetView fleet() {
        return fleet;
    }

    /** {@return how everything stands now} */
    public MigrationStatus currentStatus() {
        FleetLook look = look();
        RollbackStatus rolled = rollback.currentStatus();
        MigrationStatus status = reader.status(flags.snapshot(), rolled, look.live());
        List<String> disagreements = look.disagreements(store.document(migration), flags.snapshot(), rolled);
        return disagreements.isEmpty()
                ? status
                : status.saying(
                        "%s; processes disagree: %s".formatted(status.sentence(), String.join("; ", disagreements)));
    }

    /** {@return what has been counted, by running processes and by those that have ended} */
    public Statistics statistics() {
        return reader.statistics(look().live());
    }

    /** {@return how well everything is now} */
    public Health healthCheck() {
        FleetLook look = look();
        List<NodeReport> nodes = look.live();
        List<String> disagreements =
                look.disagreements(store.document(migration), flags.snapshot(), rollback.currentStatus());
        List<HealthSource> sources =
                List.of(flags, breakerHealth(nodes), rollback, store, nodesHealth(nodes, disagreements));
        return Health.of(sources, clock.instant());
    }

    /**
     * Asks every running process for something, and waits for the answers.
     *
     * @param type {@link NodeRequests#PROBE}, {@link NodeRequests#RESET} or {@link NodeRequests#TRIP}
     * @param data what else the request says
     * @return each live node's answer by its name, a node that did not answer in time apart; empty without live nodes
     * @throws dev.switchback.state.StateStoreException if the request could not be recorded ; nobody was asked
     */
    public Map<String, String> ask(String type, Map<String, Object> data, Attribution by, Duration limit)
            throws InterruptedException {
        if (fleet.live().isEmpty()) {
            return Map.of();
        }
        StateChange.Builder change = StateChange.of(migration, type, by);
        data.forEach(change::data);
        HistoryEntry asked = store.commit(change.build());
        List<NodeReport> answered = fleet.awaitLive(
                nodes -> nodes.stream()
                        .allMatch(node -> node.answer(asked.sequence(), type).isPresent()),
                limit);
        Map<String, String> answers = new LinkedHashMap<>();
        for (NodeReport node : answered) {
            answers.put(
                    node.node(),
                    node.answer(asked.sequence(), type)
                            .map(answer -> (answer.success() ? "ok: " : "failed: ") + answer.detail())
                            .orElse("failed: no answer in " + limit));
        }
        return answers;
    }

    /** While the store does not answer, what processes last said is all there is; the store says of itself that it is so. */
    private FleetLook look() {
        FleetLook look;
        try {
            look = FleetLook.at(fleet, clock.instant());
            lastPossible = look.possible();
        } catch (StateStoreException away) {
            if (lastPossible.isEmpty() && store.status().unwritable().isEmpty()) {
                throw away;
            }
            look = new FleetLook(lastPossible, clock.instant());
        }
        return look;
    }

    /** What the running processes have seen, taken together. */
    private Vitals vitals() {
        List<NodeDetails> processes = look().live().stream()
                .flatMap(node -> NodeDetails.read(node.details()).stream())
                .toList();
        return NodeDetails.Window.together(processes, HealthStatus.HEALTHY);
    }

    private HealthSource breakerHealth(List<NodeReport> nodes) {
        return new View(
                "breaker",
                () -> judge(reader.breaker(flags.snapshot().settings().breaker(), nodes)));
    }

    private static ComponentHealth judge(MigrationStatus.Breaker breaker) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("state", breaker.state());
        details.put("errors", breaker.errors());
        details.put("errorThreshold", breaker.errorThreshold());
        if (breaker.state().equals("forced_open")) {
            return ComponentHealth.of(
                    HealthStatus.DEGRADED,
                    "a rollback holds the breaker open, legacy answers",
                    "`switchback rollback clear` once the cause is gone",
                    details);
        }
        if (breaker.isOpen()) {
            return ComponentHealth.of(
                    HealthStatus.DEGRADED,
                    "the breaker is %s, legacy answers".formatted(breaker.state()),
                    "look at the new pipeline's errors; `switchback breaker reset` once they are gone",
                    details);
        }
        if (breaker.errors() > 10) {
            return ComponentHealth.of(
                    HealthStatus.DEGRADED,
                    "%d errors in %d s".formatted(breaker.errors(), breaker.windowSeconds()),
                    "look at the new pipeline's errors; `switchback percentage set` lower",
                    details);
        }
        return ComponentHealth.healthy(details);
    }

    private static HealthSource nodesHealth(List<NodeReport> nodes, List<String> disagreements) {
        return new View("nodes", () -> {
            Map<String, Object> details = new LinkedHashMap<>();
            details.put("live", nodes.size());
            List<String> issues = new ArrayList<>();
            HealthStatus worst = disagreements.isEmpty() ? HealthStatus.HEALTHY : HealthStatus.DEGRADED;
            disagreements.forEach(what -> issues.add("nodes_disagree: " + what));
            for (NodeReport node : nodes) {
                Optional<NodeDetails> said = NodeDetails.read(node.details());
                String health = said.map(NodeDetails::health).orElse("unknown");
                details.put(node.node(), health);
                if (!health.equals("healthy")) {
                    boolean critical = health.equals(HealthStatus.CRITICAL.text());
                    worst = worst.worse(critical ? HealthStatus.CRITICAL : HealthStatus.DEGRADED);
                    String why = String.join("; ", said.map(NodeDetails::issues).orElse(List.of()));
                    issues.add("%s says that it is %s%s"
                            .formatted(node.node(), health, why.isEmpty() ? "" : " (" + why + ")"));
                }
            }
            List<String> recommendations = disagreements.isEmpty()
                    ? List.of()
                    : List.of("look at the processes named: their variables, and whether they hang");
            return new ComponentHealth(worst, issues, recommendations, details);
        });
    }

    @Override
    public void close() {
        rollback.close();
        flags.close();
    }

    /** A component whose health is worked out from what others say of themselves. */
    private record View(String component, Supplier<ComponentHealth> judged) implements HealthSource {

        @Override
        public ComponentHealth health() {
            return judged.get();
        }
    }
}
