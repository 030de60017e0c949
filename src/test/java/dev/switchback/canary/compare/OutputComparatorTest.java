package dev.switchback.canary.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.canary.difference.Comparison;
import dev.switchback.canary.difference.Discrepancy;
import dev.switchback.canary.difference.DiscrepancyType;
import dev.switchback.canary.difference.Severity;
import dev.switchback.canary.text.TextTolerance;
import dev.switchback.canary.tree.FileTree;
import dev.switchback.pipeline.Outcome;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutputComparatorTest {

    private static <O> Outcome<O> returned(O output) {
        return new Outcome.Returned<>(output, Duration.ofMillis(10));
    }

    private static <O> Outcome<O> threw(Throwable error) {
        return new Outcome.Threw<>(error, Duration.ZERO);
    }

    private static Comparison files(
            TextTolerance tolerance, Map<String, String> legacy, Map<String, String> replacement) throws Exception {
        return OutputComparator.ofFiles(tolerance)
                .compare(returned(FileTree.of(legacy)), returned(FileTree.of(replacement)));
    }

    @Test
    void takesTheSameErrorWithOtherNumbersAsAMatch() throws Exception {
        Outcome<String> one =
                threw(new IllegalStateException("order 17 at Lock@1a2b3c4d in 6f1e2d3c-0000-4000-8000-000000000001"));
        Outcome<String> two =
                threw(new IllegalStateException("order 18 at Lock@99ffee11 in 6f1e2d3c-0000-4000-8000-000000000002"));

        assertThat(OutputComparator.ofText().compare(one, two).matches()).isTrue();
    }

    @Test
    void takesAnotherErrorAsCritical() throws Exception {
        Comparison found = OutputComparator.ofText()
                .compare(threw(new IllegalStateException("no")), threw(new IllegalArgumentException("no")));

        assertThat(found.discrepancies().get(0).type()).isEqualTo(DiscrepancyType.SUCCESS_STATUS);
        assertThat(found.discrepancies().get(0).message()).isEqualTo("both sides threw, not the same");
        assertThat(OutputComparator.ofText()
                        .compare(threw(new IllegalStateException("no")), threw(new IllegalStateException("never")))
                        .matches())
                .as("another message")
                .isFalse();
    }

    @Test
    void showsHowEachSideEnded() throws Exception {
        Discrepancy found = OutputComparator.ofText()
                .compare(threw(new IllegalStateException("no")), returned("a"))
                .discrepancies()
                .get(0);

        assertThat(found.message()).isEqualTo("only one side threw");
        assertThat(found.legacyValue()).isEqualTo("threw java.lang.IllegalStateException: no");
        assertThat(found.newValue()).isEqualTo("returned");
    }

    @Test
    void comparesNullsAndArrays() throws Exception {
        OutputComparator<Object> equality = OutputComparator.byEquality();

        assertThat(equality.compare(returned(null), returned(null)).matches()).isTrue();
        assertThat(equality.compare(returned(null), returned("a")).matches()).isFalse();
        assertThat(equality.compare(returned(new int[] {1}), returned(new int[] {1}))
                        .matches())
                .isTrue();
        assertThat(OutputComparator.ofText()
                        .compare(returned(null), returned("a"))
                        .result())
                .isEqualTo(Comparison.Result.CRITICAL);
    }

    @Test
    void showsAValueWhoseToStringFails() throws Exception {
        Object broken = new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException("broken");
            }
        };

        assertThat(OutputComparator.byEquality()
                        .compare(returned(broken), returned("a"))
                        .discrepancies()
                        .get(0)
                        .legacyValue())
                .endsWith("(its toString threw java.lang.IllegalStateException)");
    }

    @Test
    void warnsOfAPerformanceRegressionJustAboveItsLimits() throws Exception {
        assertThat(timed(100, 150).matches()).as("50 ms, 1.5 times").isTrue();
        assertThat(timed(100, 151).result()).isEqualTo(Comparison.Result.COSMETIC);
        assertThat(timed(10, 60).matches())
                .as("six times, but no more than 50 ms")
                .isTrue();
        assertThat(timed(1000, 1400).matches()).as("400 ms, but not 1.5 times").isTrue();
        assertThat(timed(100, 151).discrepancies().get(0).severity()).isEqualTo(Severity.WARNING);
    }

    private static Comparison timed(long legacy, long replacement) throws Exception {
        return OutputComparator.ofText()
                .compare(
                        new Outcome.Returned<>("a", Duration.ofMillis(legacy)),
                        new Outcome.Returned<>("a", Duration.ofMillis(replacement)));
    }

    @Test
    void comparesFilesByPathAndNotByName() throws Exception {
        Comparison found = files(
                TextTolerance.EXACT,
                Map.of("a/index.ts", "one", "b/index.ts", "two"),
                Map.of("a/index.ts", "two", "b/index.ts", "one"));

        assertThat(found.discrepancies()).extracting(Discrepancy::path).containsExactly("a/index.ts", "b/index.ts");
        assertThat(found.summary()).isEqualTo(new Comparison.Summary(2, 0, 0, 0, 0, 2, 0));
    }

    @Test
    void countsMissingAndExtraFiles() throws Exception {
        Map<String, String> legacy = Map.of("ä/ö.ts", "x", "same.ts", "x");
        Map<String, String> replacement = Map.of("ü.ts", "x", "same.ts", "x");

        assertThat(files(TextTolerance.EXACT, legacy, replacement).summary())
                .isEqualTo(new Comparison.Summary(2, 0, 0, 0, 0, 3, 1));
        assertThat(files(TextTolerance.EXACT.fileCountWithin(2), legacy, replacement)
                        .result())
                .isEqualTo(Comparison.Result.COSMETIC);
    }

    @Test
    void knowsTheSyntaxOfAFileByItsName() throws Exception {
        TextTolerance tolerance = TextTolerance.EXACT.ignoringComments();

        assertThat(files(tolerance, Map.of("a.ts", "x // 1"), Map.of("a.ts", "x // 2"))
                        .matches())
                .isTrue();
        assertThat(files(tolerance, Map.of("a.sql", "x -- 1"), Map.of("a.sql", "x -- 2"))
                        .matches())
                .isTrue();
        assertThat(files(tolerance, Map.of("a.md", "x // 1"), Map.of("a.md", "x // 2"))
                        .matches())
                .isFalse();
    }

    @Test
    void comparesBinaryFilesByTheirBytes() throws Exception {
        FileTree one = FileTree.ofBytes(Map.of("a.bin", new byte[] {(byte) 0xff, 0}));
        FileTree two = FileTree.ofBytes(Map.of("a.bin", new byte[] {(byte) 0xff, 1}));

        Comparison found = OutputComparator.ofFiles().compare(returned(one), returned(two));

        assertThat(found.discrepancies().get(0).message())
                .isEqualTo("differs; not UTF-8 text, so compared by its bytes");
    }

    @Test
    void looksAtAPartOfALargerOutput() throws Exception {
        record Model(String name, String source) {}
        OutputComparator<Model> sources = OutputComparator.ofText().on(Model::source);

        assertThat(sources.compare(returned(new Model("a", "x")), returned(new Model("b", "x")))
                        .matches())
                .isTrue();
        assertThat(sources.compare(returned(new Model("a", "x")), threw(new Error("no")))
                        .discrepancies()
                        .get(0)
                        .newValue())
                .isEqualTo("threw java.lang.Error: no");
    }

    @Test
    void escapesWhatGoesToTheLog() throws Exception {
        Comparison found = OutputComparator.ofText().compare(returned("a\u001b[31m"), returned("b"));

        assertThat(found.line("k\nCANARY DISCREPANCY"))
                .startsWith("key=k\\nCANARY DISCREPANCY result=critical critical=1 warning=0 info=0 fingerprint=")
                .contains("a\\u001b[31m")
                .doesNotContain("\n", "\u001b");
    }
}
