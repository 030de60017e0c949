package dev.switchback.schema.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.switchback.schema.sql.SqlStatement.ConcurrentIndex;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlStatementTest {

    private static SqlStatement statement(String text) {
        return SqlSplitter.split("a", "\n\n" + text, Dialect.POSTGRESQL).get(0);
    }

    @Test
    void findsTheLineOfAPositionThatTheDatabaseNames() {
        SqlStatement statement = statement("select '😀',\n  x,\n y");

        assertThat(statement.lineOf(1)).isEqualTo(3);
        assertThat(statement.lineOf(12)).as("the new line").isEqualTo(3);
        assertThat(statement.lineOf(13)).isEqualTo(4);
        assertThat(statement.lineOf(19)).isEqualTo(5);
        assertThat(statement.lineOf(0)).as("no position").isEqualTo(3);
        assertThat(statement.lineOf(1000)).as("beyond the end").isEqualTo(5);
    }

    @Test
    void beginsWithKeywordsHoweverTheyAreWritten() {
        SqlStatement statement = statement("Create /* x */ -- y\n TABLE \"a\" (b int)");

        assertThat(statement.startsWith(Dialect.POSTGRESQL, "CREATE", "TABLE")).isTrue();
        assertThat(statement.startsWith(Dialect.POSTGRESQL, "CREATE", "TABLE", "A"))
                .isFalse();
        assertThat(statement.startsWith(Dialect.POSTGRESQL, "CREAT")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create table schema_migrations (v int)",
                "create unlogged table if not exists public.\"schema_migrations\" (v int)",
                "create temp table SCHEMA_MIGRATIONS as select 1",
                "drop table if exists a, public.schema_migrations cascade",
                "alter table only schema_migrations add v int",
                "alter table a rename to schema_migrations",
                "truncate a, only schema_migrations",
                "do $$ begin drop table if exists schema_migrations; end $$"
            })
    void changesATableHoweverItIsWritten(String text) {
        assertThat(statement(text).changesTable("schema_migrations", Optional.of("public"), Dialect.POSTGRESQL))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create table schema_migrations_old (v int)",
                "create table rails.schema_migrations (v int)",
                "create view schema_migrations_now as select * from schema_migrations",
                "drop index schema_migrations",
                "alter table a rename column schema_migrations to b",
                "insert into schema_migrations values (1)",
                "comment on table schema_migrations is 'create table schema_migrations'",
                "do $$ begin create table schema_migrations_old (v int); end $$"
            })
    void leavesATableAlone(String text) {
        assertThat(statement(text).changesTable("schema_migrations", Optional.of("public"), Dialect.POSTGRESQL))
                .isFalse();
    }

    @Test
    void isShownOnOneShortLine() {
        assertThat(statement("select\r\n\t 1").shown()).isEqualTo("select 1");
        assertThat(statement("select '\u202e\u001b[2J'").shown()).isEqualTo("select '\\u202e\\u001b[2J'");
        assertThat(statement("select '%s'".formatted("x".repeat(71))).shown())
                .hasSize(80)
                .endsWith("'");
        assertThat(statement("select '%s'".formatted("x".repeat(72))).shown())
                .hasSize(80)
                .endsWith("x...");
        assertThat(statement("select '%s'".formatted("😀".repeat(10_000))).shown())
                .endsWith("😀...");
        assertThat(statement("select %s1".formatted(" ".repeat(10_000))).shown())
                .isEqualTo("select...");
    }

    @Test
    void holdsItsRulesHoweverItIsMade() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SqlStatement(" ", 1, 0, StatementKind.ORDINARY, ""))
                .withMessage("statement must be not blank, but was  ");
        assertThatIllegalArgumentException().isThrownBy(() -> new SqlStatement("a", 0, 0, StatementKind.ORDINARY, ""));
        assertThatIllegalArgumentException().isThrownBy(() -> new SqlStatement("a", 1, -1, StatementKind.ORDINARY, ""));
    }

    private static Optional<ConcurrentIndex> read(String sql) {
        return ConcurrentIndex.of(
                SqlScript.parse("a.sql", sql, Dialect.POSTGRESQL).statements().get(0));
    }

    private static Optional<ConcurrentIndex> made(String name, String table) {
        return Optional.of(new ConcurrentIndex(Optional.of(name), table));
    }

    @Test
    void readsTheNameAndTheTableOfAConcurrentIndex() {
        assertThat(read("create index concurrently i on t (a)")).isEqualTo(made("i", "t"));
        assertThat(
                        read(
                                "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS \"I x\" /* on q */ ON ONLY s.\"T\" USING gin (a)"))
                .isEqualTo(made("\"I x\"", "s.\"T\""));
        assertThat(read("create index concurrently \"on\" on t (a)")).isEqualTo(made("\"on\"", "t"));
    }

    @Test
    void knowsThatAConcurrentIndexNeedsNoName() {
        assertThat(read("create index concurrently on t (a)"))
                .isEqualTo(Optional.of(new ConcurrentIndex(Optional.empty(), "t")));
    }

    @Test
    void saysOfNothingElseThatItIsAConcurrentIndex() {
        assertThat(read("create index i on t (a)")).isEmpty();
        assertThat(read("drop index concurrently i")).isEmpty();
        assertThat(read("create index concurrently i on U&\"t\" (a)")).isEmpty();
    }
}
