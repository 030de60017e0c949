package dev.switchback.canary.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.canary.text.Tokens.Token;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TokensTest {

    private static final String UUID = "b2f1c3d4-0000-4000-8000-00000000abcd";

    private static String tokens(CommentSyntax syntax, String text) {
        return Tokens.of(text, syntax).stream()
                .map(token -> "%s %s".formatted(token.kind(), token.text()))
                .collect(Collectors.joining(", "));
    }

    private static String code(String text) {
        return tokens(CommentSyntax.C_LIKE, text);
    }

    @Test
    void knowWhereTheyBegin() {
        assertThat(Tokens.of(" ab  (c", CommentSyntax.C_LIKE))
                .extracting(Token::start)
                .containsExactly(1, 5, 6);
    }

    @Nested
    class OfText {

        @Test
        void endWithTheirQuoteOrTheText() {
            assertThat(code("'a' b")).isEqualTo("TEXT 'a', WORD b");
            assertThat(code("\"a'`\"")).isEqualTo("TEXT \"a'`\"");
            assertThat(code("`a`")).isEqualTo("TEXT `a`");
            assertThat(code("''")).isEqualTo("TEXT ''");
            assertThat(code("b 'a")).isEqualTo("WORD b, TEXT 'a");
        }

        @Test
        void mayHoldTheirQuoteBehindABackslashButNotInSql() {
            assertThat(code("'a\\' b'")).isEqualTo("TEXT 'a\\' b'");
            assertThat(code("'a\\")).isEqualTo("TEXT 'a\\");
            assertThat(tokens(CommentSyntax.SQL, "'a\\' b")).isEqualTo("TEXT 'a\\', WORD b");
        }

        @Test
        void areOnlySignsInPlainTextWhereNoOtherQuoteFollows() {
            assertThat(tokens(CommentSyntax.NONE, "it's 's")).isEqualTo("WORD it, SIGN ', WORD s, SIGN ', WORD s");
            assertThat(tokens(CommentSyntax.NONE, "5\" b")).isEqualTo("NUMBER 5, SIGN \", WORD b");
            assertThat(tokens(CommentSyntax.NONE, "\"a\" b")).isEqualTo("TEXT \"a\", WORD b");
        }
    }

    @Nested
    class OfUuidsAndDates {

        @Test
        void haveTheirWholeFormAndNothingRightBehindIt() {
            assertThat(code(UUID)).isEqualTo("UUID " + UUID);
            assertThat(code("a " + UUID + ";")).isEqualTo("WORD a, UUID %s, SIGN ;".formatted(UUID));
            assertThat(code("2026-01-02")).isEqualTo("TIMESTAMP 2026-01-02");
            assertThat(code("a 2026-01-02,")).isEqualTo("WORD a, TIMESTAMP 2026-01-02, SIGN ,");
            assertThat(code("" + TimestampRule.MASK + TimestampRule.MASK))
                    .isEqualTo("TIMESTAMP %1$s, TIMESTAMP %1$s".formatted(TimestampRule.MASK));
        }

        @Test
        void areSomethingElseWithAnyOtherCharacter() {
            assertThat(code(UUID + "e")).startsWith("WORD b2f1c3d4, SIGN -,");
            assertThat(code(UUID.replace('f', 'g'))).startsWith("WORD b2g1c3d4, SIGN -,");
            assertThat(code(UUID.substring(1))).startsWith("NUMBER 2f1c3d4, SIGN -,");
            assertThat(code("2026-01-023")).isEqualTo("NUMBER 2026, SIGN -, NUMBER 01, SIGN -, NUMBER 023");
            assertThat(code("2026-0a-02")).isEqualTo("NUMBER 2026, SIGN -, NUMBER 0a, SIGN -, NUMBER 02");
            assertThat(code("2026-01/02")).isEqualTo("NUMBER 2026, SIGN -, NUMBER 01, SIGN /, NUMBER 02");
            assertThat(code("2026-01-0")).isEqualTo("NUMBER 2026, SIGN -, NUMBER 01, SIGN -, NUMBER 0");
        }
    }

    @Nested
    class OfWordsNumbersAndSigns {

        @Test
        void takeADotIntoANumberOnlyBeforeADigit() {
            assertThat(code("1_000.5e3 0 9")).isEqualTo("NUMBER 1_000.5e3, NUMBER 0, NUMBER 9");
            assertThat(code("10.")).isEqualTo("NUMBER 10, SIGN .");
            assertThat(code("10.a")).isEqualTo("NUMBER 10, SIGN ., WORD a");
            assertThat(code("a.1")).isEqualTo("WORD a, SIGN ., NUMBER 1");
        }

        @Test
        void takeTheBracketsOfAListIntoAType() {
            assertThat(code("any[][] a[0]")).isEqualTo("WORD any[][], WORD a, SIGN [, NUMBER 0, SIGN ]");
            assertThat(code("(a)[];")).isEqualTo("SIGN (, WORD a, SIGN )[], SIGN ;");
            assertThat(code("}[]")).isEqualTo("SIGN }, SIGN [, SIGN ]");
            assertThat(tokens(CommentSyntax.SQL, "int[]")).isEqualTo("WORD int, SIGN [, SIGN ]");
        }

        @Test
        void keepSignsThatAreOneTogether() {
            assertThat(code("a===b=>-c")).isEqualTo("WORD a, SIGN ===, WORD b, SIGN =>, SIGN -, WORD c");
        }

        @Test
        void neverDivideACharacterOfTwoHalves() {
            String letter = Character.toString(0x1D49C);
            String face = Character.toString(0x1F600);

            assertThat(code("a" + letter + face + face))
                    .isEqualTo("WORD a%s, SIGN %s, SIGN %s".formatted(letter, face, face));
        }

        @Test
        void openAndCloseByBracketsAlone() {
            assertThat(Tokens.of("( [ { a ) ] } )[] ;", CommentSyntax.C_LIKE))
                    .extracting(token -> token.opens() ? "opens" : token.closes() ? "closes" : "")
                    .containsExactly("opens", "opens", "opens", "", "closes", "closes", "closes", "closes", "");
        }
    }
}
