package dev.switchback.cli.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.cli.CommandLineKit.Result;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands on SQLite and H2: what is written is run, what only PostgreSQL can is said not to be. */
class DbOtherDatabasesTest {

    @TempDir
    Path directory;

    private DbKit shop(String database) {
        return DbKit.on(database, directory)
                .with("1_orders", "create table orders (id int primary key);", "drop table orders;")
                .with("2_items", "create table items (id int primary key);", "drop table items;");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "h2"})
    void countTheRowsThatADownLeaves(String database) {
        DbKit shop = shop(database)
                .with("3_seed", "insert into orders select count(*) from orders;", "update orders set id = id;")
                .with("4_more", "insert into items values (1);", "delete from items where id = 1;");
        assertThat(shop.db("up").exit()).isZero();
        Result applied = shop.db("verify");

        assertThat(applied.exit()).as(applied.out()).isEqualTo(3);
        assertThat(applied.out())
                .contains("⬜ 3_seed: its down restores the schema, but NOT the rows (")
                .containsIgnoringCase("orders\" has 2 rows, 1 before the up")
                .endsWith("3 downs tried, none failed, 1 not proven%n".formatted());
    }

    private static List<String> tables(DbKit shop) {
        String sql = shop.url.startsWith("jdbc:sqlite:")
                ? "select name from sqlite_master where type = 'table' and name in ('orders', 'items') order by 1 desc"
                : "select lower(table_name) from information_schema.tables where table_name in ('ORDERS', 'ITEMS')"
                        + " order by 1 desc";
        return shop.rows(sql);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "h2", "h2 in memory"})
    void runWhatIsWritten(String database) {
        DbKit shop = shop(database);
        assertThat(shop.db("up").lines()).last().isEqualTo("2 applied, 0 pending");
        assertThat(shop.db("verify").lines()).last().isEqualTo("2 downs tried, none failed");
        assertThat(shop.db("status").lines())
                .filteredOn(line -> line.endsWith("rollback verified)"))
                .hasSize(2);

        Result back = shop.db("rollback", "--last", "1", "--reason", "r");
        assertThat(back.exit()).as("%s%s", back.out(), back.err()).isZero();
        assertThat(back.lines()).singleElement().asString().endsWith("the schema is what it was before it");
        assertThat(tables(shop)).containsExactly("orders");
        assertThat(shop.db("up").exit()).isZero();
        assertThat(shop.db("verify", "2").exit())
                .as("H2 wants a down tried first")
                .isZero();
        assertThat(tables(shop)).containsExactly("orders", "items");
        assertThat(shop.db("rollback", "--all", "--reason", "r").exit())
                .as("all are confirmed")
                .isEqualTo(5);
        assertThat(shop.db("rollback", "--all", "--reason", "r", "--confirm", "ROLLBACK")
                        .exit())
                .isZero();
        assertThat(tables(shop)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "h2"})
    void makeDownsFromTheTextAlone(String database) {
        DbKit shop = shop(database).with("3_notes", "create table notes (id int);\nupdate orders set id = 1;", "");
        Result up = shop.db("up", "--generate-downs");
        assertThat(up.exit()).as(up.out()).isEqualTo(5);
        assertThat(up.err())
                .isEqualTo(
                        "cannot generate a down: only PostgreSQL's catalog is rich enough; write it by hand. Nothing was"
                                + " changed%n".formatted());
        assertThat(tables(shop)).isEmpty();
        assertThat(shop.db("baseline", "1").exit()).isZero();

        Result made = shop.db("generate-down", "3");
        assertThat(made.exit()).as("a statement is not covered").isEqualTo(1);
        assertThat(made.out()).contains("3_notes: UNVERIFIED, from its text alone", "not covered: update orders");
        assertThat(shop.read("3_notes.down.sql")).startsWith("-- UNVERIFIED").contains("DROP TABLE notes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "h2"})
    void leaveNothingOrSayWhatOfAScriptThatFails(String database) {
        DbKit shop = shop(database);
        shop.write("2_items.up.sql", "create table items (id int primary key);\nselect id from absent;");
        Result up = shop.db("up");

        assertThat(up.exit()).isEqualTo(1);
        assertThat(up.out()).contains("✅ 1_orders", "❌ 2_items", "2_items.up.sql:2: select id from absent", "next: ");
        if (database.equals("sqlite")) {
            assertThat(up.out()).contains("all of it was undone");
            assertThat(tables(shop)).containsExactly("orders");
        } else {
            assertThat(up.out()).contains("1 of 2 statements stay in effect");
            assertThat(tables(shop)).containsExactly("orders", "items");
        }
        shop.sql("create table absent (id int)");
        Result mended = shop.db("up");
        assertThat(mended.lines()).as(mended.err()).last().isEqualTo("1 applied, 0 pending");
    }

    @Test
    void haveNoSchemasInSqlite() {
        DbKit shop = shop("sqlite");
        assertThat(shop.db("up").exit()).isZero();
        Result named = shop.db("status", "--schema", "main");

        assertThat(named.exit()).isEqualTo(2);
        assertThat(named.err()).isEqualTo("schema must be absent: SQLite has none, but was main%n".formatted());
        assertThat(shop.db("schemas").lines()).containsExactly("no schema tracks migrations");
    }

    @Test
    void nameASchemaOfH2ThatIsNotThereOnOneLine() {
        DbKit shop = shop("h2");
        Result up = shop.db("up", "--schema", "absent");

        assertThat(up.exit()).isEqualTo(1);
        assertThat(up.err()).startsWith("cannot apply migrations: Schema \"absent\" not found");
        assertThat(up.err()).doesNotContain("\\u000a").hasLineCount(1);
    }
}
