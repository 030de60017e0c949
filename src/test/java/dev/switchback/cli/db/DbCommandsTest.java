package dev.switchback.cli.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.cli.CommandLineKit.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DbCommandsTest {

    private static final String ORDERS = "20260112_001_create_orders";

    @TempDir
    Path directory;

    private DbKit shop(String database) {
        return DbKit.on(database, directory)
                .with(ORDERS, "create table orders (id integer primary key);", "drop table orders;")
                .with(
                        "20260112_002_add_note",
                        "alter table orders add column note varchar(20);",
                        "alter table orders drop column note;");
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "sqlite", "h2"})
    void goTheWholeWay(String database) {
        DbKit shop = shop(database);

        assertThat(shop.db("validate").lines()).containsExactly("2 migrations, 0 problems");
        assertThat(shop.db("up", "--to", "20260112_001").lines()).last().isEqualTo("1 applied, 1 pending");
        shop.clock.advance(Duration.ofHours(2));
        assertThat(shop.db("up").lines()).last().isEqualTo("1 applied, 0 pending");
        shop.clock.advance(Duration.ofHours(1));

        Result status = shop.db("status");
        assertThat(status.exit()).isZero();
        assertThat(status.lines())
                .element(3)
                .asString()
                .isEqualTo("  ✅ 20260112_001 create_orders"
                        + " (applied 3 hours ago, branch unknown, rollback not verified)");
        assertThat(status.lines()).element(4).asString().startsWith("  ✅ 20260112_002 add_note (applied 1 hour ago");

        Result back = shop.db("rollback", "--last", "1", "--force", "--reason", "wrong", "--confirm", "ROLLBACK");
        assertThat(back.exit()).as(back.err()).isZero();
        assertThat(back.lines()).singleElement().asString().startsWith("✅ 20260112_002_add_note is rolled back (");
        assertThat(shop.db("status").lines()).element(4).isEqualTo("  ⬜ 20260112_002 add_note (pending)");
    }

    @Test
    void neverShowWhatIsSecretInTheUrl() {
        DbKit shop = shop("postgresql");
        String secret = shop.url + "&password=se-cret&sslpassword=se-cret";
        Result away = shop.kit.run("db", "status", "--url", secret.replace("test_database", "absent"));
        Result there = shop.kit.run("db", "status", "--url", secret);
        Result odd = shop.kit.run("db", "status", "--url", "jdbc:oracle:thin:scott/se-cret@//host/x?password=se-cret");

        assertThat(away.exit()).isEqualTo(7);
        assertThat(away.err()).startsWith("the database cannot be reached: ");
        assertThat(odd.exit()).isEqualTo(2);
        assertThat(away.err() + there.out() + there.err()).doesNotContain("se-cret");
    }

    @Test
    void areReachedByVariables() {
        DbKit shop = shop("sqlite");
        shop.kit.variables(Map.of("MIGRATION_DB_URL", shop.url, "MIGRATION_DB_FOLDER", shop.folder.toString()));

        assertThat(shop.kit.run("db", "up").exit()).isZero();
        assertThat(shop.kit.run("db", "status", "--json").json().path("schemas").size())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "h2"})
    void makeNoDatabaseByLooking(String database) {
        DbKit shop = shop(database);
        Result status = shop.db("status");

        assertThat(status.exit()).isEqualTo(8);
        assertThat(status.err()).startsWith("there is no database jdbc:" + database + ":");
        assertThat(directory.resolve("shop.db")).doesNotExist();
        assertThat(directory.resolve("shop.mv.db")).doesNotExist();
    }

    @Test
    void tellWhatFailedAndWhatIsNext() {
        DbKit shop =
                shop("postgresql").with("20260112_003_broken", "create table x (y int);\nselect z;", "drop table x;");
        Result up = shop.db("up");

        assertThat(up.exit()).isEqualTo(1);
        assertThat(up.lines())
                .contains("❌ 20260112_003_broken", "   20260112_003_broken.up.sql:2: select z", "2 applied, 1 pending");
        assertThat(up.lines()).anyMatch(line -> line.startsWith("   next: "));
        assertThat(shop.db("status").exit()).isEqualTo(3);
        assertThat(shop.db("status").lines()).anyMatch(line -> line.startsWith("  ❌ 20260112_003 broken (failed"));
    }

    @Test
    void writeBothScriptsOfANewMigration() {
        DbKit shop = shop("postgresql");
        Result made = shop.offline("new", "create_po_items", "--table", "po_items", "--json");

        assertThat(made.fields()).containsExactly("schemaVersion", "version", "files");
        assertThat(made.json().path("version").asString()).isEqualTo("20260112_003");
        assertThat(shop.read("20260112_003_create_po_items.up.sql"))
                .contains("tenant_id UUID NOT NULL REFERENCES tenants(id)", "-- Author: kim");
        assertThat(shop.read("20260112_003_create_po_items.down.sql")).contains("DROP TABLE IF EXISTS po_items");
        assertThat(shop.offline("validate").exit()).isZero();
    }

    @Test
    void nameWhatIsWrongWithTheScripts() {
        DbKit shop = shop("postgresql")
                .with("20260112_003_no_down", "create table a (b int);", "")
                .with("20260112_004_odd", "create table 'a (b int);", "select 1;");
        Result wrong = shop.offline("validate", "--json");

        assertThat(wrong.exit()).isEqualTo(1);
        assertThat(wrong.fields()).containsExactly("schemaVersion", "migrations", "problems");
        assertThat(wrong.json().path("problems").toString())
                .contains("20260112_004_odd.up.sql:1", "20260112_003_no_down: its down is missing");
        assertThat(shop.db("up").exit()).isEqualTo(1);
        assertThat(shop.db("up").err()).contains("20260112_004_odd.up.sql:1");
    }

    @Test
    void proveDownsAndAdvise() {
        DbKit shop = shop("postgresql").with("20260112_003_b", "create table b (c int);", "select 1;");
        shop.db("up");
        Result verify = shop.db("verify", "--json");

        assertThat(verify.exit()).isEqualTo(1);
        assertThat(verify.json().path("schemas").path(0).path("downs").findValuesAsString("proven"))
                .contains("false");
        assertThat(shop.db("verify", "20260112_002").exit()).isZero();
        Result advice = shop.db("advise", "20260112_002", "--json");
        assertThat(advice.fields()).containsExactly("schemaVersion", "version", "schemas");
        assertThat(advice.json().path("schemas").path(0).path("advice").asString())
                .isEqualTo("rollback");
        assertThat(shop.db("status").lines())
                .anyMatch(line -> line.contains("add_note") && line.endsWith("rollback verified)"));
    }

    @Test
    void takeWhatIsThereForApplied() {
        DbKit shop = shop("postgresql");
        shop.sql("create table orders (id integer primary key)");

        assertThat(shop.db("baseline", "20260112_001").lines())
                .containsExactly("1 migrations are taken for applied, the last one is 20260112_001");
        assertThat(shop.db("baseline", "20260112_001").exit()).as("again").isEqualTo(5);
        assertThat(shop.db("up").exit()).isZero();
        shop.write(ORDERS + ".up.sql", "create table orders (id integer primary key); -- said better");
        assertThat(shop.db("status").exit()).isEqualTo(3);
        Result unsure = shop.db("repair", "20260112_001", "--as", "file", "--reason", "a comment");
        assertThat(unsure.exit()).isEqualTo(5);
        assertThat(unsure.err()).contains("👻 20260112_001 create_orders", "was not confirmed");
        assertThat(shop.db("repair", "20260112_001", "--as", "file", "--reason", "a comment", "--yes")
                        .exit())
                .isZero();
        assertThat(shop.db("status").exit()).isZero();
    }

    @Test
    void answerStatusInFields() {
        DbKit shop = shop("postgresql");
        shop.db("up", "--to", "20260112_001");
        Result status = shop.db("status", "--json");

        assertThat(status.fields()).containsExactly("schemaVersion", "schemas");
        assertThat(status.json().path("schemas").path(0).propertyNames())
                .containsExactly("where", "schema", "sentence", "migrations", "invalidIndexes", "drift");
        assertThat(status.json()
                        .path("schemas")
                        .path(0)
                        .path("migrations")
                        .path(0)
                        .propertyNames())
                .containsExactly(
                        "version",
                        "name",
                        "standing",
                        "appliedAt",
                        "durationMillis",
                        "branch",
                        "commit",
                        "appliedBy",
                        "downOrigin",
                        "downVerdict",
                        "rollbackVerified",
                        "note");
        assertThat(Files.exists(shop.kit.state()))
                .as("state is not touched by looking")
                .isFalse();
    }
}
