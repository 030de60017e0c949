package dev.switchback.schema.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlSplitterErrorsTest {

    private static SqlScriptException refusal(String text, Dialect dialect) {
        return catchThrowableOfType(SqlScriptException.class, () -> SqlSplitter.split("a.up.sql", text, dialect));
    }

    @Test
    void saysWhereSomethingBeginsThatDoesNotEnd() {
        assertThatExceptionOfType(SqlScriptException.class)
                .isThrownBy(() -> SqlSplitter.split(
                        "20260112_001_a.up.sql", "select 1;\n\nselect 'it''s;\n\nselect 2;\n", Dialect.POSTGRESQL))
                .withMessage("cannot use SQL script: a string begins here and does not end"
                        + " (file=20260112_001_a.up.sql, line=3). Nothing of it was run")
                .satisfies(e -> assertThat(e.line()).isEqualTo(3))
                .satisfies(e -> assertThat(e.file()).isEqualTo("20260112_001_a.up.sql"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "select E'\\'; select 1|a string",
                "select E'\\|a string",
                "select 'a'';|a string",
                "select \"a;|a name in quotes",
                "select U&\"a;|a name in quotes",
                "select $$ ; select $a$|a string in dollar quotes",
                "select $a$ $b$ $$|a string in dollar quotes",
                "select $A$ ; $a$|a string in dollar quotes",
                "/* ; /* */|a comment",
                "select 1; /*|a comment",
                "create table t (a int;|a parenthesis",
                "create rule r as do (a; b;|a parenthesis",
                "create function f() begin atomic select 1;|the body of a function or trigger"
            })
    void refusesWhatDoesNotEnd(String text, String what) {
        SqlScriptException refusal = refusal("select 1;\n" + text + "\n\n", Dialect.POSTGRESQL);

        assertThat(refusal.why()).isEqualTo(what + " begins here and does not end");
        assertThat(refusal.line()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "select [a;|a name in brackets",
                "select `a;|a name in quotes",
                "create trigger t after insert on a begin select 1;|the body of a function or trigger",
                "create trigger t after insert on a begin select 1 end;|the body of a function or trigger"
            })
    void refusesWhatDoesNotEndInSqlite(String text, String what) {
        assertThat(refusal(text, Dialect.SQLITE).why()).isEqualTo(what + " begins here and does not end");
    }

    @Test
    void refusesAParenthesisTooMuch() {
        assertThat(refusal("select (1);\nselect 2);", Dialect.POSTGRESQL))
                .hasMessageContaining("a parenthesis ends here that does not begin")
                .hasMessageContaining("line=2");
    }

    @ParameterizedTest
    @CsvSource({"\\dt git_sessions, \\dt", "select 1 \\gset, \\gset", "\\restrict abc, \\restrict", "\\!rm, \\"})
    void refusesCommandsOfPsql(String text, String command) {
        assertThat(refusal("select 1;\n" + text, Dialect.POSTGRESQL))
                .hasMessage("cannot use SQL script: %s is a command of psql, not SQL (file=a.up.sql, line=2)."
                                .formatted(command)
                        + " Nothing of it was run");
    }

    @Test
    void refusesCommandsOfSqlitesShell() {
        assertThat(refusal("select a.b from a;\n.read other.sql\n", Dialect.SQLITE))
                .hasMessageContaining("a command of SQLite's shell is not SQL (file=a.up.sql, line=2)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "copy t from stdin;\n1\n2\n",
                "copy t from stdin;",
                "copy t from stdin",
                "copy t from stdin;\n",
                "copy t from stdin;\n\\.x\n",
                "copy t from stdin; select 1;\n\\.\n"
            })
    void refusesRowsThatDoNotEndOrBegin(String text) {
        SqlScriptException refusal = refusal("select 1;\n" + text, Dialect.POSTGRESQL);

        assertThat(refusal.why()).contains("COPY");
        assertThat(refusal.line()).isEqualTo(2);
    }

    @Test
    void showsTheFileWithoutControlCharacters() {
        assertThatExceptionOfType(SqlScriptException.class)
                .isThrownBy(() -> SqlSplitter.split("a\u001b[2J\n.sql", "'", Dialect.POSTGRESQL))
                .withMessageContaining("(file=a\\u001b[2J\\u000a.sql, line=1)");
    }
}
