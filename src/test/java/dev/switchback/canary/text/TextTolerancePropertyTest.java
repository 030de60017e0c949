package dev.switchback.canary.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.canary.compare.OutputComparator;
import dev.switchback.canary.difference.Comparison;
import dev.switchback.pipeline.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class TextTolerancePropertyTest {

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(
                        "a",
                        "b",
                        "1",
                        " ",
                        "  ",
                        "\n",
                        "\r\n",
                        "\t",
                        "// x",
                        "// y\n",
                        "/* x */",
                        "/* y\n */",
                        "'s'",
                        "\"//s\"",
                        "`t`",
                        "`${",
                        "}",
                        "{",
                        "(",
                        ")",
                        ";",
                        "=",
                        "+",
                        "-",
                        "/",
                        "'",
                        "\"",
                        "\\",
                        "https://x",
                        "é",
                        "\uD83D\uDE00",
                        "2026-01-01T00:00:00Z",
                        "2026-02-02T00:00:00Z",
                        "Generated: 2026-01-01",
                        ",",
                        ".",
                        "return",
                        "$$",
                        "# z",
                        "--q\n")
                .list()
                .ofMaxSize(14)
                .map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<List<Boolean>> options() {
        return Arbitraries.of(true, false).list().ofSize(4);
    }

    private static TextTolerance tolerance(List<Boolean> options, CommentSyntax syntax) {
        return new TextTolerance(
                options.get(0),
                options.get(1),
                options.get(2),
                options.get(3),
                0,
                1 << 20,
                0,
                Optional.of(syntax),
                Set.of());
    }

    private static Comparison compare(TextTolerance tolerance, String one, String two) throws Exception {
        return OutputComparator.ofText(tolerance)
                .compare(new Outcome.Returned<>(one, Duration.ZERO), new Outcome.Returned<>(two, Duration.ZERO));
    }

    @Property(tries = 2000)
    void everyTextIsTheSameAsItself(
            @ForAll("texts") String text, @ForAll("options") List<Boolean> options, @ForAll CommentSyntax syntax)
            throws Exception {
        assertThat(compare(tolerance(options, syntax), text, new String(text.toCharArray()))
                        .matches())
                .isTrue();
    }

    @Property(tries = 2000)
    void theSidesCanBeSwapped(
            @ForAll("texts") String one,
            @ForAll("texts") String two,
            @ForAll("options") List<Boolean> options,
            @ForAll CommentSyntax syntax)
            throws Exception {
        TextTolerance tolerance = tolerance(options, syntax);
        assertThat(compare(tolerance, one, two).result())
                .isEqualTo(compare(tolerance, two, one).result());
    }

    @Property(tries = 2000)
    void wordsOutsideCommentsAreNeverSwallowed(@ForAll("texts") String text, @ForAll("options") List<Boolean> options)
            throws Exception {
        String before = "first();\n";
        TextTolerance tolerance = tolerance(options, CommentSyntax.C_LIKE);

        assertThat(compare(tolerance, before + text, "other();\n" + text).result())
                .isEqualTo(Comparison.Result.CRITICAL);
    }

    @Property(tries = 2000)
    void ignoringMoreNeverFindsMore(
            @ForAll("texts") String one, @ForAll("texts") String two, @ForAll("options") List<Boolean> options)
            throws Exception {
        Comparison exact = compare(TextTolerance.EXACT, one, two);
        Comparison tolerant = compare(tolerance(options, CommentSyntax.C_LIKE), one, two);

        assertThat(tolerant.result()).isLessThanOrEqualTo(exact.result());
    }
}
