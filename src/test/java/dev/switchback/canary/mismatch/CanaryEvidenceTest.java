package dev.switchback.canary.mismatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.switchback.canary.CanaryResult;
import dev.switchback.canary.CanaryStatistics;
import dev.switchback.canary.difference.Discrepancy;
import dev.switchback.canary.difference.DiscrepancyType;
import dev.switchback.canary.difference.Severity;
import dev.switchback.canary.mismatch.Mismatch.Counts;
import dev.switchback.state.HistoryQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CanaryEvidenceTest {

    private final EvidenceKit kit = new EvidenceKit();
    private final CanaryEvidence evidence = kit.evidence();

    @Test
    void groupsWhatIsOfOneClassAndCountsEachCanaryOnce() {
        kit.find(evidence, "a", EvidenceKit.at("/price", "number -> text"), EvidenceKit.at("/price", "number -> text"));
        kit.find(evidence, "b", EvidenceKit.at("/price", "number -> text"), EvidenceKit.at("/name", "text -> null"));

        assertThat(evidence.report().mismatches())
                .extracting(Mismatch::place, Mismatch::counts)
                .containsExactly(tuple("/price", new Counts(2, 0, 0)), tuple("/name", new Counts(1, 0, 0)));
    }

    @Test
    void remembersFirstAndLastTheKeysAndTheSmallestExample() {
        Discrepancy large = EvidenceKit.at("/price", "number -> text").values("1234567", "\"1234567\"");
        Discrepancy small = large.values("1", "\"1\"");
        kit.find(evidence, "large", large);
        kit.clock.advance(Duration.ofHours(1));
        kit.find(evidence, "small", small);
        kit.clock.advance(Duration.ofHours(1));
        kit.find(evidence, "large again", large);

        Mismatch found = evidence.report().mismatches().get(0);
        assertThat(found.firstSeen()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(found.lastSeen()).isEqualTo(Instant.parse("2026-01-01T02:00:00Z"));
        assertThat(found.keys()).containsExactly("large", "small", "large again");
        assertThat(found.example().key()).isEqualTo("small");
        assertThat(found.example().legacy()).isEqualTo("1");
    }

    @Test
    void survivesARestart() {
        kit.find(evidence, "a", EvidenceKit.at("/price", "number -> text"));
        evidence.close();
        CanaryEvidence restarted = kit.evidence();
        kit.find(restarted, "b", EvidenceKit.at("/price", "number -> text"));

        Mismatch found = restarted.report().mismatches().get(0);
        assertThat(found.counts().counted()).isEqualTo(2);
        assertThat(found.keys()).containsExactly("a", "b");
        assertThat(found.severity()).isEqualTo(Severity.CRITICAL);
    }

    @Test
    void addsUpWhatSeveralProcessesFind() {
        CanaryEvidence other = kit.evidence();
        kit.find(evidence, "a", EvidenceKit.at("/price", "number -> text"));
        kit.find(other, "b", EvidenceKit.at("/price", "number -> text"));
        kit.write(evidence);
        kit.write(other);
        kit.find(evidence, "c", EvidenceKit.at("/price", "number -> text"));
        evidence.close();
        other.close();

        assertThat(CanaryEvidence.read(kit.store.document("test"), kit.clock.instant())
                        .mismatches())
                .extracting(Mismatch::counts)
                .containsExactly(new Counts(3, 0, 0));
    }

    @Test
    void writesNewClassesAfterASecondAndKnownOnesLessOften() {
        kit.find(evidence, "a", EvidenceKit.at("/price", "number -> text"));
        kit.clock.advance(Duration.ofMillis(999));
        evidence.tick();
        assertThat(written()).as("just before a second").isZero();
        for (int second = 0; second < 3_600; second++) {
            kit.clock.advance(Duration.ofSeconds(1));
            evidence.tick();
            kit.find(evidence, "a", EvidenceKit.at("/price", "number -> text"));
        }

        assertThat(written()).as("in an hour of mismatches").isBetween(60L, 70L);
        assertThat(evidence.report().mismatches().get(0).counts().counted()).isEqualTo(3_601);
    }

    @Test
    void writesNoMoreOftenForAClassThatTheStateHasNoRoomFor() {
        for (int found = 0; found < Pending.CLASSES; found++) {
            kit.find(evidence, "a", EvidenceKit.at("/field-" + found, "number -> text"));
        }
        evidence.close();
        CanaryEvidence next = kit.evidence();
        long before = written();
        hourOf(next, "/one-too-many");

        assertThat(written() - before).as("in an hour of mismatches").isBetween(60L, 70L);
    }

    @Test
    void writesClassesThatDoNotFitIntoOneRecordOnceInARound() {
        String[] places =
                IntStream.range(0, 20).mapToObj(number -> "/field-" + number).toArray(String[]::new);
        hourOf(evidence, places);

        assertThat(written()).as("four records a round").isBetween(4 * 50L, 4 * 70L);
        assertThat(evidence.report().mismatches())
                .hasSize(20)
                .allSatisfy(one -> assertThat(one.counts().counted()).isEqualTo(3_600));
    }

    private void hourOf(CanaryEvidence of, String... places) {
        Discrepancy[] found = Stream.of(places)
                .map(place -> EvidenceKit.at(place, "number -> text"))
                .toArray(Discrepancy[]::new);
        for (int second = 0; second < 3_600; second++) {
            kit.find(of, "a", found);
            kit.clock.advance(Duration.ofSeconds(1));
            of.tick();
        }
    }

    @Test
    void makesNoNewGeneration() {
        kit.find(evidence, "a", EvidenceKit.at("/price", "number -> text"));
        kit.write(evidence);

        assertThat(kit.store.document("test").generation()).isZero();
        assertThat(kit.store.document("test").sequence()).isPositive();
    }

    @Test
    void countsHowCanariesEndedAlsoOverRestarts() {
        kit.statistics = new CanaryStatistics(10, 5, 1, 1, 1, 2, 3, 4, 5, 0, 0, 0, Duration.ZERO);
        evidence.close();
        kit.statistics = new CanaryStatistics(1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, Duration.ZERO);
        CanaryReport report = kit.evidence().report();

        assertThat(report.count(CanaryResult.MATCH)).isEqualTo(6);
        assertThat(report.count(CanaryResult.CRITICAL)).isEqualTo(2);
        assertThat(report.count(CanaryResult.DROPPED)).isEqualTo(5);
        assertThat(report.compared()).isEqualTo(11);
        assertThat(report.sentence())
                .isEqualTo("test: 2 of 11 comparisons (18.2 %) have a critical difference, of 0 classes");
    }

    @Test
    void countsNothingTwiceWhoeverElseCountsAtTheSameMoment() {
        CanaryEvidence[] counting = new CanaryEvidence[1];
        AtomicInteger looks = new AtomicInteger();
        Supplier<CanaryStatistics> growing = () -> {
            int look = looks.incrementAndGet();
            if (look == 1) { // another thread looks between this look and what is made of it
                Thread other = new Thread(() -> counting[0].report());
                other.start();
                while (other.getState() != Thread.State.BLOCKED && other.isAlive()) {
                    Thread.onSpinWait();
                }
            }
            return new CanaryStatistics(look, look, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, Duration.ZERO);
        };
        counting[0] = new CanaryEvidence(
                new CanaryEvidence.Parts(kit.store, "test", growing, kit.clock, kit.clock.nanoTime()),
                List.of(),
                NoiseSettings.DEFAULTS);

        counting[0].report();
        CanaryReport last = counting[0].report();
        assertThat(last.count(CanaryResult.MATCH)).isLessThanOrEqualTo(looks.get());
    }

    @Test
    void keepsNoMoreThanSixtyFourClassesWhateverIsFound() {
        for (int found = 0; found < 10_000; found++) {
            kit.find(evidence, "key-" + found, EvidenceKit.at("/field-" + found, "number -> text"));
            if (found % 100 == 0) {
                kit.write(evidence);
            }
        }
        evidence.close();

        CanaryReport report = CanaryEvidence.read(kit.store.document("test"), kit.clock.instant());
        assertThat(report.mismatches()).hasSize(Pending.CLASSES);
        assertThat(report.others()).isEqualTo(10_000 - Pending.CLASSES);
    }

    @Test
    void givesTheRoomOfACosmeticClassToACriticalOne() {
        for (int found = 0; found < Pending.CLASSES; found++) {
            kit.find(
                    evidence,
                    "a",
                    Discrepancy.of(DiscrepancyType.WHITESPACE, "/field-" + found, "only white space differs"));
        }
        evidence.close();
        CanaryEvidence next = kit.evidence();
        kit.find(next, "b", EvidenceKit.at("/price", "number -> text"));

        assertThat(next.report().mismatches()).hasSize(Pending.CLASSES);
        assertThat(next.report().from(Severity.CRITICAL).mismatches())
                .extracting(Mismatch::place)
                .containsExactly("/price");
    }

    private long written() {
        return kit.store
                .history(HistoryQuery.newest(1_000).ofType("CANARY_FINDINGS_KEPT"))
                .size();
    }
}
