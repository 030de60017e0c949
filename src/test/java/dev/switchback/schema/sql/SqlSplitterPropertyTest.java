package dev.switchback.schema.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SqlSplitterPropertyTest {

    /** Whole pieces, after each of which a statement may end. */
    private static final List<String> PIECES = List.of(
            "select",
            "a$b$c",
            "$1",
            "';'",
            "''''",
            "E'\\';'",
            "e'\\\\'",
            "U&'\\0061;'",
            "\";\"",
            "$$;'\"$$",
            "$q$ $$ ; $q$",
            "(a; b)",
            "/* ; ' */ x",
            "/* /* */ ; */ y",
            "-- ; '\nz",
            "--\r\nw",
            "é",
            "😀",
            "1.5e3",
            "::text",
            "+",
            "[1:2]",
            "begin",
            "atomic",
            "end",
            "case",
            "{fn x}",
            "?",
            ":name",
            "U&\";\"");

    private static final List<String> GAPS =
            List.of("", " ", "\n", "\r\n", "\t\u000b\f", "-- ; ' \" $$ (\n", "/* ; ' \" $$ ( /* */ */", ";", "--\n");

    /** What tears: pieces of quotes, comments and bodies in any order. */
    private static final List<String> SHREDS = List.of(
            "'",
            "''",
            "\"",
            "$",
            "$$",
            "$a$",
            "$a",
            "E'",
            "e",
            "\\",
            "/*",
            "*/",
            "*",
            "/",
            "--",
            "-",
            "\n",
            "\r",
            ";",
            "(",
            ")",
            "a",
            "1",
            "create function f()",
            " begin atomic ",
            " end ",
            " case ",
            " as ",
            ".",
            " ",
            "copy t from stdin;\n",
            "\n\\.\n",
            "create trigger t begin select 1;",
            "[",
            "]",
            "`",
            "//",
            "U&\"",
            "é");

    @Provide
    Arbitrary<List<String>> statements() {
        return Arbitraries.of(PIECES)
                .list()
                .ofMinSize(1)
                .ofMaxSize(6)
                .map(pieces -> "x " + String.join(" ", pieces))
                .list()
                .ofMaxSize(6);
    }

    @Provide
    Arbitrary<List<String>> gaps() {
        return Arbitraries.of(GAPS).list().ofSize(14);
    }

    @Provide
    Arbitrary<String> shreds() {
        return Arbitraries.of(SHREDS).list().ofMaxSize(24).map(parts -> String.join("", parts));
    }

    @Property(tries = 3000)
    void whatIsJoinedIsSplitAgain(@ForAll("statements") List<String> statements, @ForAll("gaps") List<String> gaps) {
        StringBuilder text = new StringBuilder(gaps.get(0));
        for (int i = 0; i < statements.size(); i++) {
            text.append(statements.get(i))
                    .append(gaps.get(2 * i + 1))
                    .append(';')
                    .append(gaps.get(2 * i + 2));
        }

        List<SqlStatement> split = SqlSplitter.split("a", text.toString(), Dialect.POSTGRESQL);

        assertThat(split).extracting(SqlStatement::text).isEqualTo(statements);
        assertThat(split)
                .allSatisfy(statement ->
                        assertThat(text.substring(statement.offset())).startsWith(statement.text()));
    }

    @Property(tries = 5000)
    void anyTextIsRefusedOrSplitForGood(@ForAll("shreds") String text, @ForAll Dialect dialect) {
        List<SqlStatement> split;
        try {
            split = SqlSplitter.split("a", text, dialect);
        } catch (SqlScriptException refused) {
            assertThat(refused.line()).isBetween(1, (int) text.lines().count() + 1);
            return;
        }
        int behind = 0;
        for (SqlStatement statement : split) {
            assertThat(statement.offset()).isGreaterThanOrEqualTo(behind);
            assertThat(text.startsWith(statement.text(), statement.offset())).isTrue();
            assertThat(statement.line()).isEqualTo(Lexer.line(text, statement.offset()));
            behind = statement.offset() + statement.text().length();
            assertAlone(statement, dialect);
        }
    }

    /** A statement that was cut out is the same again when it is split alone. */
    private static void assertAlone(SqlStatement statement, Dialect dialect) {
        boolean copy = statement.kind() == StatementKind.COPY_FROM_STDIN;
        String alone = copy ? "%s;\n%s\\.\n".formatted(statement.text(), statement.data()) : statement.text();

        assertThat(SqlSplitter.split("a", alone, dialect))
                .containsExactly(new SqlStatement(statement.text(), 1, 0, statement.kind(), statement.data()));
    }

    @Property(tries = 2000)
    void nothingButBlanksAndCommentsIsLeftOut(@ForAll("shreds") String first, @ForAll("shreds") String second) {
        String text = "select '%s'; /* %s */ select 2".formatted(quoted(first), commented(second));

        assertThat(SqlSplitter.split("a", text, Dialect.POSTGRESQL))
                .extracting(SqlStatement::text)
                .containsExactly("select '%s'".formatted(quoted(first)), "select 2");
    }

    private static String quoted(String text) {
        return text.replace("'", "''");
    }

    private static String commented(String text) {
        return text.replaceAll("[*/]", "+");
    }
}
