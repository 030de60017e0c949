package dev.switchback.canary.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.canary.difference.DiscrepancyType;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class CodeLinesTest {

    private static CodeLines lines(CommentSyntax syntax, String source) {
        return CodeLines.of(source, Canonical.of(source, Set.of(DiscrepancyType.WHITESPACE), syntax, false), syntax);
    }

    private static <T> List<T> each(CodeLines lines, IntFunction<T> asked) {
        return IntStream.range(0, lines.size()).mapToObj(asked).toList();
    }

    private static List<String> texts(CommentSyntax syntax, String source) {
        CodeLines lines = lines(syntax, source);
        return each(lines, lines::text);
    }

    private static List<String> code(String source) {
        return texts(CommentSyntax.C_LIKE, source);
    }

    private static List<String> sql(String source) {
        return texts(CommentSyntax.SQL, source);
    }

    @Nested
    class EndAt {

        @Test
        void semicolonsAndLineBreaksButAtCommasOnlyOfABlock() {
            assertThat(code("a, b; c")).containsExactly("a,b;", "c");
            assertThat(code("return\nb")).containsExactly("return", "b");
            assertThat(code("x = { a: {}, b: 1 }")).containsExactly("x={", "a:{},", "b:1", "}");
            assertThat(code("x = { a, b }; f(a, b)")).containsExactly("x={a,b};", "f(a,b)");
            assertThat(code("x = [{ a }, { b }]")).containsExactly("x=[{a},{b}]");
        }

        @Test
        void commasAnywhereOutsideParenthesesInSql() {
            assertThat(sql("select a, b from t; c")).containsExactly("select a,", "b from t;", "c");
            assertThat(sql("table t (a numeric(9, 2), b int); c"))
                    .containsExactly("table t(", "a numeric(9,2),", "b int", ");", "c");
        }

        @Test
        void nothingButLineBreaksInPlainText() {
            assertThat(texts(CommentSyntax.NONE, "a, b; {c;}\n\nd\n")).containsExactly("a, b; {c;}", "d");
        }

        @Test
        void theEndOfABlockAndTheSignsThatFollowIt() {
            assertThat(code("f([{ a; }]); b")).containsExactly("f([{", "a;", "}]);", "b");
            assertThat(code("A { a; }, B { b; }")).containsExactly("A{", "a;", "},", "B{", "b;", "}");
            assertThat(sql("t (a; b); c")).containsExactly("t(", "a;", "b", ");", "c");
            assertThat(sql("t (a; b)] c")).containsExactly("t(", "a;", "b", ")", "]c");
        }

        @Test
        void bracketsThatCloseNothing() {
            assertThat(code("a } b")).containsExactly("a", "}", "b");
            assertThat(code("{ a; } }; b")).containsExactly("{", "a;", "}", "}", ";", "b");
        }
    }

    @Nested
    class LongLines {

        private final String half = "a".repeat(999) + ",";

        @Test
        void areDividedAfterCommasAndSpacesOnlyBeyondTwoThousandCharacters() {
            assertThat(code(half + half)).containsExactly(half + half);
            assertThat(code(half + half + "b")).containsExactly(half, half, "b");
            assertThat(code("b " + half + half)).containsExactly("b ", half, half);
        }

        @Test
        void areThoseThatAreLongBySelfAndNotThoseFarBehind() {
            assertThat(code(half + half + ";\na,b c")).containsExactly(half, half, ";", "a,b c");
            assertThat(code("return\n".repeat(300) + "a,b c")).hasSize(301).endsWith("a,b c");
        }

        @Test
        void keepTheirHead() {
            CodeLines lines = lines(CommentSyntax.C_LIKE, "{" + half + half + "b;}");

            assertThat(each(lines, lines::head)).containsExactly("", "{", "{", "{", "{");
        }

        @Test
        void areWholeLinesWhereTheSpaceBetweenThemIsALineBreak() {
            CodeLines lines = lines(CommentSyntax.SQL, ("a".repeat(999) + "\n").repeat(3));

            assertThat(lines.size()).isEqualTo(3);
            assertThat(each(lines, lines::isWhole)).containsExactly(true, true, true);
        }
    }

    @Nested
    class Blocks {

        private final CodeLines lines = lines(CommentSyntax.C_LIKE, "A { a; B { b; } } c; C { d;");

        @Test
        void haveAHeadAndAnEnd() {
            assertThat(each(lines, lines::text)).containsExactly("A{", "a;", "B{", "b;", "}", "}", "c;", "C{", "d;");
            assertThat(each(lines, lines::head)).containsExactly("", "A{", "A{", "B{", "B{", "A{", "", "", "C{");
            assertThat(each(lines, lines::endOf)).containsExactly(5, -1, 4, -1, -1, -1, -1, -1, -1);
            assertThat(each(lines, lines::isEnd))
                    .containsExactly(false, false, false, false, true, true, false, false, false);
        }

        @Test
        void haveEndsThatAreToldApartByTheirHeads() {
            assertThat(lines.keys()).containsExactly("A{", "a;", "B{", "b;", "}\nB{", "}\nA{", "c;", "C{", "d;");
        }

        @Test
        void thatAreNeverClosedEndWithTheOneAround() {
            CodeLines open = lines(CommentSyntax.C_LIKE, "A { [ B { b; ] } c;");

            assertThat(each(open, open::text)).containsExactly("A{", "[B{", "b;", "]", "}", "c;");
            assertThat(each(open, open::endOf)).containsExactly(4, -1, -1, -1, -1, -1);
            assertThat(each(open, open::head)).endsWith("A{", "");
        }
    }

    @Nested
    class KnowTheSource {

        @Test
        void byTheNumberOfTheLineThatTheyBeginWith() {
            CodeLines lines = lines(CommentSyntax.C_LIKE, "\n\na(\n1);\n\nb; c;\nd");

            assertThat(each(lines, lines::text)).containsExactly("a(1);", "b;", "c;", "d");
            assertThat(each(lines, lines::number)).containsExactly(3, 6, 6, 7);
            assertThat(each(lines, lines::isWhole)).containsExactly(true, false, false, true);
        }

        @Test
        void asLinesThatAreNotWholeIfOneSharesALineWithThem() {
            CodeLines lines = lines(CommentSyntax.C_LIKE, "a; b(\n1); c;\nd");

            assertThat(each(lines, lines::text)).containsExactly("a;", "b(1);", "c;", "d");
            assertThat(each(lines, lines::isWhole)).containsExactly(false, false, false, true);
        }

        @Test
        void byThePlaceOfEachCharacter() {
            CodeLines lines = lines(CommentSyntax.C_LIKE, "  a;\n  b  =  1;");

            assertThat(IntStream.range(0, 5).mapToObj(place -> lines.origin(1, place)))
                    .containsExactly(7, 10, 13, 14, 15);
            assertThat(lines.origin(0, 0)).isEqualTo(2);
        }

        @Test
        void howeverManyThereAre() {
            CodeLines lines = lines(CommentSyntax.C_LIKE, "a;\n".repeat(1_000));

            assertThat(each(lines, lines::number))
                    .isEqualTo(IntStream.rangeClosed(1, 1_000).boxed().toList());
        }
    }
}
