package dev.switchback.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.schema.model.RollbackOptions;
import dev.switchback.schema.model.Selection;
import dev.switchback.schema.model.UpOptions;
import dev.switchback.schema.track.SchemaTarget;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a script sets of its session holds to its end, and neither for what is written of it nor for the next. */
class ScriptSessionTest {

    private static final String ALONE = "-- switchback: no-transaction\n";

    @TempDir
    Path folder;

    private Shop postgres() {
        Shop shop = Shop.onPostgres(folder);
        shop.run("create schema app");
        return shop;
    }

    private static void isApplied(Shop shop) {
        assertThat(shop.migrations().up(UpOptions.all()).failure()).isEmpty();
        assertThat(shop.standings()).containsExactly("1 applied", "2 applied");
    }

    private static String whereIs(Shop shop, String table) {
        return String.join(
                ",",
                shop.rows(
                        "select table_schema from information_schema.tables where table_name = '%s'".formatted(table)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ALONE})
    void leavesNoTemporaryTableToTheNextScript(String directive) {
        Shop shop = postgres()
                .with(
                        "1_work",
                        directive + "create temporary table stage as select 1 as a; create table other (id int);",
                        "drop table other;")
                .with(
                        "2_plain",
                        directive + "create table stage (id int); alter table stage add column b int;",
                        "drop table stage;");

        isApplied(shop);
        assertThat(shop.rows("select column_name from information_schema.columns where table_schema = 'public'"
                        + " and table_name = 'stage' order by 1"))
                .containsExactly("b", "id");
    }

    @Test
    void runsAProcedureThatCommitsByItselfWhereNoTransactionIsWanted() {
        Shop shop = postgres()
                .with(
                        "1_procedure",
                        "create table n (i int); create procedure fill() language plpgsql as $$"
                                + " begin for k in 1..3 loop insert into n values (k); commit; end loop; end $$;",
                        "drop procedure fill; drop table n;")
                .with("2_fill", ALONE + "call fill(); insert into n values (4);", "delete from n;");

        isApplied(shop);
        assertThat(shop.rows("select i::text from n order by 1")).containsExactly("1", "2", "3", "4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ALONE})
    void findsItsTableAfterAScriptThatSetsThePath(String directive) {
        Shop shop = postgres()
                .with(
                        "1_dump",
                        directive
                                + "select pg_catalog.set_config('search_path', '', false); create table app.a (i int);",
                        "drop table app.a;")
                .with("2_plain", directive + "create table b (i int);", "drop table b;");

        isApplied(shop);
        assertThat(whereIs(shop, "b")).as("as in a run of its own").isEqualTo("public");
        assertThat(shop.rollback(new Selection.All()).done()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ALONE})
    void keepsThePathBetweenTheStatementsOfOneScript(String directive) {
        Shop shop = postgres()
                .with(
                        "1_app",
                        directive + "set search_path to app; create table a (i int); create table a2 (i int);",
                        directive + "set search_path to app; drop table a; drop table a2;")
                .with("2_plain", directive + "create table b (i int);", "drop table b;");

        isApplied(shop);
        assertThat(whereIs(shop, "a2")).isEqualTo("app");
        assertThat(whereIs(shop, "b")).isEqualTo("public");
        assertThat(shop.migrations()
                        .rollback(
                                new Selection.All(),
                                RollbackOptions.by(Shop.ADA).confirmed().forced())
                        .done())
                .hasSize(2);
        assertThat(whereIs(shop, "a") + whereIs(shop, "a2")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ALONE})
    void actsItselfAgainAfterAScriptThatTookARole(String directive) {
        String role = "owner_" + Long.toString(System.nanoTime(), 36);
        Shop shop = postgres();
        shop.run("create role %s".formatted(role), "grant all on schema app to %s".formatted(role));
        shop.with(
                        "1_owned",
                        directive
                                + "set role %s; set statement_timeout = '7s'; create table app.a (i int);"
                                        .formatted(role),
                        "drop table app.a;")
                .with("2_plain", "create table b as select current_setting('statement_timeout') t;", "drop table b;");

        isApplied(shop);
        assertThat(shop.rows("select tableowner from pg_tables where tablename = 'a'"))
                .containsExactly(role);
        assertThat(shop.rows("select t from b")).containsExactly("0");
        shop.run("drop owned by %s".formatted(role), "drop role %s".formatted(role));
    }

    /** Its {@code SET} ran before it failed, in a session that is gone. */
    @Test
    void setsTheSessionAgainWhenAScriptGoesOn() {
        Shop shop = postgres()
                .with(
                        "1_app",
                        ALONE + "set search_path to app; create table a (i int);"
                                + " insert into public.gate values (1); create table late (i int);",
                        "drop table app.a; drop table app.late;");
        assertThat(shop.migrations().up(UpOptions.all()).failure()).isPresent();
        shop.run("create table public.gate (i int)");

        assertThat(shop.migrations().up(UpOptions.all()).failure()).isEmpty();
        assertThat(whereIs(shop, "late")).isEqualTo("app");
    }

    private static final String SET_BY_THE_POOL = "set app.tenant = 'acme'; set statement_timeout = '9s'";

    private static SchemaMigrations pooled(Shop shop) throws SQLException {
        return new SchemaMigrations(
                SchemaTarget.of("shop", () -> {
                    Connection connection = DriverManager.getConnection(shop.url);
                    try (Statement statement = connection.createStatement()) {
                        statement.execute(SET_BY_THE_POOL);
                    }
                    return connection;
                }),
                shop.folder);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alter table a alter i set not null;",
                "set app.tenant = 'other'; set app.\"user\" = 'ada';",
                "set local app . tenant = 'other'; set local statement_timeout = '3s'; set work_mem = '7MB';",
                "select set_config('app.tenant', 'other', false), set_config('app.user', 'ada', false);",
                "do $$begin perform set_config('app.tenant', '', false); end$$; reset statement_timeout;"
            })
    void keepsWhatThePoolHadSet(String sets) throws SQLException {
        Shop shop = postgres()
                .with("1_sets", "create table a (i int);" + sets, "drop table a;")
                .with(
                        "2_plain",
                        "create table b as select s, current_setting(s, true) v from unnest(array["
                                + "'app.tenant', 'app.user', 'statement_timeout', 'work_mem']) s;",
                        "drop table b;");

        assertThat(pooled(shop).up(UpOptions.all()).failure()).isEmpty();
        assertThat(shop.rows("select s || ' ' || coalesce(v, '') from b"))
                .containsExactly("app.tenant acme", "app.user ", "statement_timeout 9s", "work_mem 4MB");
    }

    @Test
    void setsTheSchemaOfH2Back() {
        Shop shop = Shop.onH2(folder);
        shop.run("create schema app");
        shop.with("1_app", "set schema app; create table a (i int); insert into a values (1);", "drop table app.a;")
                .with("2_plain", "create table b (i int);", "drop table b;");

        isApplied(shop);
        assertThat(whereIs(shop, "A")).isEqualTo("APP");
        assertThat(whereIs(shop, "B")).isEqualTo("PUBLIC");
    }

    @Test
    void setsThePragmasOfSqliteBack() {
        Shop shop = Shop.onSqlite(folder)
                .with("1_off", "pragma legacy_alter_table = on; create table a (i int);", "drop table a;")
                .with(
                        "2_plain",
                        "create table b as select legacy_alter_table t from pragma_legacy_alter_table;",
                        "drop table b;");

        isApplied(shop);
        assertThat(shop.rows("select t from b")).containsExactly("0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sqlite | '' | temp",
                "sqlite | '-- switchback: no-transaction' | temporary",
                "h2 | '' | local temporary",
                "sqlite | 'pragma foreign_keys = off;' | temp"
            })
    void leavesNoTemporaryTableOfOtherDatabasesToTheNextScript(String database, String first, String temporary) {
        Shop shop = database.equals("h2") ? Shop.onH2(folder) : Shop.onSqlite(folder);
        String stage = first + "\ncreate %s table \"st age\" (a int); insert into \"st age\" values (1);";
        shop.with("1_a", stage.formatted(temporary) + "create table a as select * from \"st age\";", "drop table a;")
                .with("2_b", stage.formatted("") + "create table b (i int);", "drop table b; drop table \"st age\";");

        isApplied(shop);
        assertThat(shop.rows("select a from \"st age\"")).containsExactly("1");
    }
}
