package dev.switchback.canary.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.canary.difference.Discrepancy;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TextDifferenceTest {

    private static final TextTolerance EXACT = TextTolerance.EXACT;

    private static List<String> messages(TextTolerance tolerance, String legacy, String replacement) {
        return new TextDifference(legacy, replacement, tolerance, CommentSyntax.C_LIKE)
                .classify("").stream().map(Discrepancy::message).toList();
    }

    private static List<String> messages(String legacy, String replacement) {
        return messages(EXACT, legacy, replacement);
    }

    @Nested
    class OfOneKind {

        @Test
        void saysSoOnlyIfThatIsNotIgnored() {
            assertThat(messages("a  b", "a b")).containsExactly("only white space differs");
            assertThat(messages("a(); // b", "a(); // c")).containsExactly("only comments differ");
            assertThat(messages("2026-01-02 03:04", "2026-01-02 03:05")).containsExactly("only timestamps differ");
            assertThat(messages(EXACT.ignoringWhitespace(), "a  b", "a b")).isEmpty();
            assertThat(messages(EXACT.ignoringComments(), "a(); // b", "a(); // c"))
                    .isEmpty();
            assertThat(messages(EXACT.ignoringTimestamps(), "2026-01-02 03:04", "2026-01-02 03:05"))
                    .isEmpty();
        }

        @Test
        void isTheOneThatIsNotIgnoredWhereMoreDiffer() {
            assertThat(messages(EXACT.ignoringWhitespace(), "a  b // c", "a b // d"))
                    .containsExactly("only comments differ");
            assertThat(messages(EXACT.ignoringLineOrder(), "a();\nb(); // c\n", "b();\na(); // d\n"))
                    .containsExactly("only comments differ");
        }
    }

    @Nested
    class Besides {

        @Test
        void areTheKindsThatAddLinesOnWhicheverSideTheyAre() {
            assertThat(messages("a();\nb(); // c\n", "d();\nb();\n"))
                    .endsWith("besides, comments differ")
                    .hasSize(2);
            assertThat(messages("a();\nb();\n", "d();\nb(); // c\n"))
                    .endsWith("besides, comments differ")
                    .hasSize(2);
            assertThat(messages("a();\nb(  );\n", "d();\nb();\n"))
                    .endsWith("besides, white space differs")
                    .hasSize(2);
            assertThat(messages("a();\nb('2026-01-02 03:04');\n", "d();\nb('2026-01-02 03:05');\n"))
                    .endsWith("besides, timestamps differ")
                    .hasSize(2);
        }

        @Test
        void isNothingThatBothHave() {
            assertThat(messages("a();\nb(  ); // c\n", "d();\nb(  ); // c\n")).hasSize(1);
            assertThat(messages(EXACT.ignoringComments(), "a();\nb(); // c\n", "d();\nb();\n"))
                    .hasSize(1);
        }
    }

    @Nested
    class OfNumbers {

        @Test
        void isNothingIfTheyAreNear() {
            assertThat(messages(EXACT.numbersWithin(0.5), "a = 1.0;", "a = 1.5;"))
                    .isEmpty();
            assertThat(messages(EXACT.numbersWithin(0.5), "a = 1;\nb = 2;\n", "a = 1.5;\nb = c;\n"))
                    .containsExactly("differs from line 2 of legacy and line 2 of new");
        }

        @Test
        void isOneEvenIfTheirValueIsTheSame() {
            assertThat(messages("a = 1.0;", "a = 1.00;"))
                    .containsExactly("differs from line 1 of legacy and line 1 of new");
        }
    }

    @Test
    void isSomewhereWhereNoLineDiffers() {
        List<Discrepancy> found =
                new TextDifference("{\n  a;\n}\nelse", "{\n  a;\n} else", EXACT, CommentSyntax.C_LIKE).classify("a.js");

        assertThat(found).hasSize(1);
        assertThat(found.get(0).message()).isEqualTo("differs");
        assertThat(found.get(0).shape().place()).isEqualTo("*.js");
        assertThat(found.get(0).shape().spot()).isEqualTo("a.js");
    }
}
