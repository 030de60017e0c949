package dev.switchback.canary.mismatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.canary.difference.Comparison.Standing;
import dev.switchback.canary.difference.Discrepancy;
import dev.switchback.canary.difference.DiscrepancyType;
import dev.switchback.canary.difference.Fingerprint;
import dev.switchback.canary.mismatch.Mismatch.Counts;
import dev.switchback.state.Attribution;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IgnoreRuleTest {

    private static final Instant END = Instant.parse("2026-01-02T00:00:00Z");
    private static final Discrepancy PRICE = EvidenceKit.at("/price", "number -> text");

    private final EvidenceKit kit = new EvidenceKit();

    private static IgnoreRule.Draft rule() {
        return IgnoreRule.until(END, EvidenceKit.ADA);
    }

    @Test
    void countsApartWhatItIgnores() {
        CanaryEvidence evidence = kit.evidence(rule().at("/price").always());

        assertThat(kit.find(evidence, "a", PRICE, EvidenceKit.at("/name", "text -> null")))
                .containsExactly(Standing.IGNORED, Standing.COUNTS);
        assertThat(evidence.report().mismatches())
                .extracting(Mismatch::counts)
                .containsExactly(new Counts(1, 0, 0), new Counts(0, 1, 0));
        assertThat(evidence.report().rules()).singleElement().satisfies(use -> {
            assertThat(use.ignored()).isEqualTo(1);
            assertThat(use.inCode()).isTrue();
        });
    }

    @Test
    void endsToTheInstantAndSaysSo() {
        CanaryEvidence evidence = kit.evidence(rule().at("/price").always());
        kit.clock.advance(Duration.ofDays(1).minusNanos(1_000));
        assertThat(kit.find(evidence, "a", PRICE)).as("just before its end").containsExactly(Standing.IGNORED);
        assertThat(evidence.endedRules()).isEmpty();

        kit.clock.advance(Duration.ofNanos(1_000));
        assertThat(kit.find(evidence, "a", PRICE)).as("at its end").containsExactly(Standing.COUNTS);
        assertThat(evidence.endedRules())
                .singleElement()
                .asString()
                .endsWith("of ada ended 2026-01-02T00:00:00Z and ignores nothing any more");
    }

    @Test
    void ignoresOnlyWhatAllThatItNamesCovers() {
        IgnoreRule both = rule().at("/price").of(DiscrepancyType.METADATA).always();

        assertThat(kit.find(kit.evidence(both), "a", PRICE)).containsExactly(Standing.COUNTS);
    }

    @Test
    void namesOneClassByItsFingerprint() {
        CanaryEvidence evidence = kit.evidence(rule().of(PRICE.fingerprint()).always());

        assertThat(kit.find(evidence, "a", PRICE, EvidenceKit.at("/price", "number -> null")))
                .containsExactly(Standing.IGNORED, Standing.COUNTS);
    }

    @Test
    void ignoresNothingWhereItsTestThrowsAndReportsIt() {
        CanaryEvidence evidence = kit.evidence(
                rule().at("/price").when(found -> {
                    throw new StackOverflowError();
                }),
                rule().at("/price").when(found -> found.legacyValue().startsWith("legacy")));

        assertThat(kit.find(evidence, "a", PRICE)).as("the next rule is asked").containsExactly(Standing.IGNORED);
        assertThat(kit.raised).containsExactly("ignore StackOverflowError");
    }

    @ParameterizedTest
    @CsvSource({
        "/items/*/price, /items/3/price, true",
        "/items/*/price, /items/3/tax/price, false",
        "/items/**, /items/3/tax/price, true",
        "types/*.ts, types/film-data.ts:12, true",
        "types/*.ts, types/deep/film-data.ts, false",
        "**/*.ts, types/deep/film-data.ts, true",
        "/price, /priceTotal, false",
        "/a.b, /axb, false",
    })
    void takesPathsByPatterns(String pattern, String path, boolean ignored) {
        CanaryEvidence evidence = kit.evidence(rule().at(pattern).always());

        assertThat(kit.find(evidence, "a", EvidenceKit.at(path, "x -> y")))
                .containsExactly(ignored ? Standing.IGNORED : Standing.COUNTS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\nb", "***"})
    void refusesPatternsThatNameNothingOrTooMuch(String pattern) {
        assertThatThrownBy(() -> rule().at(pattern)).hasMessageStartingWith("path must be 1 to 200 characters");
    }

    @Test
    void mustNameSomething() {
        assertThatThrownBy(() -> rule().always())
                .hasMessage("ignore rule must be one that names a fingerprint, a type or a path, but was any");
    }

    @Test
    void hasTheSameNameInEveryProcess() {
        assertThat(rule().at("/price").always().id())
                .isEqualTo(rule().at("/price").always().id());
        assertThat(rule().at("/price").always().id())
                .isNotEqualTo(rule().at("/total").always().id());
    }

    @Nested
    class InTheState {

        private final CanaryEvidence evidence = kit.evidence();

        private void add(IgnoreRule rule) {
            kit.store.commit(KeptRules.adding(kit.store.document("test"), rule, "cli", kit.clock.instant())
                    .build());
            evidence.tick();
        }

        @Test
        void isInForceInARunningProcessWithTheNextTick() {
            add(rule().at("/price").of(DiscrepancyType.MODEL_STRUCTURE).always());

            assertThat(kit.find(evidence, "a", PRICE)).containsExactly(Standing.IGNORED);
            kit.write(evidence);
            assertThat(CanaryEvidence.read(kit.store.document("test"), kit.clock.instant())
                            .rules())
                    .singleElement()
                    .satisfies(use -> assertThat(use.ignored()).isEqualTo(1));
        }

        @Test
        void countsAgainOnceItIsRemoved() {
            IgnoreRule rule = rule().of(PRICE.fingerprint()).always();
            add(rule);
            kit.store.commit(KeptRules.removing(kit.store.document("test"), rule.id(), Attribution.api("ada", "mended"))
                    .build());
            evidence.tick();

            assertThat(kit.find(evidence, "a", PRICE)).containsExactly(Standing.COUNTS);
        }

        @Test
        void refusesARuleThatHasEndedAndOneTooMany() {
            assertThatThrownBy(() -> add(IgnoreRule.until(kit.clock.instant(), EvidenceKit.ADA)
                            .at("/price")
                            .always()))
                    .hasMessageStartingWith("until must be after 2026-01-01T00:00:00Z");
            for (int number = 0; number < 32; number++) {
                add(rule().at("/field-" + number).always());
            }
            assertThatThrownBy(() -> add(rule().at("/one-more").always()))
                    .hasMessage("ignore rules must be at most 32; remove one first, but was 33");
        }

        @Test
        void namesWhichThereAreWhenAnUnknownOneIsToBeRemoved() {
            assertThatThrownBy(() ->
                            KeptRules.removing(kit.store.document("test"), Fingerprint.hash("none"), EvidenceKit.ADA))
                    .hasMessageStartingWith("rule must be one of []");
        }
    }
}
