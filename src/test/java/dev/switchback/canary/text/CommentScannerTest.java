package dev.switchback.canary.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class CommentScannerTest {

    private static List<String> spans(CommentSyntax syntax, String text) {
        return CommentScanner.scan(text, syntax).stream()
                .map(span -> "%s %s".formatted(span.kind(), text.substring(span.start(), span.end())))
                .toList();
    }

    private static List<String> code(String text) {
        return spans(CommentSyntax.C_LIKE, text);
    }

    @Nested
    class Comments {

        @Test
        void endBeforeTheEndOfTheirLineHoweverThatIsWritten() {
            assertThat(code("//\r\na")).containsExactly("LINE_COMMENT //");
            assertThat(code("// a\nb")).containsExactly("LINE_COMMENT // a");
            assertThat(code("a // b")).containsExactly("LINE_COMMENT // b");
            assertThat(spans(CommentSyntax.HASH, "#\n#\r\n")).containsExactly("LINE_COMMENT #", "LINE_COMMENT #");
        }

        @Test
        void inBlocksEndWithTheirSignOrTheText() {
            assertThat(code("/*/ a */ b")).containsExactly("BLOCK_COMMENT /*/ a */");
            assertThat(code("/**/ b")).containsExactly("BLOCK_COMMENT /**/");
            assertThat(code("a /* b")).containsExactly("BLOCK_COMMENT /* b");
        }

        @Test
        void doNotBeginAfterAColonOrInAWord() {
            assertThat(code("http://a")).containsExactly("STRING //");
            assertThat(code("a: // b")).containsExactly("LINE_COMMENT // b");
            assertThat(spans(CommentSyntax.HASH, "a# b")).isEmpty();
            assertThat(spans(CommentSyntax.HASH, "a #b")).containsExactly("LINE_COMMENT #b");
            assertThat(spans(CommentSyntax.SQL, "a--b")).containsExactly("LINE_COMMENT --b");
            assertThat(spans(CommentSyntax.HASH, "/* a */")).isEmpty();
        }
    }

    @Nested
    class CommentsOfAHashText {

        @Test
        void areNoneBesideABlockScalar() {
            for (String header : List.of("a: |", "a: >", "- |-", "a: >2+", "a: |  ", "a: | # b")) {
                assertThat(spans(CommentSyntax.HASH, header + "\n  # c\n"))
                        .as(header)
                        .isEmpty();
            }
            for (String pipe : List.of("a | b # c", "cat a.csv |\n  wc # c", "x = (a |\n  b) # c")) {
                assertThat(spans(CommentSyntax.HASH, pipe)).as(pipe).containsExactly("LINE_COMMENT # c");
            }
        }

        @Test
        void areNoneBesideAHereDocument() {
            for (String opener : List.of("<<EOF", "cat << EOF > a", "x = <<~EOF", "<<-'EOF'", "<<\"EOF\"", "<<\\EOF")) {
                assertThat(spans(CommentSyntax.HASH, opener + "\n # c\n EOF\r\n"))
                        .as(opener)
                        .isEmpty();
            }
            assertThat(spans(CommentSyntax.HASH, "f(<<~A, <<'B C')\n # c\nB C\n"))
                    .isEmpty();
            for (String shovel : List.of("list << item # c", "list << item\nitem\n # c")) {
                assertThat(spans(CommentSyntax.HASH, shovel)).as(shovel).containsExactly("LINE_COMMENT # c");
            }
        }

        @Test
        void doNotBeginWithABrace() {
            assertThat(spans(CommentSyntax.HASH, "%(a #{b})")).isEmpty();
        }
    }

    @Nested
    class CommentsOfProperties {

        private static List<String> properties(String text) {
            return spans(CommentSyntax.PROPERTIES, text);
        }

        @Test
        void areWholeLines() {
            assertThat(properties("# a\r\n \t! b\n\n#"))
                    .containsExactly("LINE_COMMENT # a", "LINE_COMMENT ! b", "LINE_COMMENT #");
            assertThat(properties("a = #b\na # b\na = it's\n# c")).containsExactly("LINE_COMMENT # c");
        }

        @Test
        void doNotBeginInALineThatContinuesAnother() {
            assertThat(properties("a = b\\\n  # c\n# d")).containsExactly("LINE_COMMENT # d");
            assertThat(properties("a = b\\\\\n# c")).containsExactly("LINE_COMMENT # c");
            assertThat(properties("# a\\\n# b"))
                    .as("comments are not continued")
                    .hasSize(2);
        }
    }

    @Nested
    class Strings {

        @Test
        void ofJsonAreBetweenDoubleQuotes() {
            assertThat(spans(CommentSyntax.JSON, "{\"a'\\\"\": 'b' // c\n}")).containsExactly("STRING \"a'\\\"\"");
            assertThat(spans(CommentSyntax.JSON, "\"\"\"a\n/* */"))
                    .as("one without an end")
                    .isEmpty();
        }

        @Test
        void endWithTheirQuoteTheirLineOrTheText() {
            assertThat(code("'a' // b")).containsExactly("STRING 'a'", "LINE_COMMENT // b");
            assertThat(code("'' // b")).containsExactly("STRING ''", "LINE_COMMENT // b");
            assertThat(code("'a\n// b")).containsExactly("STRING 'a", "LINE_COMMENT // b");
            assertThat(code("'a")).containsExactly("STRING 'a");
            assertThat(code("'a\\' // b'")).containsExactly("STRING 'a\\' // b'");
        }

        @Test
        void ofThreeQuotesEndWithThree() {
            assertThat(code("'''a' // b''' // c")).containsExactly("STRING '''a' // b'''", "LINE_COMMENT // c");
            assertThat(code("'''''' // c")).containsExactly("STRING ''''''", "LINE_COMMENT // c");
            assertThat(code("'''a // c")).containsExactly("STRING '''a // c");
        }

        @Test
        void ofSqlSpanLinesAndEscapeOnlyAfterAnE() {
            assertThat(spans(CommentSyntax.SQL, "'a\n-- b'")).containsExactly("STRING 'a\n-- b'");
            assertThat(spans(CommentSyntax.SQL, "'a\\' -- b")).containsExactly("STRING 'a\\'", "LINE_COMMENT -- b");
            assertThat(spans(CommentSyntax.SQL, "E'a\\' -- b'")).containsExactly("STRING 'a\\' -- b'");
            assertThat(spans(CommentSyntax.SQL, "e'a\\' -- b'")).containsExactly("STRING 'a\\' -- b'");
            assertThat(spans(CommentSyntax.SQL, "('a\\' -- b")).containsExactly("STRING 'a\\'", "LINE_COMMENT -- b");
            assertThat(spans(CommentSyntax.SQL, "'''' -- b"))
                    .containsExactly("STRING ''", "STRING ''", "LINE_COMMENT -- b");
        }

        @Test
        void ofSqlMayBeBetweenDollars() {
            assertThat(spans(CommentSyntax.SQL, "$$ -- a $$ -- b"))
                    .containsExactly("STRING $$ -- a $$", "LINE_COMMENT -- b");
            assertThat(spans(CommentSyntax.SQL, "$a$ $$ -- a $a$ -- b"))
                    .containsExactly("STRING $a$ $$ -- a $a$", "LINE_COMMENT -- b");
            assertThat(spans(CommentSyntax.SQL, "x $a$ -- b")).containsExactly("STRING $a$ -- b");
            assertThat(spans(CommentSyntax.SQL, "x = $1 -- b")).containsExactly("STRING $", "LINE_COMMENT -- b");
        }

        @Test
        void withoutAnEndLeaveNoCommentInAHashText() {
            assertThat(spans(CommentSyntax.HASH, "'a' # b")).containsExactly("STRING 'a'", "LINE_COMMENT # b");
            assertThat(spans(CommentSyntax.HASH, "it's # b\n")).isEmpty();
            assertThat(spans(CommentSyntax.HASH, "# b\nit's")).isEmpty();
        }
    }

    @Nested
    class Templates {

        @Test
        void endWithTheirQuoteOrTheText() {
            assertThat(code("`a // b` // c")).containsExactly("STRING `a // b`", "LINE_COMMENT // c");
            assertThat(code("`a\\` // b` // c")).containsExactly("STRING `a\\` // b`", "LINE_COMMENT // c");
            assertThat(code("`a // b")).containsExactly("STRING `a // b");
            assertThat(code("`` // c")).containsExactly("STRING ``", "LINE_COMMENT // c");
            assertThat(code("`a $ {b} // c` // d")).containsExactly("STRING `a $ {b} // c`", "LINE_COMMENT // d");
        }

        @Test
        void holdCodeWithItsOwnCommentsAndBraces() {
            assertThat(code("`a ${b /* c */} // d` // e"))
                    .containsExactly("STRING `a ${", "BLOCK_COMMENT /* c */", "STRING } // d`", "LINE_COMMENT // e");
            assertThat(code("`${f({a: {}})} // d` // e"))
                    .containsExactly("STRING `${", "STRING } // d`", "LINE_COMMENT // e");
            assertThat(code("`${`${a}`} // d` // e"))
                    .containsExactly("STRING `${", "STRING `${", "STRING }`", "STRING } // d`", "LINE_COMMENT // e");
            assertThat(code("{} } // e")).containsExactly("LINE_COMMENT // e");
        }
    }

    @Nested
    class RegularExpressions {

        @Test
        void areStringsWhereAnExpressionMayBegin() {
            assertThat(code("/a'/ // b")).containsExactly("STRING /a'/", "LINE_COMMENT // b");
            assertThat(code("x = /[/']\\// // b")).containsExactly("STRING /[/']\\//", "LINE_COMMENT // b");
            assertThat(code("x = /[a]/ // b")).containsExactly("STRING /[a]/", "LINE_COMMENT // b");
            assertThat(code("  /'/")).containsExactly("STRING /'/");
        }

        @Test
        void followOnCertainWordsOnly() {
            for (String word : List.of("return", "typeof", "case", "in", "; return")) {
                assertThat(code(word + " /'/ // b")).as(word).containsExactly("STRING /'/", "LINE_COMMENT // b");
            }
            assertThat(code("a / b / c 'd'")).containsExactly("STRING 'd'");
            assertThat(code("1return / 2 / '/'")).hasSize(2);
            assertThat(code("begin / b / c 'd'")).containsExactly("STRING 'd'");
        }

        @Test
        void areDivisionsWithoutAnEndOnTheLine() {
            assertThat(code("(/ 'a'\n/ 2)")).containsExactly("STRING /", "STRING 'a'");
            assertThat(code("(/ 'a'")).containsExactly("STRING /", "STRING 'a'");
            String many = "(/".repeat(3) + "[\n";
            assertThat(code(many)).contains("STRING /(/");
        }

        @Test
        void areNotLookedForAnyMoreInALineOfHundredsOfDivisions() {
            String line = "[(/[".repeat(101) + " 'a'\n'b'";

            assertThat(code("[(/[".repeat(100) + " 'a'\n'b'")).endsWith("STRING 'a'", "STRING 'b'");
            assertThat(code(line)).hasSize(102).endsWith("STRING 'b'").doesNotContain("STRING 'a'");
        }
    }
}
