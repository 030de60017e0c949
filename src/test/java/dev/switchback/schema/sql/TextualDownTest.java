package dev.switchback.schema.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextualDownTest {

    private static TextualDown down(String up, Dialect dialect) {
        TextualDown down = TextualDown.of(SqlScript.parse("a.up.sql", up, dialect));
        assertThat(SqlScript.parse("a.down.sql", down.sql(), dialect).statements())
                .as("the script is one that we read")
                .extracting(SqlStatement::text)
                .isEqualTo(down.statements());
        return down;
    }

    private static TextualDown down(String up) {
        return down(up, Dialect.POSTGRESQL);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "CREATE TABLE a (b int, unique (b))|DROP TABLE a CASCADE",
                "create table if not exists Shop.\"Order; Items\" (b int)|DROP TABLE Shop.\"Order; Items\" CASCADE",
                "create unlogged table a /* x */ . b as select 1|DROP TABLE a.b CASCADE",
                "create table U&\"\\0441\" (b int)|DROP TABLE U&\"\\0441\" CASCADE",
                "create table a partition of b for values in (1, 2)|DROP TABLE a CASCADE",
                "alter table a add column b int|ALTER TABLE a DROP COLUMN b",
                "alter table if exists only s.a add \"B c\" numeric(3, 2)"
                        + "|ALTER TABLE IF EXISTS ONLY s.a DROP COLUMN \"B c\"",
                "alter table a * add column if not exists b text default 'x, y'|ALTER TABLE a DROP COLUMN b",
                "create index i on a (b)|DROP INDEX i",
                "create unique index if not exists \"I\" on only s.a using btree (lower(b)) where c|DROP INDEX s.\"I\"",
                "create index concurrently i on \"S\".a(b)|DROP INDEX CONCURRENTLY \"S\".i",
                "create policy \"p q\" on s.a for select using (true)|DROP POLICY \"p q\" ON s.a",
                "alter table a enable row level security|ALTER TABLE a DISABLE ROW LEVEL SECURITY"
            })
    void undoesTheFivePatterns(String up, String undoing) {
        TextualDown down = down(up);

        assertThat(down.statements()).containsExactly(undoing);
        assertThat(down.isComplete()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create index on a (b)",
                "create index concurrently on a (b)",
                "create view v as select 1",
                "create foreign table a (b int) server s",
                "create or replace function f() returns int return 1",
                "create table U&\"!0441\" uescape '!' (b int)",
                "alter table a drop column b",
                "alter table a add constraint c check (b > 1)",
                "alter table a add primary key (b)",
                "alter table a add unique (b)",
                "alter table a add foreign key (b) references c",
                "alter table a add not null b",
                "alter table a rename column b to c",
                "alter table a force row level security",
                "alter index i rename to j",
                "insert into a values (1)",
                "update a set b = 1",
                "do $$ begin end $$",
                "set search_path = s",
                "set local role x",
                "select pg_catalog.set_config('search_path', '', false)",
                "drop table a",
                "comment on table a is 'x'",
                "grant select on a to b"
            })
    void namesWhatItDoesNotUndo(String up) {
        TextualDown down = down("-- x\n" + up);

        assertThat(down.statements()).isEmpty();
        assertThat(down.notCovered()).extracting(SqlStatement::text).containsExactly(up);
        assertThat(down.isComplete()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "set lock_timeout = '1s'",
                "lock table a",
                "analyze a",
                "create temp table a (b int)",
                "create local temporary table a (b int)"
            })
    void hasNothingToUndoAfterWhatLeavesNoTrace(String up) {
        TextualDown down = down(up);

        assertThat(down.statements()).isEmpty();
        assertThat(down.isComplete()).isTrue();
    }

    @Test
    void undoesTheLastFirst() {
        assertThat(down("create table a (b int); alter table a add column c int, add d int; create index i on a(c)")
                        .statements())
                .containsExactly(
                        "DROP INDEX i",
                        "ALTER TABLE a DROP COLUMN d",
                        "ALTER TABLE a DROP COLUMN c",
                        "DROP TABLE a CASCADE");
    }

    @Test
    void undoesWhatItCanOfAStatementAndNamesIt() {
        TextualDown down = down("alter table a add b int, alter column c set not null, enable row level security");

        assertThat(down.statements())
                .containsExactly("ALTER TABLE a DISABLE ROW LEVEL SECURITY", "ALTER TABLE a DROP COLUMN b");
        assertThat(down.isComplete()).isFalse();
    }

    @Test
    void isAScriptThatSaysWhatItIs() {
        assertThat(down("BEGIN;\nCREATE TABLE IF NOT EXISTS a (b int);\nUPDATE x\n  SET y = 1;\nCOMMIT;\n")
                        .sql())
                .isEqualTo("""
                        -- UNVERIFIED: taken from the text of the up; no database has run it
                        -- NOT UNDONE, line 3: UPDATE x SET y = 1
                        -- also takes what was there before, line 2: CREATE TABLE IF NOT EXISTS a (b int)

                        BEGIN;

                        DROP TABLE a CASCADE;

                        COMMIT;
                        """);
    }

    @Test
    void staysOutOfATransactionWhereItMust() {
        TextualDown down = down("create index concurrently i on a(b); create index concurrently j on a(c);");

        assertThat(down.sql()).contains("-- switchback: no-transaction").doesNotContain("BEGIN");
        assertThat(SqlScript.parse("a", down.sql(), Dialect.POSTGRESQL).mode()).isEqualTo(TransactionMode.STATEMENTS);
    }

    @Test
    void cannotBeBrokenOutOfByAStatementThatItNames() {
        TextualDown down = down("update a set b = 'x\n; drop table c; --\r\u2028drop table d;'");

        assertThat(down.statements()).isEmpty();
    }

    @Test
    void isWrittenInTheWordsOfItsDatabase() {
        assertThat(down("create table [a b] (c)", Dialect.SQLITE).statements()).containsExactly("DROP TABLE [a b]");
        assertThat(down("create index main.i on a(b)", Dialect.SQLITE).statements())
                .containsExactly("DROP INDEX main.i");
        assertThat(down("alter table a add (b int, c int)", Dialect.H2).isComplete())
                .isFalse();
    }
}
