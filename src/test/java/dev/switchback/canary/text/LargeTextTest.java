package dev.switchback.canary.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.canary.difference.Comparison;
import java.lang.management.ManagementFactory;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Texts that take minutes where the work grows with the square of their length; each takes a second or two. */
class LargeTextTest {

    private static final int LINES = 100_000;

    private static String text(int lines, IntFunction<String> line) {
        return IntStream.range(0, lines).mapToObj(line).collect(Collectors.joining());
    }

    private static Comparison compare(String legacy, String replacement) {
        long begun = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        Comparison found = new TextComparator(TextTolerance.EXACT.sizeCap(1 << 24)).compare(legacy, replacement);
        long seconds = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begun) / 1_000_000_000;
        assertThat(seconds).as("seconds of processor time").isLessThan(15);
        return found;
    }

    @Test
    void differsInTenThousandLinesOfAHundredThousand() {
        String legacy = text(LINES, at -> "const a%d = %d;\n".formatted(at, at));

        assertThat(compare(legacy, text(LINES, at -> "const a%d = %d;\n".formatted(at, at % 10 == 0 ? -at : at)))
                        .summary()
                        .critical())
                .isEqualTo(21);
    }

    @Test
    void differsInEveryLine() {
        assertThat(compare(text(LINES, at -> "w%d\n".formatted(at)), text(LINES, at -> "v%d\n".formatted(at)))
                        .summary()
                        .critical())
                .isEqualTo(42);
    }

    @Test
    void isOfEqualLines() {
        assertThat(compare("}\n".repeat(LINES), text(LINES, at -> at % 1_000 == 7 ? "x;\n}\n" : "}\n"))
                        .summary()
                        .critical())
                .isEqualTo(21);
    }

    @Test
    void isOneLine() {
        String letters = "ab".repeat(1 << 19);
        assertThat(compare("x" + letters, "y" + letters).summary().critical()).isEqualTo(1);
        String words = text(LINES, at -> "w%d ".formatted(at));
        String others = text(LINES, at -> "w%d ".formatted(at % 10 == 0 ? at + LINES : at));
        assertThat(compare(words, others).summary().critical()).isEqualTo(21);
    }

    @Test
    void differsInLineEndsOnly() {
        String legacy = text(LINES, at -> "const a%d = %d;\n".formatted(at, at));

        assertThat(compare(legacy, legacy.replace("\n", "\r\n")).result()).isEqualTo(Comparison.Result.COSMETIC);
    }

    @Test
    void isOfBracketsOrQuotesThatDoNotMatch() {
        assertThat(compare("{".repeat(LINES), "{".repeat(LINES + 1) + "}").matches())
                .isFalse();
        assertThat(compare("(".repeat(LINES) + "]", "(".repeat(LINES) + "]".repeat(LINES))
                        .matches())
                .isFalse();
        assertThat(compare("'\n".repeat(LINES), "\"\n".repeat(LINES)).matches()).isFalse();
        assertThat(compare("=/[".repeat(LINES), "=/[".repeat(LINES) + "x").matches())
                .isFalse();
    }
}
