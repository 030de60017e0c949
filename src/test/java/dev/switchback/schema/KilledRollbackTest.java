package dev.switchback.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchback.schema.model.MigrationStatus;
import dev.switchback.schema.model.RollbackOptions;
import dev.switchback.schema.model.RolledBack;
import dev.switchback.schema.model.Selection;
import dev.switchback.schema.model.Standing;
import dev.switchback.schema.model.UpOptions;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Kills the process that rolls back, at every statement: each waits for a lock that the test holds until then. What was
 * run is counted by a sequence, whose steps no transaction undoes.
 */
class KilledRollbackTest {

    private static final int STATEMENTS = 4;

    @TempDir
    Path folder;

    private Shop shop(boolean together) {
        String directive = together ? "" : "-- switchback: no-transaction\n";
        String up = IntStream.range(0, STATEMENTS)
                .mapToObj("create table t%d (id integer);\n"::formatted)
                .collect(Collectors.joining());
        String down = IntStream.range(0, STATEMENTS)
                .mapToObj(at ->
                        "select pg_advisory_lock(%1$d), pg_advisory_unlock(%1$d);\nselect nextval('runs.s%1$d');\ndrop table t%1$d;\n"
                                .formatted(at))
                .collect(Collectors.joining());
        Shop shop = Shop.onPostgres(folder).with("1_tables", up, directive + down);
        shop.run("create schema runs");
        for (int at = 0; at < STATEMENTS; at++) {
            shop.run("create sequence runs.s%d".formatted(at));
        }
        shop.migrations().up(UpOptions.all());
        return shop;
    }

    private static boolean waits(Shop shop) {
        return shop.rows("select count(*) from pg_locks where locktype = 'advisory' and not granted")
                .equals(List.of("1"));
    }

    private static boolean isIdle(Shop shop) {
        return shop.rows("select count(*) from pg_stat_activity where datname = current_database()"
                        + " and pid <> pg_backend_pid() and application_name <> 'holder'")
                .equals(List.of("0"));
    }

    private void killAt(Shop shop, int statement) throws Exception {
        try (Connection holder = DriverManager.getConnection(shop.url + "&ApplicationName=holder");
                Statement lock = holder.createStatement();
                SchemaProcess process = SchemaProcess.start(shop, "rollback")) {
            lock.execute("select pg_advisory_lock(%d)".formatted(statement));
            await().atMost(Duration.ofSeconds(30)).until(() -> waits(shop));
            process.kill();
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> isIdle(shop));
    }

    private static List<String> tables(Shop shop) {
        return shop.rows(
                "select tablename from pg_tables where schemaname = 'public' and tablename like 't_' order by 1");
    }

    private static List<Long> runs(Shop shop) {
        List<Long> runs = new ArrayList<>();
        for (int at = 0; at < STATEMENTS; at++) {
            runs.add(Long.valueOf(
                    shop.rows("select case when is_called then last_value else 0 end from runs.s%d".formatted(at))
                            .get(0)));
        }
        return runs;
    }

    @Test
    void inATransactionIsAsIfItHadNeverBegun() throws Exception {
        Shop shop = shop(true);
        for (int at = 0; at < STATEMENTS; at++) {
            killAt(shop, at);

            assertThat(tables(shop)).hasSize(STATEMENTS);
            MigrationStatus status = shop.migrations().status().migrations().get(0);
            assertThat(status.standing()).isEqualTo(Standing.INTERRUPTED);
            assertThat(status.note()).contains("nothing of it was undone", "run rollback 1 again");
        }
        assertThat(shop.rollback(new Selection.Last(1)).done())
                .extracting(RolledBack.One::schema)
                .containsExactly(RolledBack.Verdict.IDENTICAL);
        assertThat(tables(shop)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void oneByOneGoesOnWhereItWas(int at) throws Exception {
        Shop shop = shop(false);
        killAt(shop, at);

        assertThat(tables(shop)).hasSize(STATEMENTS - at);
        MigrationStatus status = shop.migrations().status().migrations().get(0);
        assertThat(status.standing()).isEqualTo(Standing.INTERRUPTED);
        assertThat(status.row().orElseThrow().run().done()).isEqualTo(3 * at);

        assertThat(shop.migrations()
                        .rollback(
                                new Selection.Last(1),
                                RollbackOptions.by(Shop.ADA).forced())
                        .isComplete())
                .isTrue();
        assertThat(tables(shop)).isEmpty();
        assertThat(runs(shop)).containsOnly(1L);
        assertThat(shop.standings()).containsExactly("1 pending");
    }

    /** The index waits for a transaction that is older, so that the process dies while it is made. */
    @Test
    void whileAnIndexIsMadeConcurrentlyMakesItAnew() throws Exception {
        Shop shop = Shop.onPostgres(folder)
                .with("1_table", "create table t (id integer);", "drop table t;")
                .with("2_index", "create index concurrently i on t (id);", "drop index concurrently i;");
        shop.migrations().up(UpOptions.all().to("1"));
        try (Connection old = DriverManager.getConnection(shop.url + "&ApplicationName=holder");
                Statement statement = old.createStatement();
                SchemaProcess process = SchemaProcess.start(shop, "up")) {
            old.setAutoCommit(false);
            statement.execute("insert into t values (1)");
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> shop.rows("select count(*) from pg_index where not indisvalid")
                            .equals(List.of("1")));
            process.kill();
            assertThat(shop.migrations().status().invalidIndexes()).containsExactly("i");
            old.commit();
        }
        assertThat(shop.migrations().up(UpOptions.all()).failure()).isEmpty();
        assertThat(
                        shop.rows(
                                "select indexrelid::regclass || ' ' || indisvalid from pg_index where indrelid = 't'::regclass"))
                .containsExactly("i true");
        assertThat(shop.migrations().status().invalidIndexes()).isEmpty();
    }

    @Test
    void twoProcessesAtOnceDoNotStandInEachOthersWay() throws Exception {
        Shop shop = Shop.onPostgres(folder)
                .with(
                        "1_table",
                        "create table t (id integer); insert into t select generate_series(1, 200000);",
                        "drop table t;")
                .with("2_index", "create index concurrently i on t (id);", "drop index concurrently i;");
        shop.migrations().up(UpOptions.all());
        for (int round = 0; round < 3; round++) {
            try (SchemaProcess one = SchemaProcess.start(shop, "rollback");
                    SchemaProcess two = SchemaProcess.start(shop, "up")) {
                assertThat(one.end()).isZero();
                assertThat(two.end()).isZero();
            }
            assertThat(shop.migrations().status().invalidIndexes()).isEmpty();
            assertThat(shop.migrations().up(UpOptions.all()).failure()).isEmpty();
        }
    }
}
