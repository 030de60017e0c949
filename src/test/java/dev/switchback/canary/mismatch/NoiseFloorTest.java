package dev.switchback.canary.mismatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.canary.difference.Comparison;
import dev.switchback.canary.difference.Comparison.Standing;
import dev.switchback.canary.difference.Discrepancy;
import dev.switchback.canary.difference.DiscrepancyType;
import dev.switchback.canary.difference.Shape;
import dev.switchback.state.Attribution;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NoiseFloorTest {

    private static final Discrepancy ID = EvidenceKit.at("/id", "uuid -> uuid");
    private static final NoiseSettings NEVER_SAMPLED = new NoiseSettings(0, Integer.MAX_VALUE, Duration.ofDays(7));

    private final EvidenceKit kit = new EvidenceKit();
    private final AtomicInteger runs = new AtomicInteger();

    /** Legacy that differs from itself in this. */
    private Supplier<Optional<Comparison>> legacyDiffersIn(Discrepancy... found) {
        return () -> {
            runs.incrementAndGet();
            return Optional.of(Comparison.of(List.of(found)));
        };
    }

    @Test
    void takesOutWhatLegacyHasWithItselfFromTheFirstTimeOn() {
        CanaryEvidence evidence = kit.evidence(NEVER_SAMPLED);

        assertThat(kit.find(evidence, "a", legacyDiffersIn(ID), ID)).containsExactly(Standing.NOISE);
        assertThat(kit.find(evidence, "b", ID)).as("another key, without a run").containsExactly(Standing.NOISE);
        assertThat(runs).hasValue(1);
    }

    @Test
    void leavesAnotherChangeAtTheSameSpotAlone() {
        CanaryEvidence evidence = kit.evidence(NEVER_SAMPLED);
        kit.find(evidence, "a", legacyDiffersIn(ID), ID);

        assertThat(kit.find(evidence, "b", EvidenceKit.at("/id", "uuid -> null")))
                .containsExactly(Standing.COUNTS);
        assertThat(kit.find(evidence, "b", EvidenceKit.at("/other", "uuid -> uuid")))
                .containsExactly(Standing.COUNTS);
    }

    @Test
    void knowsASpotAgainThatIsNamedAfterTheKey() {
        CanaryEvidence evidence = kit.evidence(NEVER_SAMPLED);
        Discrepancy film = spot("types/film-actor-data.ts: // run ~ of FilmActor");
        Discrepancy store = spot("types/store-data.ts: // run ~ of Store");
        kit.find(evidence, "film_actor", legacyDiffersIn(film), film);

        assertThat(kit.find(evidence, "store", store)).containsExactly(Standing.NOISE);
    }

    private static Discrepancy spot(String spot) {
        return Discrepancy.of(DiscrepancyType.FILE_CONTENT, "x.ts", "differs")
                .shaped(new Shape("*.ts", "number -> number", spot));
    }

    @Test
    void neverTakesAFailureOrItsSpeedForNoise() {
        CanaryEvidence evidence = kit.evidence(NEVER_SAMPLED);
        Discrepancy threw = Discrepancy.of(DiscrepancyType.SUCCESS_STATUS, "", "only one side threw");
        Discrepancy slow = Discrepancy.of(DiscrepancyType.PERFORMANCE_REGRESSION, "", "slower");

        assertThat(kit.find(evidence, "a", legacyDiffersIn(threw, slow), threw, slow))
                .containsExactly(Standing.COUNTS, Standing.COUNTS);
        assertThat(runs).as("nothing to be learnt").hasValue(0);
    }

    @Test
    void neverTakesForNoiseWhatNobodyCanTellFromSomethingElse() {
        CanaryEvidence evidence = kit.evidence(NEVER_SAMPLED);
        Discrepancy opaque = Discrepancy.of(DiscrepancyType.MODEL_STRUCTURE, "", "the outputs are not equal");

        assertThat(kit.find(evidence, "a", legacyDiffersIn(opaque), opaque)).containsExactly(Standing.COUNTS);
    }

    @Test
    void looksAtARealDifferenceThreeTimesAndNoMore() {
        CanaryEvidence evidence = kit.evidence(NEVER_SAMPLED);
        for (int canary = 0; canary < 1_000; canary++) {
            assertThat(kit.find(evidence, "a", legacyDiffersIn(), EvidenceKit.at("/price", "number -> text")))
                    .containsExactly(Standing.COUNTS);
        }

        assertThat(runs.get()).isEqualTo(3 * 2);
    }

    @Test
    void runsLegacyAgainForNoMoreThanAFifthOfTheCanaries() {
        CanaryEvidence evidence = kit.evidence(NEVER_SAMPLED);
        for (int canary = 0; canary < 1_000; canary++) {
            kit.find(evidence, "a", legacyDiffersIn(), EvidenceKit.at("/field-" + canary, "number -> text"));
        }

        assertThat(runs.get()).isBetween(200, 222);
    }

    @Test
    void learnsOnASampleAlsoWhereTheNewSideAgrees() {
        CanaryEvidence evidence = kit.evidence(new NoiseSettings(1, 10, Duration.ofDays(7)));
        for (int canary = 0; canary < 20; canary++) {
            kit.find(evidence, "a", legacyDiffersIn(ID));
        }

        assertThat(runs).as("the first, the 10th and the 20th").hasValue(3);
        assertThat(evidence.report().noise()).singleElement().satisfies(mask -> {
            assertThat(mask.seen()).isEqualTo(3);
            assertThat(mask.place()).isEqualTo("/id");
        });
    }

    @Test
    void doesNotRunLegacyTwiceWhereItMayNot() {
        CanaryEvidence evidence = kit.evidence();

        assertThat(kit.find(evidence, "a", Optional::empty, ID)).containsExactly(Standing.COUNTS);
        assertThat(evidence.report().noise()).isEmpty();
    }

    @Test
    void endsAMaskUnlessNoiseIsSeenAgain() {
        CanaryEvidence evidence = kit.evidence(NEVER_SAMPLED);
        kit.find(evidence, "a", legacyDiffersIn(ID), ID);
        kit.clock.advance(Duration.ofDays(7).minusNanos(1_000));
        assertThat(kit.find(evidence, "a", ID)).as("just before its end").containsExactly(Standing.NOISE);

        kit.clock.advance(Duration.ofNanos(1_000));
        assertThat(kit.find(evidence, "a", ID)).as("at its end").containsExactly(Standing.COUNTS);
        assertThat(kit.find(evidence, "a", legacyDiffersIn(ID), ID))
                .as("seen again")
                .containsExactly(Standing.NOISE);
    }

    @Test
    void makesRoomForNewMasksOnceThoseThatFillItHaveEnded() {
        CanaryEvidence evidence = kit.evidence(NEVER_SAMPLED);
        Discrepancy[] all = IntStream.range(0, KeptNoise.MOST)
                .mapToObj(number -> EvidenceKit.at("/field-" + number, "uuid -> uuid"))
                .toArray(Discrepancy[]::new);
        kit.find(evidence, "a", legacyDiffersIn(all), all);
        assertThat(kit.find(evidence, "b", legacyDiffersIn(ID), ID)).as("full").containsExactly(Standing.COUNTS);

        kit.clock.advance(Duration.ofDays(7));
        assertThat(kit.find(evidence, "c", legacyDiffersIn(ID), ID)).containsExactly(Standing.NOISE);
    }

    @Test
    void leavesEndedMasksInTheStateNoLongerThanUntilSomethingIsWritten() {
        CanaryEvidence evidence = kit.evidence(NEVER_SAMPLED);
        kit.find(evidence, "a", legacyDiffersIn(ID), ID);
        kit.write(evidence);
        assertThat(KeptNoise.read(kit.store.document("test"))).hasSize(1);

        kit.clock.advance(Duration.ofDays(7));
        kit.find(evidence, "a", EvidenceKit.at("/price", "number -> text"));
        kit.write(evidence);
        assertThat(KeptNoise.read(kit.store.document("test"))).isEmpty();
    }

    @Test
    void sharesMasksAmongProcessesAndForgetsThemWhenTold() {
        CanaryEvidence evidence = kit.evidence(NEVER_SAMPLED);
        CanaryEvidence other = kit.evidence(NEVER_SAMPLED);
        kit.find(evidence, "a", legacyDiffersIn(ID), ID);
        kit.write(evidence);
        other.tick();
        assertThat(kit.find(other, "b", ID)).containsExactly(Standing.NOISE);

        kit.store.commit(KeptNoise.forgetting(kit.store.document("test"), Attribution.api("ada", "legacy was mended"))
                .build());
        evidence.tick();
        assertThat(kit.find(evidence, "b", ID)).containsExactly(Standing.COUNTS);
    }

    @Test
    void passesOverAMaskThatLegacysOwnDifferencesDoNotExplain() {
        CanaryEvidence evidence = kit.evidence(new NoiseSettings(0, 10, Duration.ofDays(7)));
        AtomicInteger again = new AtomicInteger();
        Supplier<Optional<Comparison>> rarely =
                () -> Optional.of(Comparison.of(again.getAndIncrement() == 0 ? List.of(ID) : List.of()));
        List<Standing> last = List.of();
        for (int canary = 0; canary < 600; canary++) { // legacy differs once, the new side always
            last = kit.find(evidence, "a", rarely, ID);
        }

        assertThat(last).containsExactly(Standing.COUNTS);
    }
}
