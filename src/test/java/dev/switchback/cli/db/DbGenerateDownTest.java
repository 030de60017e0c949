package dev.switchback.cli.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.cli.CommandLineKit.Result;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DbGenerateDownTest {

    @TempDir
    Path directory;

    @Test
    void provesWhatItWrites() {
        DbKit shop = DbKit.onPostgres(directory)
                .with("1_a", "create table a (id int primary key, b text);", "drop table a;")
                .with("2_b", "alter table a alter column b type varchar(9); create view v as select id from a;", "");
        shop.db("up", "--to", "1");
        String file = shop.folder.resolve("2_b.up.sql").toString();
        Result made = shop.kit.run("db", "generate-down", file, "--url", shop.url, "--json");

        assertThat(made.exit()).as(made.err()).isZero();
        assertThat(made.json().path("downs").path(0).propertyNames())
                .containsExactly(
                        "version",
                        "migration",
                        "origin",
                        "schema",
                        "proven",
                        "data",
                        "notes",
                        "durationMillis",
                        "down",
                        "file");
        assertThat(shop.read("2_b.down.sql")).containsIgnoringCase("drop view");
        assertThat(shop.db("up").exit()).isZero();
        assertThat(shop.db("rollback", "2", "--reason", "r", "--confirm", "ROLLBACK")
                        .exit())
                .isZero();
    }

    @Test
    void makesAllThatAreMissing() {
        DbKit shop = DbKit.onPostgres(directory)
                .with("1_a", "create table a (id int);", "drop table a; -- mine")
                .with("2_b", "create table b (id int);", "")
                .with("3_c", "create table c (id int);", "");

        assertThat(shop.db("generate-down", "--all").exit()).isZero();
        assertThat(shop.read("1_a.down.sql")).endsWith("-- mine");
        assertThat(shop.folder.resolve("3_c.down.sql")).exists();
        assertThat(shop.db("generate-down", "--all").lines()).containsExactly("every migration has its down");
    }

    @Test
    void writesThoseThatCanBeMadeWhereOthersCannot() {
        DbKit shop = DbKit.onPostgres(directory)
                .with("1_a", "create table a (id int); insert into a values (1);", "")
                .with("2_b", "create table b (of int not null); insert into b select max(id) from a;", "")
                .with("3_c", "create table c (id int);", "")
                .with("4_d", "select 1 / 0;", "")
                .with("5_e", "create table e (id int);", "");
        for (String version : new String[] {"1_a", "2_b", "3_c"}) {
            shop.write(version + ".down.sql", "select 1;");
        }
        assertThat(shop.db("up", "--to", "3").exit()).isZero();
        shop.sql("update schema_migrations set down_sql = null");
        for (String version : new String[] {"1_a", "2_b", "3_c"}) {
            assertThat(shop.folder.resolve(version + ".down.sql").toFile().delete())
                    .isTrue();
        }

        Result made = shop.db("generate-down", "--all", "--json");

        assertThat(made.exit()).as(made.err()).isEqualTo(1);
        assertThat(made.json().path("downs").findValuesAsString("version")).containsExactly("1", "3");
        assertThat(made.json().path("failed").findValuesAsString("version")).containsExactly("2", "4", "5");
        assertThat(made.json()
                        .path("failed")
                        .path(0)
                        .path("error")
                        .path("message")
                        .asString())
                .contains("null value in column", "those of public.a may be what is missing");
        assertThat(shop.read("1_a.down.sql")).contains("DROP TABLE public.a");
        assertThat(shop.read("3_c.down.sql")).contains("DROP TABLE public.c");
        assertThat(shop.folder.resolve("2_b.down.sql")).doesNotExist();
        assertThat(shop.db("generate-down", "--all").lines())
                .hasSize(3)
                .allMatch(line -> line.matches("❌ [245]_[bde]: none is made: .*"));
    }

    @Test
    void overwritesOnlyByForce() {
        DbKit shop = DbKit.onPostgres(directory).with("1_a", "create table a (id int);", "-- mine");
        Result refused = shop.offline("generate-down", "1");

        assertThat(refused.exit()).isEqualTo(5);
        assertThat(refused.err()).contains("1_a.down.sql is there already, and only --force overwrites it");
        assertThat(shop.read("1_a.down.sql")).isEqualTo("-- mine");
        assertThat(shop.offline("generate-down", "1", "--force").exit()).isZero();
        assertThat(shop.read("1_a.down.sql")).startsWith("-- UNVERIFIED").contains("DROP TABLE");
    }

    @Test
    void readsTheTextWhereThereIsNoDatabase() {
        DbKit shop = DbKit.on("sqlite", directory);
        shop.write("1-a.up.sql", "create table a (id int);\ninsert into a values (1);");
        shop.write("2_b/up.sql", "create index i on a (id);");
        Result made = shop.offline("generate-down", "--all", "--dialect", "sqlite");

        assertThat(made.exit()).as("a statement is not covered").isEqualTo(1);
        assertThat(made.out()).contains("1_a: UNVERIFIED", "not covered: insert into a values (1)");
        assertThat(shop.read("1-a.down.sql")).contains("-- NOT UNDONE, line 2");
        assertThat(shop.read("2_b/down.sql")).contains("DROP INDEX");
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "absent.up.sql", "1_a.down.sql", "migrations/1_a.up.sql", "", "a\u0000b.sql", "."})
    void namesWhatThereIs(String named) {
        DbKit shop = DbKit.onPostgres(directory).with("1_a", "create table a (id int);", "");

        assertThat(shop.offline("generate-down", named).exit()).isEqualTo(2);
    }
}
