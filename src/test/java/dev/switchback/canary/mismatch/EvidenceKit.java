package dev.switchback.canary.mismatch;

import dev.switchback.canary.CanaryJudge;
import dev.switchback.canary.CanaryResult;
import dev.switchback.canary.CanaryStatistics;
import dev.switchback.canary.CanaryVerdict;
import dev.switchback.canary.difference.Comparison;
import dev.switchback.canary.difference.Comparison.Standing;
import dev.switchback.canary.difference.Discrepancy;
import dev.switchback.canary.difference.DiscrepancyType;
import dev.switchback.canary.difference.Finding;
import dev.switchback.canary.difference.Shape;
import dev.switchback.pipeline.Route;
import dev.switchback.state.Attribution;
import dev.switchback.state.MemoryStateStore;
import dev.switchback.testing.FakeClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Evidence on a store in memory, and canaries that have found what a test says. */
final class EvidenceKit {

    static final Attribution ADA = Attribution.api("ada", "legacy rounds down");

    final FakeClock clock = new FakeClock();
    final MemoryStateStore store = new MemoryStateStore(clock);
    final List<String> raised = new ArrayList<>();
    CanaryStatistics statistics = new CanaryStatistics(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, Duration.ZERO);

    CanaryEvidence evidence(IgnoreRule... rules) {
        return evidence(NoiseSettings.DEFAULTS, rules);
    }

    CanaryEvidence evidence(NoiseSettings noise, IgnoreRule... rules) {
        return new CanaryEvidence(
                new CanaryEvidence.Parts(store, "test", () -> statistics, clock, clock.nanoTime()),
                Arrays.asList(rules),
                noise);
    }

    /** A value that differs at one place. */
    static Discrepancy at(String path, String change) {
        return Discrepancy.of(DiscrepancyType.MODEL_STRUCTURE, path, "the value differs")
                .values("legacy of " + path, "new of " + path)
                .shaped(Shape.of(path, change));
    }

    /** Lets a canary find this, and returns what stands. */
    List<Standing> find(CanaryEvidence evidence, String key, Discrepancy... found) {
        return find(evidence, key, Optional::empty, found);
    }

    List<Standing> find(
            CanaryEvidence evidence, String key, Supplier<Optional<Comparison>> legacyAgain, Discrepancy... found) {
        Comparison comparison = Comparison.of(List.of(found));
        List<Standing> standings = evidence.judge(question(key, comparison, legacyAgain));
        List<Finding> findings = new ArrayList<>();
        for (int index = 0; index < found.length; index++) {
            findings.add(new Finding(found[index], standings.get(index)));
        }
        Comparison counted = comparison.judged(findings);
        evidence.heard(new CanaryVerdict(
                key,
                Route.LEGACY,
                CanaryResult.CRITICAL,
                counted,
                findings,
                Duration.ZERO,
                Duration.ZERO,
                Optional.empty()));
        return standings;
    }

    /** Lets so much time pass that what was found is written. */
    void write(CanaryEvidence evidence) {
        clock.advance(Duration.ofMinutes(1));
        evidence.tick();
        evidence.tick();
    }

    private CanaryJudge.Question question(String key, Comparison found, Supplier<Optional<Comparison>> legacyAgain) {
        return new CanaryJudge.Question() {
            @Override
            public String key() {
                return key;
            }

            @Override
            public Comparison found() {
                return found;
            }

            @Override
            public Optional<Comparison> legacyAgain() {
                return legacyAgain.get();
            }

            @Override
            public void raised(String operation, Throwable error) {
                raised.add(operation + " " + error.getClass().getSimpleName());
            }
        };
    }
}
