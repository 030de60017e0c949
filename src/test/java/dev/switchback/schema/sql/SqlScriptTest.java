package dev.switchback.schema.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlScriptTest {

    private static SqlScript parse(String text) {
        return SqlScript.parse("a.up.sql", text, Dialect.POSTGRESQL);
    }

    private static void assertRefused(String text, int line, String why) {
        assertThatExceptionOfType(SqlScriptException.class)
                .isThrownBy(() -> parse(text))
                .satisfies(e -> assertThat(e.why()).contains(why))
                .satisfies(e -> assertThat(e.line()).isEqualTo(line));
    }

    @Test
    void runsInOneTransactionIfItCan() {
        SqlScript script = parse("create table a (b int);\ninsert into a values (1);");

        assertThat(script.mode()).isEqualTo(TransactionMode.SINGLE);
        assertThat(script.statements()).hasSize(2);
        assertThat(script).hasToString("a.up.sql (2 statements, SINGLE)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "BEGIN|COMMIT",
                "begin work|commit work",
                "begin transaction|end transaction",
                "start transaction|end",
                "Begin /* x */|commit and no chain"
            })
    void leavesItsOwnTransactionOut(String begin, String commit) {
        SqlScript script = parse("-- x\nset lock_timeout = '1s';\n%s;\nselect 1;\nselect 2;\n%s;\nreset lock_timeout;\n"
                .formatted(begin, commit));

        assertThat(script.statements())
                .extracting(SqlStatement::text)
                .containsExactly("set lock_timeout = '1s'", "select 1", "select 2", "reset lock_timeout");
        assertThat(script.statements()).extracting(SqlStatement::line).containsExactly(2, 4, 5, 7);
        assertThat(script.mode()).isEqualTo(TransactionMode.SINGLE);
    }

    @Test
    void mayEndWithoutASemicolonBehindItsCommit() {
        assertThat(parse("begin; select 1; commit").statements()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "begin;#select 1;|1|begin has no COMMIT",
                "select 1;#commit;|2|commit controls the transaction",
                "begin;#savepoint a;#commit;|2|savepoint a controls the transaction",
                "begin;#select 1;#rollback;|3|rollback controls the transaction",
                "begin;#commit;#begin;#commit;|3|begin controls the transaction",
                "begin isolation level serializable;#commit;|1|begin isolation level serializable controls",
                "begin;#commit and chain;|2|commit and chain controls",
                "begin immediate;#commit;|1|begin immediate controls",
                "select 1;#rollback to a;|2|rollback to a controls",
                "set transaction read only;|1|set transaction read only controls",
                "select 1;#begin;#select 2;#commit;|1|select 1 is outside of the script's own BEGIN; ... COMMIT;",
                "begin;#select 2;#commit;#select 3;|4|select 3 is outside",
                "begin;#vacuum;#commit;|2|vacuum cannot run in a transaction, and the script has its own BEGIN",
                "begin;#create index concurrently i on a(b);#end;|2|cannot run in a transaction"
            })
    void refusesAnyOtherControlOfTransactions(String text, int line, String why) {
        assertRefused(text.replace('#', '\n'), line, why);
    }

    @Test
    void saysWhatWouldBeAllowed() {
        assertThatExceptionOfType(SqlScriptException.class)
                .isThrownBy(() -> parse("select 1;\nsavepoint a;"))
                .withMessage("cannot use SQL script: savepoint a controls the transaction; only one plain BEGIN; ..."
                        + " COMMIT; around the whole script may control it (file=a.up.sql, line=2)."
                        + " Nothing of it was run");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "do $$ begin insert into a values (1); commit; end $$",
                "create procedure p() language plpgsql as $$ begin commit; rollback; end $$",
                "create function f() returns int language sql begin atomic select 1; end",
                "select 'begin;'; select $$ commit; $$; -- rollback;\n /* savepoint a; */",
                "create rule r as on insert to a do also (select 1; select 2)"
            })
    void takesNothingInsideABodyForControl(String text) {
        assertThat(parse(text).mode()).isEqualTo(TransactionMode.SINGLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create table a (b int);\ncreate index concurrently i on a(b);",
                "-- switchback: no-transaction\nselect 1;",
                "select 1;\n  --SWITCHBACK:No-Transaction  \nselect 2;",
                "-- switchback: no-transaction\r\nselect 1;\r\n",
                "-- +goose NO TRANSACTION\nselect 1;",
                "-- migrate:up transaction:false\nselect 1;",
                "-- no-transaction\nselect 1;",
                "-- NO_TRANSACTION\nselect 1;",
                "-- atlas:txmode none\nselect 1;"
            })
    void runsStatementByStatementIfItMust(String text) {
        assertThat(parse(text).mode()).isEqualTo(TransactionMode.STATEMENTS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select '-- switchback: no-transaction';",
                "select '\n-- switchback: no-transaction\n';",
                "/* -- switchback: no-transaction */ select 1;",
                "do $$\n-- switchback: no-transaction\n$$;",
                "-- see switchback: no-transaction\nselect 1;",
                "-- +goose Up\n-- +goose StatementBegin\nselect 1;",
                "-- migrate:up\nselect 1;"
            })
    void takesADirectiveOnlyFromAComment(String text) {
        assertThat(parse(text).mode()).isEqualTo(TransactionMode.SINGLE);
    }

    @Test
    void refusesWhatContradictsItself() {
        assertRefused("-- switchback: no-transaction\nbegin;\nselect 1;\ncommit;", 2, "it has a directive");
        assertRefused("\n-- switchback: no-transactoin\nselect 1;", 2, "the directive switchback: must be");
        assertRefused("-- migrate:up\nselect 1;\n-- migrate:down\nselect 2;", 3, "up and down are in one file");
        assertRefused("-- +goose Up\nselect 1;\n-- +goose Down\nselect 2;", 3, "up and down are in one file");
        assertRefused("select 1;\nset standard_conforming_strings = off;", 2, "must be on");
    }

    @Test
    void takesStandardStringsThatAreOn() {
        assertThat(parse("SET standard_conforming_strings = on; SET x = 'off';").statements())
                .hasSize(2);
    }

    @Test
    void mayHoldNothing() {
        assertThat(parse("").statements()).isEmpty();
        assertThat(parse("-- nothing to undo\n").statements()).isEmpty();
        assertThat(parse("begin;\ncommit;").statements()).isEmpty();
    }

    @Test
    void followsItsDatabase() {
        SqlScript h2 = SqlScript.parse("a", "BEGIN; CREATE TABLE a (b int); COMMIT;", Dialect.H2);
        SqlScript sqlite = SqlScript.parse("a", "BEGIN IMMEDIATE; CREATE TABLE a (b); COMMIT;", Dialect.SQLITE);

        assertThat(h2.mode()).isEqualTo(TransactionMode.STATEMENTS);
        assertThat(sqlite.mode()).isEqualTo(TransactionMode.SINGLE);
        assertThat(SqlScript.parse("a", "PRAGMA foreign_keys=OFF; SELECT 1;", Dialect.SQLITE)
                        .mode())
                .isEqualTo(TransactionMode.STATEMENTS);
    }

    @Test
    void saysWhatToDoWithPragmasAroundATransaction() {
        String script = "PRAGMA foreign_keys=OFF;\nBEGIN;\nDROP TABLE a;\nCOMMIT;\nPRAGMA foreign_keys=ON;";

        assertThatExceptionOfType(SqlScriptException.class)
                .isThrownBy(() -> SqlScript.parse("a", script, Dialect.SQLITE))
                .withMessageContaining("PRAGMA foreign_keys=OFF is outside of the script's own BEGIN; ... COMMIT;"
                        + " take the PRAGMA away (foreign keys are off unless the URL of the database switches them");
    }
}
