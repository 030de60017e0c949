package dev.switchback.canary.structure;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class NumbersTest {

    @Test
    void areLongsUpToTheLastThatFits() {
        assertThat(Numbers.of("999999999999999999")).isEqualTo(999_999_999_999_999_999L);
        assertThat(Numbers.of("9223372036854775807")).isEqualTo(Long.MAX_VALUE);
        assertThat(Numbers.of("9223372036854775808")).isEqualTo(new BigDecimal("9223372036854775808"));
        assertThat(Numbers.of("-9223372036854775808")).isEqualTo(Long.MIN_VALUE);
        assertThat(Numbers.of("9999999999999999999")).isEqualTo(new BigDecimal("9999999999999999999"));
        assertThat(Numbers.of("1e18")).isEqualTo(1_000_000_000_000_000_000L);
    }

    @Test
    void areKeptAsWrittenAboveAThousandCharacters() {
        String longest = "1".repeat(1_000);

        assertThat(Numbers.of(longest)).isEqualTo(new BigDecimal(longest));
        assertThat(Numbers.of(longest + "1")).isEqualTo(longest + "1");
    }

    @Test
    void areNearUpToTheDifferenceIncluded() {
        assertThat(Numbers.near(1L, 3L, 2)).isTrue();
        assertThat(Numbers.near(3L, 1L, 2)).isTrue();
        assertThat(Numbers.near(1L, new BigDecimal("3.1"), 2)).isFalse();
        assertThat(Numbers.near(new BigDecimal("1e-500"), new BigDecimal("1e-600"), 0))
                .as("exactly")
                .isFalse();
    }

    @Test
    void areSubtractedOnlyWhereThatMakesNoEndlessDigits() {
        assertThat(Numbers.decimal(new BigDecimal("1e399"))).isEqualTo(new BigDecimal("1e399"));
        assertThat(Numbers.decimal(new BigDecimal("1e400"))).isNull();
        assertThat(Numbers.decimal(new BigDecimal("1e-401"))).isEqualTo(new BigDecimal("1e-401"));
        assertThat(Numbers.decimal(new BigDecimal("1e-402"))).isEqualTo(BigDecimal.ZERO);
        assertThat(Numbers.decimal("no number")).isNull();
    }
}
