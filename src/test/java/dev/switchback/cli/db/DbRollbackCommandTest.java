package dev.switchback.cli.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.cli.CommandLineKit.Result;
import dev.switchback.schema.track.SchemaLock;
import dev.switchback.schema.track.SchemaTarget;
import dev.switchback.schema.track.TrackingTable;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The example of the seed: purchase orders, their items and their attachments. */
class DbRollbackCommandTest {

    private static final String ORDERS = "20260112_001";

    @TempDir
    Path directory;

    private final List<String> asked = new ArrayList<>();

    private DbKit shop() {
        DbKit shop = DbKit.onPostgres(directory)
                .with(
                        "20260112_001_create_purchase_orders",
                        """
                        BEGIN;
                        create table purchase_orders (id int primary key, tenant_id uuid);
                        create index idx_purchase_orders_tenant on purchase_orders (tenant_id);
                        alter table purchase_orders enable row level security;
                        COMMIT;
                        """,
                        "BEGIN;\ndrop table if exists purchase_orders cascade;\nCOMMIT;")
                .with(
                        "20260112_002_add_po_items",
                        "create table po_items (id int primary key, po int references purchase_orders (id));",
                        "drop table po_items;")
                .with(
                        "20260112_003_create_po_attachments",
                        "create table po_attachments (id int primary key, po int references purchase_orders (id));",
                        "drop table po_attachments;");
        assertThat(shop.db("up").exit()).isZero();
        shop.sql("insert into purchase_orders select n from generate_series(1, 150) n");
        return shop;
    }

    private DbKit answering(DbKit shop, String answer) {
        return shop.answering(question -> {
            asked.add(question);
            return answer;
        });
    }

    @Test
    void saysWhatIsKnownOfASchemaThatIsTakenAsItIs() {
        DbKit shop = DbKit.onPostgres(directory)
                .with("1_old", "create table old (id int);", "drop table old;")
                .with("2_two", "create table a (id int); create table b (id int);", "drop table a;")
                .with("3_checked", "create table c (id int);", "drop table c;");
        shop.write("3_checked.verify.sql", "select false, 'nobody looked';");
        shop.sql("create table old (id int)");
        assertThat(shop.db("baseline", "1").exit()).isZero();
        assertThat(shop.db("up").exit()).isZero();

        Result back = shop.db("rollback", "--all", "--force", "--reason", "by force", "--confirm", "ROLLBACK");

        assertThat(back.exit()).as(back.err()).isZero();
        assertThat(back.lines().stream().map(line -> line.replaceAll("\\d+ ms", "some ms")))
                .containsExactly(
                        "⚠️ 3_checked is rolled back (some ms): the schema is what it was before it; but:",
                        "   3_checked.verify.sql:1 failed: nobody looked",
                        "⚠️ 2_two is rolled back (some ms): its down has run, and the schema is NOT what it was before it:",
                        "   column public.b.id: is there, and should not be",
                        "   table public.b: is there, and should not be",
                        "⚠️ 1_old is rolled back (some ms): its down has run; what the schema was before it is not known, so"
                                + " nothing was compared");
    }

    @Test
    void stopsWhereItWouldLoseRowsThatNobodyCouldSeeBefore() throws SQLException {
        DbKit shop = DbKit.onPostgres(directory)
                .with("1_first", "create table first (id int);", "drop table first;")
                .with("2_made", "create table made (id int);", "drop table made;")
                .with("3_renamed", "alter table made rename to kept;", "alter table kept rename to made;");
        assertThat(shop.db("up").exit()).isZero();
        shop.sql("insert into kept values (1), (2)");

        Result asked = shop.db("rollback", "--last", "2", "--reason", "wrong totals");

        assertThat(asked.exit()).isNotZero();
        assertThat(asked.err())
                .contains("Data: nobody can tell what becomes of it")
                .contains("Nothing was changed");

        Result stopped = shop.db("rollback", "--last", "2", "--reason", "wrong totals", "--confirm", "ROLLBACK");

        assertThat(stopped.exit()).isNotZero();
        assertThat(stopped.out() + stopped.err())
                .contains("3_renamed is rolled back")
                .contains("cannot roll 2_made back: it costs more than could be seen before:"
                        + " DROP TABLE public.made (containing 2 rows); look at it by plan, and begin again");
        assertThat(shop.db("status").out()).contains("✅ 2 made").contains("3 renamed (pending)");
        assertThat(shop.db("rollback", "--last", "1", "--reason", "wrong totals", "--confirm", "ROLLBACK")
                        .exit())
                .isZero();
    }

    @Test
    void showsTheCostAndAsksForAWord() {
        DbKit shop = answering(shop(), "ROLLBACK");
        Result done = shop.db("rollback", "--all", "--reason", "wrong totals");

        assertThat(done.exit()).as(done.err()).isZero();
        assertThat(done.err().lines())
                .containsSubsequence(
                        "⚠️ WARNING: Rollback Migration",
                        "You are about to rollback: 20260112_001_create_purchase_orders",
                        "This will:",
                        "- DROP TABLE public.purchase_orders (containing 150 rows)",
                        "- Affect foreign keys in: public.po_attachments, public.po_items",
                        "Data: is LOST",
                        "This action is DESTRUCTIVE and cannot be undone without backup.");
        assertThat(asked).containsExactly("\nType 'ROLLBACK' to confirm: ");
        assertThat(done.lines()).hasSize(3).allMatch(line -> line.endsWith("the schema is what it was before it"));
        assertThat(shop.rows("select to_regclass('purchase_orders')")).containsExactly("null");
        assertThat(shop.kit.records()).as("kept in the history").isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "rollback", "y", "ROLLBACK it"})
    void changesNothingForAnyOtherWord(String answer) {
        DbKit shop = answering(shop(), answer);
        Result done = shop.db("rollback", "--all", "--reason", "wrong totals");

        assertThat(done.exit()).isEqualTo(5);
        assertThat(done.err())
                .endsWith("the rollback was not confirmed. Nothing was changed; --confirm ROLLBACK confirms it where"
                        + " there is no terminal%n".formatted());
        assertThat(shop.rows("select count(*) from purchase_orders")).containsExactly("150");
    }

    @Test
    void needsTheWordAsAnOptionWhereNobodyCanBeAsked() {
        DbKit shop = shop();

        assertThat(shop.db("rollback", "--last", "2", "--reason", "r").exit())
                .as("empty tables need no word")
                .isZero();
        assertThat(shop.db("rollback", ORDERS, "--reason", "r").exit()).isEqualTo(5);
        assertThat(shop.db("rollback", ORDERS, "--reason", "r", "--confirm", "ROLLBACK")
                        .exit())
                .isZero();
        assertThat(shop.db("rollback", "--all", "--reason", "r").lines())
                .containsExactly("nothing is to be rolled back");
    }

    @Test
    void isRefusedIfItIsNotWhatWasShownAnyMore() {
        DbKit shop = shop();
        shop.sql("insert into po_attachments values (1, 1)");
        shop.answering(question -> {
            shop.with("20260113_001_late", "create table late (id int);", "drop table late;")
                    .db("up");
            return "ROLLBACK";
        });
        Result moved = shop.db("rollback", "--last", "1", "--reason", "r");

        assertThat(moved.exit()).as(moved.err()).isEqualTo(6);
        assertThat(moved.err()).contains("(shown=[20260112_003], now=[20260113_001]). Nothing was changed");
        assertThat(shop.rows("select count(*) from schema_migrations")).containsExactly("4");
    }

    @Test
    void waitsForNobodyLongerThanItIsTold() throws SQLException {
        DbKit shop = shop();
        SchemaTarget target = SchemaTarget.ofUrl("shop", shop.url, new Properties());
        try (SchemaLock lock = SchemaLock.acquire(
                target, TrackingTable.NAME, Duration.ZERO, Clock.systemUTC(), time -> Thread.onSpinWait())) {
            Result locked = shop.db("rollback", "--last", "1", "--reason", "r", "--lock-timeout", "0s");

            assertThat(locked.exit()).as(locked.err()).isEqualTo(6);
            assertThat(locked.err()).contains("another process is at it");
            assertThat(lock).isNotNull();
        }
    }

    @Test
    void isAlwaysConfirmedForAll() {
        DbKit shop = shop();
        shop.sql("truncate purchase_orders cascade");

        assertThat(shop.db("rollback", "--all", "--reason", "r").exit()).isEqualTo(5);
    }

    @Test
    void isRefusedWhereOthersDependOnIt() {
        DbKit shop = answering(shop(), "ROLLBACK");
        Result refused = shop.db("rollback", ORDERS, "--reason", "r");

        assertThat(refused.exit()).isEqualTo(5);
        assertThat(refused.err())
                .contains("DROP TABLE public.purchase_orders (containing 150 rows)")
                .contains("20260112_002_add_po_items stays, and depends on it");
        assertThat(asked).isEmpty();
        assertThat(shop.db("rollback", ORDERS, "--dry-run").exit()).isEqualTo(5);
        assertThat(shop.db("plan", ORDERS).exit()).isZero();
    }

    @Test
    void triesOutWithoutChange() {
        DbKit shop = shop();
        Result dry = shop.db("rollback", "--to", ORDERS, "--dry-run", "--json");

        assertThat(dry.exit()).isZero();
        assertThat(dry.fields()).containsExactly("schemaVersion", "dryRun", "schemas");
        assertThat(dry.json().path("schemas").path(0).path("rollbacks").findValuesAsString("version"))
                .containsExactly("20260112_003", "20260112_002");
        assertThat(shop.db("plan", "--to", ORDERS, "--json").json().path("schemas"))
                .isEqualTo(dry.json().path("schemas"));
        assertThat(shop.rows("select count(*) from schema_migrations")).containsExactly("3");
    }

    @Test
    void answersInFields() {
        Result done = shop().db("rollback", "--last", "1", "--reason", "r", "--json", "--confirm", "ROLLBACK");

        assertThat(done.json().path("schemas").path(0).propertyNames())
                .containsExactly("where", "schema", "rolledBack", "failed");
        assertThat(done.json()
                        .path("schemas")
                        .path(0)
                        .path("rolledBack")
                        .path(0)
                        .propertyNames())
                .containsExactly("version", "migration", "durationMillis", "schema", "differences", "checks");
    }

    @Test
    void keepsWhatIsDroppedIfAsked() {
        DbKit shop = shop();
        Result done = shop.db("rollback", "--all", "--trash", "--reason", "r", "--confirm", "ROLLBACK");

        assertThat(done.exit()).as(done.err()).isZero();
        assertThat(shop.rows("select table_name from information_schema.tables where table_schema = 'rollback_trash'"
                        + " and table_name like '%purchase_orders'"))
                .hasSize(1);
    }

    @Test
    void looksAtTheAgeOfTheBackup() {
        DbKit shop = shop();

        assertThat(shop.db("plan", "--last", "1").out()).contains("⚠️ no backup is known");
        assertThat(shop.db("plan", "--last", "1", "--backup", "absent.dump").out())
                .contains("cannot be found");
        assertThat(shop.db("plan", "--last", "1", "--backup", "pom.xml").out()).doesNotContain("⚠️ no backup");
    }
}
