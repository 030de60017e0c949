package dev.switchback.canary.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.canary.difference.DiscrepancyType;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class CanonicalTest {

    private static String without(DiscrepancyType type, CommentSyntax syntax, String text) {
        return Canonical.of(text, Set.of(type), syntax, false).text();
    }

    @Nested
    class WithoutComments {

        private static String code(String text) {
            return without(DiscrepancyType.COMMENT, CommentSyntax.C_LIKE, text);
        }

        @Test
        void losesTheLinesThatWereThereForThemAlone() {
            assertThat(code("\t// a\n/* b\n */\nc")).isEqualTo("c");
            assertThat(code("a\n  // b  \r\nc")).isEqualTo("a\nc");
            assertThat(code("/* a */\n/* b */")).isEmpty();
            assertThat(code("a // b\nc")).isEqualTo("a\nc");
            assertThat(code("a /* b */ \t\nc")).isEqualTo("a \t\nc");
        }

        @Test
        void keepsOneSpaceWhereTwoStoodAroundOne() {
            assertThat(code("a /* b */ c")).isEqualTo("a c");
            assertThat(code("a /* b */;")).isEqualTo("a ;");
            assertThat(code("(/* b */ c")).isEqualTo("( c");
            assertThat(code(" /* b */ c")).isEqualTo(" c");
        }

        @Test
        void keepsWordsApart() {
            assertThat(code("a/* b */c")).isEqualTo("a c");
            assertThat(code("a/* b */;")).isEqualTo("a;");
            assertThat(code("(/* b */c")).isEqualTo("(c");
            assertThat(code("/* b */c")).isEqualTo("c");
            assertThat(code("a/* b */")).isEqualTo("a");
        }
    }

    @Nested
    class WithoutWhitespace {

        private static String code(String text) {
            return without(DiscrepancyType.WHITESPACE, CommentSyntax.C_LIKE, text);
        }

        @Test
        void keepsWordsAndOperatorsApart() {
            assertThat(code("  a  b  ")).isEqualTo("a b");
            assertThat(code("a ( b )")).isEqualTo("a(b)");
            assertThat(code("a + + b")).isEqualTo("a+ +b");
        }

        @Test
        void losesLineBreaksBesideBracketsAndCommasAlone() {
            assertThat(code("f(\na,\nb\n)\n.c =\n[\n1\n]")).isEqualTo("f(a,b).c=[1]");
            assertThat(code("a\nb\n+ c\n(d)\n{")).isEqualTo("a\nb\n+c\n(d)\n{");
            assertThat(without(DiscrepancyType.WHITESPACE, CommentSyntax.SQL, "a\nb\n+ c\n(d)\n{"))
                    .isEqualTo("a b+c(d){");
            assertThat(code("a \r\n\t b")).isEqualTo("a\nb");
        }

        @Test
        void keepsEachLineThatItIsToldToKeep() {
            assertThat(Canonical.of("f(\n\n a )\n", Set.of(DiscrepancyType.WHITESPACE), CommentSyntax.C_LIKE, true)
                            .lines())
                    .containsExactly("f(", "a)");
        }

        @Test
        void keepsTheSpaceInTexts() {
            assertThat(code("'a  b'  +  c")).isEqualTo("'a  b' +c");
            assertThat(code("a   'b'")).isEqualTo("a'b'");
            assertThat(code("'a'   'b'")).isEqualTo("'a' 'b'");
        }

        @Test
        void keepsTheLineEndThatEndsAComment() {
            assertThat(code("// a  b \n\n c")).isEqualTo("// a b\nc");
            assertThat(code("/* a  b */ \n c")).isEqualTo("/* a b */\nc");
            assertThat(code("// a\n")).isEqualTo("// a");
            assertThat(code("// a(\nb c")).isEqualTo("// a(\nb c");
        }

        @Test
        void keepsTheIndentationOfAHashText() {
            assertThat(without(DiscrepancyType.WHITESPACE, CommentSyntax.HASH, "  a:  b\n\n   c  "))
                    .isEqualTo("  a: b\n   c");
            assertThat(without(DiscrepancyType.WHITESPACE, CommentSyntax.HASH, "\n\n a"))
                    .isEqualTo(" a");
        }

        @Test
        void keepsLinesAndWhatMayBeAValueOfPlainText() {
            assertThat(plain(" \n a  ( b \n\n c\n")).isEqualTo("a  ( b\nc");
            assertThat(plain("a\r\n \r\nb \r\n")).isEqualTo("a\nb");
            assertThat(plain("a\r\rb")).isEqualTo("a\r\rb");
            assertThat(plain("  ")).isEmpty();
            assertThat(plain("\n\n")).isEmpty();
            assertThat(plain(" \ta\t\t b\t \n\t\n c")).isEqualTo("\ta\t\t b\t\n\t\nc");
        }

        @Test
        void keepsWhatMayBeAValueOfAHashTextWhoseStringsAreNotKnown() {
            assertThat(without(DiscrepancyType.WHITESPACE, CommentSyntax.HASH, " it's  a \r\n\n  b  c\n"))
                    .isEqualTo(" it's  a\n  b  c");
        }

        @Test
        void keepsTheIndentationAfterACommentOfAHashText() {
            assertThat(without(DiscrepancyType.WHITESPACE, CommentSyntax.HASH, "a:\n  # b \n\n  c()\n"))
                    .isEqualTo("a:\n  # b\n  c()");
        }

        @Test
        void keepsTheEndsOfValuesOfProperties() {
            assertThat(without(DiscrepancyType.WHITESPACE, CommentSyntax.PROPERTIES, "  a = b  c \r\n\r\n  d=e\n"))
                    .isEqualTo("a = b  c \nd=e");
            assertThat(without(DiscrepancyType.WHITESPACE, CommentSyntax.PROPERTIES, "a=b\\\n\nc=d"))
                    .isEqualTo("a=b\\\n\nc=d");
        }

        @Test
        void keepsLinesAndStringsOfJson() {
            assertThat(without(DiscrepancyType.WHITESPACE, CommentSyntax.JSON, "{ \"a  b\" :\t1,\n\n\t\"c\": [ ] }\n"))
                    .isEqualTo("{\"a  b\":1,\n\"c\":[]}");
            assertThat(without(DiscrepancyType.WHITESPACE, CommentSyntax.JSON, "{\"a  \n b\": 1}"))
                    .as("a string that does not end on its line")
                    .isEqualTo("{\"a\nb\": 1}");
        }

        private static String plain(String text) {
            return without(DiscrepancyType.WHITESPACE, CommentSyntax.NONE, text);
        }
    }

    @Nested
    class WithoutTimestamps {

        private static boolean isMasked(String text) {
            return without(DiscrepancyType.TIMESTAMP, CommentSyntax.NONE, text)
                    .equals(String.valueOf(TimestampRule.MASK));
        }

        @Test
        void hasAMaskForEachWhereverItStands() {
            assertThat(isMasked("2026-01-02T03:04:05Z")).isTrue();
            assertThat(isMasked("2026-01-02 00:09")).isTrue();
            assertThat(isMasked("Fri, 2 Jan 2026 9:00 GMT")).isTrue();
            assertThat(isMasked("Fri Jan 2 0:09:00 2026")).isTrue();
            assertThat(isMasked("2026-01-02")).isFalse();
            assertThat(without(DiscrepancyType.TIMESTAMP, CommentSyntax.NONE, "2026-01-02 03:04\n1-"))
                    .isEqualTo(TimestampRule.MASK + "\n1-");
            assertThat(without(DiscrepancyType.TIMESTAMP, CommentSyntax.NONE, "-1:\n2026-01-02 03:04\n:"))
                    .isEqualTo("-1:\n" + TimestampRule.MASK + "\n:");
        }
    }

    @Test
    void knowsWhereEachCharacterComesFrom() {
        Canonical made = Canonical.of("a  b   c", Set.of(DiscrepancyType.WHITESPACE), CommentSyntax.HASH, false);

        assertThat(made.text()).isEqualTo("a b c");
        assertThat(new int[] {made.origin(0), made.origin(1), made.origin(2), made.origin(3), made.origin(4)})
                .containsExactly(0, 1, 3, 4, 7);
        assertThat(made.origin(5)).as("the end").isEqualTo(8);
    }

    @Test
    void knowsWhereEachCharacterComesFromThroughEveryRule() {
        String source = "// a\nb(  2026-01-02 03:04  /* c */  d )";
        Canonical made = Canonical.of(source, EnumSet.allOf(DiscrepancyType.class), CommentSyntax.C_LIKE, false);

        assertThat(made.text()).isEqualTo("b(" + TimestampRule.MASK + "d)");
        assertThat(IntStream.rangeClosed(0, 5).map(made::origin)).containsExactly(5, 6, 9, 36, 38, 39);
    }

    @Test
    void isTheSameTextWhereOriginsAreNotAskedFor() {
        String source = "a /* b */ (  c  )\n";

        assertThat(Canonical.textOf(source, EnumSet.allOf(DiscrepancyType.class), CommentSyntax.C_LIKE, false)
                        .text())
                .isEqualTo("a(c)");
        assertThat(Canonical.textOf("b\na\n", Set.of(), CommentSyntax.C_LIKE, false)
                        .sorted())
                .isEqualTo("\na\nb");
    }
}
