package dev.switchback.ingest.accept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.pipeline.InvalidValueException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadTest {

    private static final int MOST = 256 * 1024;

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "[]", "null", "1", "-0.5e300", "\"\"", " {\"a\": [1, {\"b\": \"ü😀\"}]} \n", "\"\\u00e4\""
            })
    void takesAnyJsonValue(String payload) {
        assertThat(Payload.check(payload)).isPositive();
    }

    @Test
    void takesWhatIsJustSmallAndShallowEnough() {
        String largest = "\"" + "x".repeat(MOST - 2) + "\"";

        assertThat(Payload.check(largest)).isEqualTo(MOST);
        assertThat(Payload.check("[".repeat(32) + "]".repeat(32))).isEqualTo(64);
        assertThat(Payload.check("\"ü😀\"")).isEqualTo(8);
    }

    static Stream<Arguments> bad() {
        return Stream.of(
                Arguments.of("", "one JSON value"),
                Arguments.of("   ", "one JSON value"),
                Arguments.of("{", "one JSON value"),
                Arguments.of("{\"a\": 1} {}", "one JSON value"),
                Arguments.of("{\"a\": 1, \"a\": 2}", "one JSON value, with every name once"),
                Arguments.of("{a: 1}", "one JSON value"),
                Arguments.of("NaN", "one JSON value"),
                Arguments.of("01", "one JSON value"),
                Arguments.of("'x'", "one JSON value"),
                Arguments.of("\"\u0001\"", "one JSON value"),
                Arguments.of("9".repeat(1_001), "one JSON value"),
                Arguments.of("\"\\u0000\"", "without NUL"),
                Arguments.of("{\"\\u0000\": 1}", "without NUL"),
                Arguments.of("\"\\ud800\"", "without half a surrogate pair"),
                Arguments.of("\"\udc00x\"", "without half a surrogate pair"),
                Arguments.of("[".repeat(33) + "]".repeat(33), "at most 32 levels deep"),
                Arguments.of("[".repeat(10_000), "at most 32 levels deep"),
                Arguments.of("\"" + "x".repeat(MOST - 1) + "\"", "at most 256 KiB"),
                Arguments.of("\"" + "ü".repeat(MOST / 2) + "\"", "at most 256 KiB"));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void refusesEverythingElseWithoutQuotingIt(String payload, String rule) {
        assertThatThrownBy(() -> Payload.check(payload))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("payload must be " + rule)
                .message()
                .hasSizeLessThan(200);
    }
}
