package dev.switchback.router.rollback;

import dev.switchback.breaker.BreakerState;
import dev.switchback.flags.Snapshot;
import dev.switchback.pipeline.Route;
import dev.switchback.rollback.RollbackRequest;
import dev.switchback.rollback.RollbackStrategy;
import dev.switchback.rollback.Step;
import dev.switchback.rollback.StepContext;
import dev.switchback.rollback.Validation;
import dev.switchback.rollback.Validation.Check;
import dev.switchback.router.statistics.Tally;
import dev.switchback.router.way.Routing;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Takes routing back: every key to legacy from the very next request on, the breaker open, running calls drained. */
public final class RoutingRollback implements RollbackStrategy {

    private static final String WHY = "routing is rolled back";

    private final Routing routing;
    private final Runnable released;

    /**
     * Makes the strategy for one migration.
     *
     * @param released runs when a person has cleared the rollback and routing begins anew
     */
    public RoutingRollback(Routing routing, Runnable released) {
        this.routing = routing;
        this.released = released;
    }

    @Override
    public String target() {
        return ROUTING;
    }

    @Override
    public void force(long epoch) {
        routing.flags().latch(WHY, epoch);
        routing.breaker().forceOpen(WHY);
        routing.canary().cancel(); // shadow runs of the new side are calls on new too
    }

    @Override
    public void release(long generation) {
        boolean held = routing.snapshot().latch().isPresent();
        routing.flags().releaseLatch(generation);
        if (held && routing.snapshot().latch().isEmpty()) {
            routing.breaker().releaseForced("the rollback is cleared");
            released.run();
        }
    }

    @Override
    public long inFlight() {
        return routing.inFlightNew();
    }

    @Override
    public CompletionStage<Void> drained() {
        return routing.drained();
    }

    @Override
    public List<Step> plan(RollbackRequest request) {
        return List.of(
                Step.urgent("force_legacy", "send every key to legacy from the very next request on", context -> {
                    force(context.epoch());
                    return "every key goes to legacy";
                }),
                Step.urgent("open_breaker", "force the breaker open", context -> {
                    routing.breaker().forceOpen(WHY);
                    return "the breaker is forced open";
                }));
    }

    @Override
    public Validation validate(StepContext context) {
        List<Check> checks = new ArrayList<>();
        Snapshot snapshot = routing.snapshot();
        checks.add(Check.critical(
                "flags",
                snapshot.forcedLegacy(),
                snapshot.forcedLegacy() ? "every key goes to legacy" : "keys can still go to the new pipeline"));
        BreakerState breaker = routing.breaker().state();
        checks.add(Check.warning("circuit_breaker", breaker.isOpen(), "the breaker is " + breaker.text()));
        long running = routing.inFlightNew();
        checks.add(Check.critical("in_flight", running == 0, "%d calls run on the new pipeline".formatted(running)));
        checks.add(legacyProbe());
        checks.add(legacyErrors());
        return new Validation(checks);
    }

    private Check legacyProbe() {
        if (routing.probes().isEmpty()) {
            return Check.warning("legacy_probe", true, "no probe is configured");
        }
        List<String> problems = routing.probes().run(Route.LEGACY);
        return Check.critical(
                "legacy_probe",
                problems.isEmpty(),
                problems.isEmpty() ? "legacy answered" : String.join("; ", problems));
    }

    private Check legacyErrors() {
        Tally legacy = routing.counters().side(Route.LEGACY);
        long runs = legacy.runs();
        long failures = legacy.failures();
        return Check.warning(
                "error_rates",
                failures * 2 <= runs,
                "%d of %d legacy calls of this process failed".formatted(failures, runs));
    }
}
