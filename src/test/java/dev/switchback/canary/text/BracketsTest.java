package dev.switchback.canary.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.canary.text.Brackets.Mark;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class BracketsTest {

    /** Each mark as its sign, {@code !} behind what belongs to a block and {@code ?} behind what belongs to nothing. */
    private static String marks(CommentSyntax syntax, String text) {
        return Brackets.marks(text, syntax).stream().map(BracketsTest::shown).collect(Collectors.joining(" "));
    }

    private static String shown(Mark mark) {
        return mark.sign() + (mark.inside() == null ? "?" : mark.inside().isBlock() ? "!" : "");
    }

    private static String code(String text) {
        return marks(CommentSyntax.C_LIKE, text);
    }

    @Nested
    class Blocks {

        @Test
        void haveASemicolonOrAnotherPairInThem() {
            assertThat(code("x={a;b}")).isEqualTo("{! ;! }!");
            assertThat(code("x={a,b}")).isEqualTo("{ , }");
            assertThat(code("x={a:{b}}")).isEqualTo("{! { } }!");
            assertThat(code("x={f(a;b)}")).isEqualTo("{ ; }");
            assertThat(code("x={a},{b;}")).isEqualTo("{ } ,? {! ;! }!");
        }

        @Test
        void areEmptyBodiesAfterANameOrABracket() {
            assertThat(code("class A{}")).isEqualTo("{! }!");
            assertThat(code("f(){}")).isEqualTo("{! }!");
            assertThat(code("A<B>{}")).isEqualTo("{! }!");
            assertThat(code("x={}")).isEqualTo("{ }");
            assertThat(code("{}")).isEqualTo("{ }");
            assertThat(code("A{b}")).isEqualTo("{ }");
            assertThat(marks(CommentSyntax.SQL, "now()")).isEqualTo("( )");
        }

        @Test
        void areThoseThatAreNeverClosed() {
            assertThat(code("x={a,")).isEqualTo("{! ,!");
            assertThat(code("x=(a,")).isEqualTo(",");
        }

        @Test
        void areInParenthesesInSql() {
            assertThat(marks(CommentSyntax.SQL, "table t(a numeric(9,2),b);")).isEqualTo("(! ( , ) ,! )! ;?");
            assertThat(marks(CommentSyntax.SQL, "[{a;}]")).isEqualTo(";");
        }
    }

    @Nested
    class Signs {

        @Test
        void inTextsAndCommentsAreNone() {
            assertThat(code("a=';{}'/*;\n*/;")).isEqualTo(";?");
        }

        @Test
        void areLineBreaksAloneWhereNoSyntaxOfBracketsIsKnown() {
            assertThat(marks(CommentSyntax.HASH, "{a;\nb,}")).isEqualTo("\n?");
            assertThat(marks(CommentSyntax.NONE, "{a;\nb,}")).isEqualTo("\n?");
        }

        @Test
        void belongToTheBracketAroundThemAndToNoneThatIsClosed() {
            assertThat(code("a;{b;}c;")).isEqualTo(";? {! ;! }! ;?");
            assertThat(code("{[a,b],(c;d)}")).isEqualTo("{ , , ; }");
        }
    }

    @Nested
    class BracketsThatDoNotMatch {

        @Test
        void belongToNothing() {
            assertThat(code("{a;}}b")).isEqualTo("{! ;! }! }?");
            assertThat(code("a)]b")).isEmpty();
            assertThat(marks(CommentSyntax.SQL, "a)]}b")).isEqualTo(")?");
            assertThat(code("(a))};")).isEqualTo("}? ;?");
        }

        @Test
        void endWithTheOneAroundThem() {
            assertThat(code("x={(a;}b;")).isEqualTo("{ ; } ;?");
            assertThat(code("x={[{a]b}c;")).isEqualTo("{! { }! ;?");
            assertThat(code("x=({a),{b}")).isEqualTo("{ ,? { }");
        }
    }

    @Test
    void knowWhatOpens() {
        assertThat(Brackets.marks("x={a;}\n", CommentSyntax.C_LIKE))
                .extracting(Mark::opens)
                .containsExactly(true, false, false, false);
        assertThat(Brackets.marks("t(a;)", CommentSyntax.SQL))
                .extracting(Mark::opens)
                .containsExactly(true, false, false);
    }
}
