package dev.switchback.canary.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NumberRuleTest {

    @Test
    void takesNumbersAsTheSameUpToTheLimitAndNotBeyond() {
        assertThat(NumberRule.same("a 1.5 b", "a 1 b", 0.5)).isTrue();
        assertThat(NumberRule.same("a 1.625 b", "a 1 b", 0.5)).isFalse();
        assertThat(NumberRule.same("a 1 b", "a 1.625 b", 0.5)).isFalse();
        assertThat(NumberRule.same("-1e1", "-10", 0)).isTrue();
        assertThat(NumberRule.same("1 2 3", "1 2 4", 0.5)).isFalse();
    }

    @Test
    void takesNumbersAsTheyAreWrittenHoweverLarge() {
        assertThat(NumberRule.same("9007199254740993", "9007199254740992", 0.001))
                .isFalse();
        assertThat(NumberRule.same("9007199254740993", "9007199254740992", 1)).isTrue();
        assertThat(NumberRule.same("1.1", "1.0", 0.1))
                .as("no more than the limit")
                .isTrue();
        assertThat(NumberRule.same("0.1", "1e-999999999", 0.1)).isTrue();
        assertThat(NumberRule.same("0e999999999", "0.00", 0)).isTrue();
    }

    @Test
    void takesNumbersBeyondMeasureAsTheSameOnlyIfTheyAreWrittenTheSame() {
        String long1 = "1" + "0".repeat(1_000);
        assertThat(NumberRule.same(long1, long1, 0)).isTrue();
        assertThat(NumberRule.same(long1, long1.replace('1', '2'), 1e300)).isFalse();
        assertThat(NumberRule.same("1e401", "1.0e401", 1e300)).isFalse();
        assertThat(NumberRule.same("1e99999999999", "1", 1e300)).isFalse();
        assertThat(NumberRule.same("1e999999999", "1", 1e300)).isFalse();
    }

    @Test
    void takesNothingBesideThemAsTheSame() {
        assertThat(NumberRule.same("a 1 b", "a 1 c", 9)).isFalse();
        assertThat(NumberRule.same("a 1", "b 1", 9)).isFalse();
        assertThat(NumberRule.same("1 a 2", "1 b 2", 9)).isFalse();
        assertThat(NumberRule.same("1 ", "1 2", 9)).isFalse();
        assertThat(NumberRule.same("1 2", "1 ", 9)).isFalse();
    }

    @Test
    void findsNoNumbersInWordsVersionsDatesAndPaths() {
        assertThat(NumberRule.same("a1", "a2", 9)).isFalse();
        assertThat(NumberRule.same("1a", "2a", 9)).isFalse();
        assertThat(NumberRule.same("1.2.3", "1.2.4", 9)).isFalse();
        assertThat(NumberRule.same("2026-01-01", "2026-01-02", 9)).isFalse();
        assertThat(NumberRule.same("a/1", "a/2", 9)).isFalse();
        assertThat(NumberRule.same("1:2", "1:3", 9)).isFalse();
    }
}
