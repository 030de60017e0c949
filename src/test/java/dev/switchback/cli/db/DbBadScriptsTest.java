package dev.switchback.cli.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.cli.CommandLineKit.Result;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scripts that cannot be used, beside one that can: what is wrong is said with file and line, and nothing is applied. */
class DbBadScriptsTest {

    private static final int FIFTY_MEGABYTES = 50_000_000;
    private static final String GOOD = "create table good (id int primary key);";

    @TempDir
    Path directory;

    private DbKit shop;

    @BeforeEach
    void oneGoodMigration() {
        shop = DbKit.onPostgres(directory).with("1_good", GOOD, "drop table good;");
    }

    private void refuses(String... told) {
        Result up = shop.db("up");
        assertThat(up.exit()).as(up.out()).isEqualTo(1);
        assertThat(up.err()).contains(told).doesNotContain("\tat ", "unexpectedly");
        assertThat(shop.rows("select count(*) from pg_class where relname in ('good', 'bad', 'schema_migrations')"))
                .as("nothing is applied, not even the one that is good")
                .containsExactly("0");
        assertThat(shop.offline("validate").exit()).isEqualTo(1);
    }

    @Test
    void notInUtf8() throws IOException {
        byte[] latin = "create table bad (id int);\n-- für alle\n".getBytes(StandardCharsets.ISO_8859_1);
        Files.write(shop.folder.resolve("2_bad.up.sql"), latin);

        refuses("2_bad.up.sql:2", "it is not UTF-8: see byte 31");
    }

    @Test
    void ofFiftyMegabytes() throws IOException {
        try (RandomAccessFile file =
                new RandomAccessFile(shop.folder.resolve("2_bad.up.sql").toFile(), "rw")) {
            file.setLength(FIFTY_MEGABYTES);
        }

        refuses("2_bad.up.sql", "it is larger than 16777216 bytes");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '%',
            value = {
                "select 1; select 'open;|1|a string begins here and does not end",
                "select 1; select \"open;|1|quote",
                "select $x$ open; $y$;|1|a string in dollar quotes begins here and does not end",
                "select 1; /* /* */ open|1|comment",
                "\\c other|1|\\c",
                "\\i other.sql|1|\\i",
                "select 1 \\gexec|1|\\gexec",
                "copy bad from stdin;|1|the rows of COPY do not end"
            })
    void thatCannotBeDividedIntoStatements(String line, int after, String word) {
        shop.write("2_bad.up.sql", "create table bad (id int);\n" + line + "\n");

        refuses("2_bad.up.sql:%d".formatted(after + 1), word);
    }

    @Test
    void twoOfOneVersion() {
        shop.with("1_twin", "create table bad (id int);", "drop table bad;");

        refuses("1_good.up.sql", "1_twin.up.sql");
    }

    @Test
    void withAStatementOfTransactionsBetweenOthers() {
        shop.write("2_bad.up.sql", "create table bad (id int);\ncommit;\nselect 1;\n");

        refuses("2_bad.up.sql:2", "commit");
    }

    @Test
    void changedSinceItWasApplied() {
        assertThat(shop.db("up").exit()).isZero();
        shop.write("1_good.up.sql", "create table good (id bigint primary key);");
        shop.with("2_next", "create table bad (id int);", "drop table bad;");
        Result up = shop.db("up");

        assertThat(up.exit()).as(up.out()).isNotZero();
        assertThat(up.err()).contains("1_good was changed after it was run: get the old file, or roll it back");
        assertThat(shop.rows("select count(*) from pg_class where relname = 'bad'"))
                .containsExactly("0");
    }

    @Test
    void ofWhichNoDownCanBeMade() {
        shop.with("2_bad", "alter table absent add column a int;", "");
        Result down = shop.db("generate-down", "2");

        assertThat(down.exit()).as("a mistake in a script is no refusal").isEqualTo(1);
        assertThat(down.err()).contains("cannot generate a down of 2_bad", "\"absent\" does not exist");
    }

    @Test
    void namedLikeAnAttack() {
        String name = "bad\"; drop table good; --";
        shop.with("2_bad", "create table \"%s\" (id int);".formatted(name.replace("\"", "\"\"")), "");
        assertThat(shop.db("up", "--generate-downs").exit()).isZero();
        Result back = shop.db("rollback", "2", "--reason", "r", "--confirm", "ROLLBACK");

        assertThat(back.exit()).as(back.err()).isZero();
        assertThat(shop.rows("select relname from pg_class where relname in ('good', '%s')".formatted(name)))
                .containsExactly("good");
    }

    @Test
    void inASchemaNamedLikeAnAttack() {
        String schema = "x\"; drop schema public cascade; --";
        shop.sql("create schema \"%s\"".formatted(schema.replace("\"", "\"\"")));
        Result up = shop.db("up", "--schema", schema);

        assertThat(up.exit()).as(up.err()).isZero();
        assertThat(shop.rows("select schemaname from pg_tables where tablename = 'good'"))
                .containsExactly(schema);
    }

    @Test
    void oneThatFailsLeavesThoseBeforeItAndNothingOfItself() {
        shop.with("2_bad", "create table bad (id int);\ninsert into bad values ('x');", "drop table bad;");
        shop.with("3_later", "create table later (id int);", "drop table later;");
        Result up = shop.db("up");

        assertThat(up.exit()).isEqualTo(1);
        assertThat(up.out()).contains("✅ 1_good", "❌ 2_bad", "2_bad.up.sql:2", "all of it was undone", "next: ");
        assertThat(shop.rows("select relname from pg_class where relname in ('good', 'bad', 'later')"))
                .containsExactly("good");
    }

    @Test
    void thatChangeTheTableThatTracksThemAreRefusedBeforehand() {
        shop.with(
                "2_own",
                "create table b (id int);\ncreate table if not exists schema_migrations (version text);",
                "drop table b;\n\ndrop table schema_migrations;");
        String up = "2_own.up.sql:2: a script must leave schema_migrations alone, in which migrations are tracked, but"
                + " was: create table if not exists schema_migrations (version text)";
        String down = "2_own.down.sql:3: a script must leave schema_migrations alone, in which migrations are tracked,"
                + " but was: drop table schema_migrations";

        assertThat(shop.db("up").exit()).isEqualTo(5);
        assertThat(shop.db("up").err()).contains(up, down, "Nothing was changed");
        assertThat(shop.tracked()).isEmpty();
        assertThat(shop.offline("validate").lines())
                .containsExactly("❌ " + up, "❌ " + down, "2 migrations, 2 problems");
        assertThat(shop.db("up", "--tracking-table", "ours").exit()).isZero();
    }
}
