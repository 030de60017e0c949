package dev.switchback.canary.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.canary.compare.OutputComparator;
import dev.switchback.canary.difference.Comparison;
import dev.switchback.canary.difference.Discrepancy;
import dev.switchback.canary.difference.DiscrepancyType;
import dev.switchback.canary.difference.Severity;
import dev.switchback.pipeline.Outcome;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TextComparatorTest {

    private static Comparison compare(TextTolerance tolerance, String legacy, String replacement) throws Exception {
        return OutputComparator.ofText(tolerance)
                .compare(
                        new Outcome.Returned<>(legacy, Duration.ZERO),
                        new Outcome.Returned<>(replacement, Duration.ZERO));
    }

    private static List<DiscrepancyType> types(String legacy, String replacement) throws Exception {
        return compare(TextTolerance.EXACT, legacy, replacement).discrepancies().stream()
                .map(Discrepancy::type)
                .toList();
    }

    @Test
    void findsNothingInEqualTexts() throws Exception {
        assertThat(compare(TextTolerance.EXACT, "a", "a").matches()).isTrue();
    }

    @Test
    void namesTheLinesAndShowsBothWhereTextsDiffer() throws Exception {
        Discrepancy found = compare(TextTolerance.EXACT, "a\n\nb = 1;\n", "a\nb = 2;\n")
                .discrepancies()
                .get(0);

        assertThat(found.type()).isEqualTo(DiscrepancyType.FILE_CONTENT);
        assertThat(found.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(found.message()).isEqualTo("differs from line 3 of legacy and line 2 of new");
        assertThat(found.legacyValue()).isEqualTo("b = 1;");
        assertThat(found.newValue()).isEqualTo("b = 2;");
    }

    @Test
    void saysThatOnlyTheOrderOfLinesDiffers() throws Exception {
        assertThat(compare(TextTolerance.EXACT, "a\nb", "b\na")
                        .discrepancies()
                        .get(0)
                        .message())
                .isEqualTo("line 1 of legacy is line 2 of new; it has the same lines in another order");
    }

    @Nested
    class ClassesAsCosmetic {

        @Test
        void whiteSpaceAlone() throws Exception {
            assertThat(types("a = {\r\n  b\r\n}\r\n", "a={\n\tb }")).containsExactly(DiscrepancyType.WHITESPACE);
            assertThat(types("a\n", "a")).as("no line end at the end").containsExactly(DiscrepancyType.WHITESPACE);
        }

        @Test
        void commentsAlone() throws Exception {
            assertThat(types("a(); // one\nb();\n", "a();\n/* two\n lines */\nb();\n"))
                    .containsExactly(DiscrepancyType.COMMENT);
        }

        @Test
        void timestampsAlone() throws Exception {
            assertThat(types("at: '2026-01-01T00:00:00Z'", "at: '2026-11-21 07:23:24.5 +0100'"))
                    .containsExactly(DiscrepancyType.TIMESTAMP);
            assertThat(types("Generated: 2026-01-01\nx", "Generated: 2026-02-01\nx"))
                    .containsExactly(DiscrepancyType.TIMESTAMP);
        }

        @Test
        void eachKindThatIsNeededAndNoOther() throws Exception {
            assertThat(types("a  b // x\n", "a b // y\n"))
                    .containsExactlyInAnyOrder(DiscrepancyType.WHITESPACE, DiscrepancyType.COMMENT);
        }
    }

    @Nested
    class IsCriticalAbout {

        private void critical(String legacy, String replacement) throws Exception {
            TextTolerance loosest =
                    TextTolerance.EXACT.ignoringWhitespace().ignoringComments().ignoringTimestamps();
            assertThat(compare(loosest, legacy, replacement).result())
                    .as("%s against %s", legacy, replacement)
                    .isEqualTo(Comparison.Result.CRITICAL);
        }

        @Test
        void whatStandsAfterATimestampInTheFile() throws Exception {
            critical(
                    "// Generated: 2026-01-01T00:00:00Z\nconst a = 1;\n",
                    "// Generated: 2026-01-02T00:00:00Z\nconst a = 2;\n");
            critical("Generated: 2026-01-01T00:00:00Z by one", "Generated: 2026-01-02T00:00:00Z by two");
        }

        @Test
        void whatStandsAfterTheFirstCommentInTheFile() throws Exception {
            critical("a(); // one\nb();\n", "a(); // one\nc();\n");
            critical("a(); /* x */ b();", "a(); /* x */ c();");
        }

        @Test
        void urlsInStringsOfEveryKind() throws Exception {
            critical("u = \"https://one.example\";", "u = \"https://two.example\";");
            critical("u = 'https://one.example';", "u = 'https://two.example';");
            critical("u = `https://one.example`;", "u = `https://two.example`;");
            critical("u = '//one.example';", "u = '//two.example';");
            critical("see https://one.example", "see https://two.example");
        }

        @Test
        void whatOnlyLooksLikeAComment() throws Exception {
            critical("x = /[\"]/; y = \"//one\";", "x = /[\"]/; y = \"//two\";");
            critical("t = `${f(`//one`)}`;", "t = `${f(`//two`)}`;");
            critical("s = 'it\\'s //one';", "s = 'it\\'s //two';");
            critical("s = \"\"\"\n  //one\n\"\"\";", "s = \"\"\"\n  //two\n\"\"\";");
            critical("x = a /* y", "x = b /* y");
        }

        @Test
        void whiteSpaceThatMeansSomething() throws Exception {
            critical("s = 'a  b'", "s = 'a b'");
            critical("ab", "a b");
            critical("a - -b", "a --b");
            critical("return\nx", "return x");
            critical("a // c\nb", "a // c b");
        }

        @Test
        void aTimestampThatIsMissing() throws Exception {
            critical("at 2026-01-01T00:00:00Z x", "at x");
        }
    }

    @Test
    void tellsTheCosmeticDifferenceBesidesTheCriticalOne() throws Exception {
        assertThat(types("a  b\nc\n", "a b\nd\n"))
                .containsExactly(DiscrepancyType.FILE_CONTENT, DiscrepancyType.WHITESPACE);
    }

    @Test
    void ignoresWhatItIsToldTo() throws Exception {
        assertThat(compare(TextTolerance.EXACT.ignoringWhitespace(), "a  b", "a b")
                        .matches())
                .isTrue();
        assertThat(compare(TextTolerance.EXACT.ignoringLineOrder(), "a\nb", "b\na")
                        .matches())
                .isTrue();
        assertThat(compare(TextTolerance.EXACT.ignoringLineOrder(), "a\na", "a\nb")
                        .matches())
                .isFalse();
    }

    @Test
    void takesNumbersThatAreNearAsEqualButNotVersionsAndDates() throws Exception {
        TextTolerance near = TextTolerance.EXACT.numbersWithin(0.01);

        assertThat(compare(near, "x = 1.000;", "x = 1.009;").matches()).isTrue();
        assertThat(compare(near, "x = 1.00;", "x = 1.02;").matches()).isFalse();
        assertThat(compare(TextTolerance.EXACT.numbersWithin(5), "v1.2.3 a1", "v1.2.4 a2")
                        .matches())
                .isFalse();
        assertThat(compare(TextTolerance.EXACT.numbersWithin(5), "2026-01-01", "2026-01-02")
                        .matches())
                .isFalse();
    }

    @Test
    void readsOtherSyntaxes() throws Exception {
        TextTolerance sql = TextTolerance.EXACT.ignoringComments().syntax(CommentSyntax.SQL);
        TextTolerance hash = TextTolerance.EXACT.ignoringComments().syntax(CommentSyntax.HASH);

        assertThat(compare(sql, "select 1 -- a\n", "select 1 -- b\n").matches()).isTrue();
        assertThat(compare(sql, "select '--a'", "select '--b'").matches()).isFalse();
        assertThat(compare(sql, "do $$ --a $$", "do $$ --b $$").matches()).isFalse();
        assertThat(compare(hash, "a: 1 # x\n", "a: 1 # y\n").matches()).isTrue();
        assertThat(compare(hash, "a: '# x'\n", "a: '# y'\n").matches()).isFalse();
        assertThat(compare(hash, "a=\"one\n # x\"\n", "a=\"one\n # y\"\n").matches())
                .as("a string of two lines makes every comment doubtful")
                .isFalse();
    }

    @Test
    void saysThatItDidNotLookIntoALargeText() throws Exception {
        assertThat(compare(TextTolerance.EXACT.sizeCap(3), "a  b", "a b")
                        .discrepancies()
                        .get(0)
                        .message())
                .isEqualTo("differs; above 3 bytes only the checksum was compared");
    }
}
