package dev.switchback.rollback;

import dev.switchback.event.Subscription;
import dev.switchback.health.ComponentHealth;
import dev.switchback.health.HealthSource;
import dev.switchback.health.HealthStatus;
import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.rollback.RollbackRequest.Operation;
import dev.switchback.rollback.RollbackSetup.Parts;
import dev.switchback.rollback.Validation.Check;
import dev.switchback.rollback.signal.Recommendation;
import dev.switchback.state.HistoryEntry;
import dev.switchback.state.HistoryQuery;
import dev.switchback.state.StateStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rollback manager of one target, whose state is kept in a {@link StateStore}.
 *
 * <p>Opening it puts what is recorded in force before it returns. From then on it does what other processes record,
 * finishes what a dead coordinator left, and runs what is planned or what the figures demand. Closing it changes
 * nothing of what is in force.
 */
public final class StoredRollbackManager implements RollbackManager, HealthSource, AutoCloseable {

    private static final String IN_MEMORY_ALONE =
            "it is rolled back in this process's memory alone: the record was refused";

    private static final int MOST = 100_000;

    private final Parts parts;
    private final Ledger ledger;
    private final Follower follower;
    private final Leader leader;
    private final List<Subscription> subscriptions;

    StoredRollbackManager(Parts parts) {
        this.parts = parts;
        ledger = new Ledger(parts);
        follower = new Follower(parts, ledger);
        leader = new Leader(parts, ledger, follower);
        follower.look();
        parts.nodes().serve();
        subscriptions = List.of(
                parts.store().onEntry(entry -> {
                    if (entry.migration().equals(parts.migration())) {
                        follower.look();
                    }
                }),
                parts.store().onTick(this::tick));
        follower.look(); // what came between the first look and the subscription
    }

    /** Starts to set up the manager of a process that runs what the strategy takes back. */
    public static RollbackSetup builder(StateStore store, String migration, RollbackStrategy strategy) {
        return new RollbackSetup(store, migration, strategy.target(), strategy);
    }

    /**
     * Starts to set up the manager of a process that has nothing of the target, such as the CLI: the nodes do what it
     * records, and what they acknowledge is its proof. It looks after nothing by itself.
     */
    public static RollbackSetup remote(StateStore store, String migration, String target) {
        return new RollbackSetup(store, migration, target, null);
    }

    @Override
    public RollbackReport emergencyRollback(String reason, String operator) {
        return rollback(RollbackRequest.emergency(parts.target(), reason, operator));
    }

    @Override
    public RollbackReport plannedRollback(String reason, String operator, Instant at) {
        return rollback(RollbackRequest.planned(parts.target(), reason, operator, at));
    }

    @Override
    public RollbackReport attemptRecovery(String reason, String operator) {
        return rollback(RollbackRequest.recovery(parts.target(), reason, operator));
    }

    @Override
    public RollbackReport cancelPlanned(String reason, String operator) {
        return leader.cancel(RollbackRequest.clear(parts.target(), reason, operator));
    }

    @Override
    public RollbackReport rollback(RollbackRequest request) {
        checkTarget(request);
        InvalidValueException.unless(
                request.operation() != Operation.CLEAR, "operation", "other than to clear", request.operation());
        if (request.dryRun()) {
            return tryOut(request);
        }
        return switch (request.operation()) {
            case SCHEDULE -> leader.schedule(request);
            case RECOVERY -> leader.recover(request);
            default -> leader.rollBack(request);
        };
    }

    @Override
    public Optional<RollbackReport> automaticRollback() {
        return leader.automatic();
    }

    @Override
    public void clear(Clearance clearance) {
        ledger.clear(clearance);
        follower.look();
    }

    @Override
    public RollbackPlan dryRun(RollbackRequest request) {
        checkTarget(request);
        RollbackPlan plan = RollbackPlan.of(request, parts, ledger);
        if (request.dryRun()) {
            ledger.note(plan);
        }
        return plan;
    }

    @Override
    public Recommendation recommendation() {
        return parts.thresholds().recommend(parts.signal().vitals());
    }

    @Override
    public Validation validate() {
        RollbackRequest request = RollbackRequest.emergency(parts.target(), "validation", "switchback");
        long epoch = currentStatus().epoch();
        Validation proof = Validation.by(
                parts.strategy(), new StepContext(parts.migration(), request, epoch, !unrecorded(), false));
        return proof.and(Validation.of(Check.critical(
                "rollback_state",
                currentStatus().unreadable().isEmpty() && !unrecorded(),
                unrecorded() ? IN_MEMORY_ALONE : currentStatus().unreadable().orElse("recorded"))));
    }

    @Override
    public RollbackStatus currentStatus() {
        return RollbackStatus.of(parts, ledger, follower);
    }

    @Override
    public List<HistoryEntry> history(HistoryQuery query) {
        HistoryQuery wider = query.of(parts.migration());
        List<HistoryEntry> found = List.of();
        for (int limit = query.limit(); found.size() < query.limit(); limit = Math.min(limit * 4, MOST)) {
            List<HistoryEntry> all =
                    parts.store().history(new HistoryQuery(limit, wider.since(), wider.type(), wider.migration()));
            found = all.stream()
                    .filter(entry -> parts.target().equals(entry.strategy()))
                    .limit(query.limit())
                    .toList();
            if (all.size() < limit || limit == MOST) {
                return found;
            }
        }
        return found;
    }

    @Override
    public String component() {
        return parts.target().equals(RollbackStrategy.ROUTING)
                ? "rollbackManager"
                : "rollbackManager:" + parts.target();
    }

    @Override
    public ComponentHealth health() {
        RollbackStatus status = currentStatus();
        HealthStatus verdict = HealthStatus.HEALTHY;
        List<String> issues = new ArrayList<>();
        List<String> advice = new ArrayList<>();
        if (!status.indicators().rollbackCountHealthy()) {
            verdict = HealthStatus.DEGRADED;
            issues.add("%d rollbacks today".formatted(status.rollbacksToday()));
            advice.add("find out why it is rolled back again and again before it is cleared again");
        }
        if (unrecorded()) {
            verdict = HealthStatus.DEGRADED;
            issues.add(IN_MEMORY_ALONE);
            advice.add("make the state store writable; the rollback is recorded by itself then");
        }
        if (!status.indicators().rollbackStateHealthy()) {
            verdict = HealthStatus.CRITICAL;
            issues.add(
                    "%s is in state %s".formatted(parts.target(), status.state().text()));
            advice.add(status.state().holds());
        }
        status.unreadable().ifPresent(why -> issues.add("the recorded state cannot be read: " + why));
        return new ComponentHealth(
                status.unreadable().isPresent() ? HealthStatus.CRITICAL : verdict, issues, advice, details(status));
    }

    /** Gives up looking after the target; what is in force stays in force. Idempotent. */
    @Override
    public void close() {
        subscriptions.forEach(Subscription::close);
        parts.nodes().leave(parts.strategy().inFlight());
        parts.stop().run();
    }

    private static Map<String, Object> details(RollbackStatus status) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("target", status.target());
        details.put("state", status.state().text());
        details.put("rolledBack", status.rolledBack());
        details.put("rollbacksToday", status.rollbacksToday());
        details.put("epoch", status.epoch());
        return details;
    }

    private boolean unrecorded() {
        return follower.unrecorded() != null;
    }

    /** Tries a request out: nothing changes, but the history and the subscribers learn of it. */
    private RollbackReport tryOut(RollbackRequest request) {
        RollbackPlan plan = dryRun(request);
        RollbackReport report = RollbackReport.tried(plan);
        Instant now = parts.clock().instant();
        parts.events().publish(() -> new RollbackEvent.Started(parts.migration(), now, request, plan.stepNames()));
        parts.events().publish(() -> RollbackEvent.ended(parts.migration(), now, report));
        return report;
    }

    private void tick() {
        follower.look();
        follower.tick();
        leader.tick();
    }

    private void checkTarget(RollbackRequest request) {
        InvalidValueException.unless(
                request.target().equals(parts.target()), "target", parts.target(), request.target());
    }
}
