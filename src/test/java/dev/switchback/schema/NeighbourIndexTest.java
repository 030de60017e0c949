package dev.switchback.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.switchback.schema.model.UpOptions;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An index that somebody else makes at the same time is nobody's but theirs. */
class NeighbourIndexTest {

    @TempDir
    Path folder;

    private Shop shop(String up) {
        Shop shop = Shop.onPostgres(folder).with("1_index", up, "drop index concurrently if exists app.mine;");
        shop.run(
                "create schema app",
                "create table app.mine_too (id int)",
                "insert into app.mine_too values (1), (1)",
                "create table theirs (id int)",
                "insert into theirs values (2), (2)");
        return shop;
    }

    private static List<String> indexes(Shop shop) {
        return shop.rows("select indexrelid::regclass || ' ' || indisvalid from pg_index"
                + " where indrelid in ('theirs'::regclass, 'app.mine_too'::regclass) order by 1");
    }

    /** Theirs waits for an older transaction while ours fails on two rows that are alike. */
    @Test
    void isLeftAloneWhenOursFails() throws Exception {
        Shop shop = shop("set search_path = app; create unique index concurrently mine on mine_too (id);");
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (Connection old = DriverManager.getConnection(shop.url);
                Statement statement = old.createStatement()) {
            assertThat(shop.migrations().up(UpOptions.all()).failure()).isPresent(); // makes the table
            old.setAutoCommit(false);
            statement.execute("insert into theirs values (1)");
            CompletableFuture<Void> made = CompletableFuture.runAsync(
                    () -> shop.run("create index concurrently theirs_id on theirs (id)"), thread);
            await().atMost(Duration.ofSeconds(30)).until(() -> indexes(shop).equals(List.of("theirs_id false")));

            assertThat(shop.migrations().up(UpOptions.all()).failure()).isPresent();
            old.commit();
            made.join();
        } finally {
            thread.shutdown();
        }
        assertThat(indexes(shop)).as("and of ours nothing").containsExactly("theirs_id true");
    }

    /** As a process leaves it that dies while its index is made. */
    private Shop interrupted() {
        Shop shop = shop("create index concurrently mine on app.mine_too (id);");
        shop.run("alter table app.mine_too rename to gone");
        assertThat(shop.migrations().up(UpOptions.all()).failure()).isPresent();
        shop.run(
                "alter table app.gone rename to mine_too",
                "update schema_migrations set state = 'APPLYING', statement_started = 1, failed_direction = null");
        return shop;
    }

    @Test
    void isNotTakenForOursWhenItGoesOn() {
        Shop shop = interrupted();
        shop.run("create index theirs_id on theirs (id)");

        assertThat(shop.migrations().up(UpOptions.all()).failure()).isEmpty();
        assertThat(indexes(shop)).containsExactly("app.mine true", "theirs_id true");
    }

    @Test
    void isNotNeededToSeeThatOursIsHalfMade() {
        Shop shop = interrupted();
        assertThatThrownBy(() -> shop.run("create unique index concurrently mine on app.mine_too (id)"))
                .hasMessageContaining("could not create unique index");
        assertThat(indexes(shop)).containsExactly("app.mine false");

        assertThat(shop.migrations().up(UpOptions.all()).failure()).isEmpty();
        assertThat(indexes(shop)).containsExactly("app.mine true");
    }
}
