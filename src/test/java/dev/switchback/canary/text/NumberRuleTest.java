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
