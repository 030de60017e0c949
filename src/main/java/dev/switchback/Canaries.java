package dev.switchback;

import dev.switchback.canary.CanaryDiscrepancy;
import dev.switchback.canary.CanaryObserver;
import dev.switchback.canary.CanaryRunner;
import dev.switchback.canary.CanaryVerdict;
import dev.switchback.canary.mismatch.CanaryEvidence;
import dev.switchback.canary.mismatch.CanaryReport;
import dev.switchback.event.EventBus;
import dev.switchback.health.ComponentHealth;
import dev.switchback.health.HealthSource;
import dev.switchback.health.HealthStatus;
import dev.switchback.state.StateStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The canaries of a migration and what they find: verdicts go to the counters, the evidence, the bus and the builder's. */
final class Canaries implements HealthSource {

    private static final Duration DRAIN = Duration.ofSeconds(5);

    private final CanaryRunner runner;
    private final CanaryEvidence evidence;

    /**
     * Starts them.
     *
     * @param timeout how long one may take, asked for each
     * @param counted told of each verdict before everybody else
     */
    Canaries(
            MigrationBuilder parts,
            StateStore store,
            EventBus events,
            Supplier<Duration> timeout,
            Consumer<CanaryVerdict> counted) {
        CanaryObserver published = CanaryDiscrepancy.publisher(events, parts.name, parts.clock);
        runner = CanaryRunner.builder()
                .mode(parts.canaryMode)
                .threads(parts.canaryThreads)
                .queue(parts.canaryQueue)
                .timeout(timeout)
                .observer(inTurn(counted, published, parts.canaryObserver))
                .judge(question -> evidence().judge(question))
                .clean(parts.clean)
                .nanoTime(parts.nanoTime)
                .build();
        evidence = new CanaryEvidence(
                new CanaryEvidence.Parts(store, parts.name, runner::statistics, parts.clock, parts.nanoTime),
                parts.ignoreRules,
                parts.noise);
    }

    private CanaryObserver inTurn(Consumer<CanaryVerdict> counted, CanaryObserver published, CanaryObserver own) {
        return new CanaryObserver() {
            @Override
            public void onVerdict(CanaryVerdict verdict) {
                counted.accept(verdict);
                evidence().heard(verdict);
                published.onVerdict(verdict);
                own.onVerdict(verdict);
            }

            @Override
            public void raised(String operation, Throwable error) {
                published.raised(operation, error);
                own.raised(operation, error);
            }
        };
    }

    private CanaryEvidence evidence() {
        return evidence;
    }

    CanaryRunner runner() {
        return runner;
    }

    CanaryReport report() {
        return evidence.report();
    }

    /** Follows the rules of others, and keeps what was found. */
    void tick() {
        evidence.tick();
    }

    /** Waits for what runs, and lets nothing more begin. */
    void stop() {
        runner.drain(DRAIN);
        runner.close();
    }

    /** Keeps what was found, for the last time. */
    void keep() {
        evidence.close();
    }

    @Override
    public String component() {
        return runner.component();
    }

    /** {@return how the runs are, and which rules have ended} */
    @Override
    public ComponentHealth health() {
        ComponentHealth runs = runner.health();
        List<String> ended = evidence.endedRules();
        if (ended.isEmpty()) {
            return runs;
        }
        List<String> issues = new ArrayList<>(runs.issues());
        issues.addAll(ended);
        List<String> recommendations = new ArrayList<>(runs.recommendations());
        recommendations.add("remove the ignore rule, or give it a new end: switchback canary ignore --help");
        return new ComponentHealth(HealthStatus.DEGRADED, issues, recommendations, runs.details());
    }
}
