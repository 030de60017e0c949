package dev.switchback.cli.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.cli.CommandLineKit.Result;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DbTenantsTest {

    @TempDir
    Path directory;

    private DbKit shop() {
        DbKit shop = DbKit.onPostgres(directory)
                .with("1_orders", "create table orders (id int primary key);", "drop table orders;")
                .with("2_items", "create table items (id int primary key);", "drop table items;");
        shop.sql("create schema a", "create schema \"B b\"");
        return shop;
    }

    @Test
    void areAllMigrated() {
        DbKit shop = shop();
        Result up = shop.db("up", "--schema", "a", "--schema", "B b");

        assertThat(up.exit()).as(up.err()).isZero();
        assertThat(up.lines())
                .hasSize(8)
                .anyMatch(line -> line.endsWith(", schema=a:"))
                .anyMatch(line -> line.endsWith(", schema=B b:"));
        assertThat(shop.rows("select schemaname from pg_tables where tablename = 'items' order by 1"))
                .containsExactly("B b", "a");
        Result schemas = shop.db("schemas", "--json");
        assertThat(schemas.json().path("schemas").findValuesAsString("schema")).containsExactly("B b", "a");
        assertThat(schemas.json().path("schemas").path(0).propertyNames())
                .containsExactly("where", "schema", "sentence", "applied", "pending", "phantom", "failed");
    }

    @Test
    void doNotHinderEachOther() {
        DbKit shop = shop();
        shop.sql("create table a.orders (id int)");
        Result up = shop.db("up", "--schemas", "a,absent,B b", "--json");

        assertThat(up.exit()).isEqualTo(1);
        assertThat(up.json()
                        .path("schemas")
                        .path(0)
                        .path("failure")
                        .path("error")
                        .asString())
                .isEqualTo("relation \"orders\" already exists");
        assertThat(up.json()
                        .path("schemas")
                        .path(1)
                        .path("error")
                        .path("message")
                        .asString())
                .contains("schema absent does not exist");
        assertThat(up.json().path("schemas").path(2).path("applied").size()).isEqualTo(2);
        assertThat(shop.rows("select schemaname from pg_tables where tablename = 'items'"))
                .as("and not public")
                .containsExactly("B b");
        assertThat(shop.db("schemas", "--schemas", "a,absent").lines())
                .anyMatch(line -> line.startsWith("❌ ") && line.contains("schema absent does not exist"));
    }

    @Test
    void areRolledBackAfterOneQuestion() {
        DbKit shop = shop();
        shop.db("up", "--schemas", "a,B b");
        shop.sql("insert into a.items values (1)");
        int[] asked = {0};
        shop.answering(question -> {
            asked[0]++;
            return "ROLLBACK";
        });

        Result back = shop.db("rollback", "--last", "1", "--all-schemas", "--reason", "r");

        assertThat(back.exit()).as(back.err()).isZero();
        assertThat(asked[0]).isEqualTo(1);
        assertThat(back.lines()).hasSize(4);
        assertThat(shop.rows("select schemaname from pg_tables where tablename in ('items', 'orders') order by 1"))
                .containsExactly("B b", "a");
    }

    @Test
    void areVerifiedAdvisedAndPlanned() {
        DbKit shop = shop();
        shop.db("up", "--schemas", "a,B b");

        assertThat(shop.db("verify", "--all-schemas").exit()).isZero();
        assertThat(shop.db("advise", "2", "--all-schemas").lines())
                .filteredOn(line -> line.startsWith("roll 2_items back"))
                .hasSize(2);
        assertThat(shop.db("plan", "2", "--all-schemas", "--json")
                        .json()
                        .path("schemas")
                        .size())
                .isEqualTo(2);
        assertThat(shop.db("advise", "7", "--all-schemas").exit())
                .as("none has it")
                .isEqualTo(2);
    }
}
