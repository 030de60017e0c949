package dev.switchback.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchback.schema.model.RollbackOptions;
import dev.switchback.schema.model.RolledBack;
import dev.switchback.schema.model.Selection;
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
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that somebody commits while what is dropped is being copied are kept too. */
class LateRowsTest {

    private static final String ROW = "insert into notes values (7, 'late')";

    @TempDir
    Path folder;

    /** Does something while a row is written, and commits the row once that waits. */
    private static <T> T whileARowIsWritten(Shop shop, Supplier<T> work) throws Exception {
        return whileIn(shop, ROW, "select", work);
    }

    private static <T> T whileIn(Shop shop, String first, String then, Supplier<T> work) throws Exception {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (Connection writer = DriverManager.getConnection(shop.url);
                Statement statement = writer.createStatement()) {
            writer.setAutoCommit(false);
            statement.execute(first);
            CompletableFuture<T> done = CompletableFuture.supplyAsync(work, thread);
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> shop.rows("select count(*) from pg_locks where not granted and relation is not null")
                            .equals(List.of("1")));
            statement.execute(then);
            writer.commit();
            return done.get();
        } finally {
            thread.shutdown();
        }
    }

    private static String kept(Shop shop, String like) {
        String table = shop.rows(
                        "select table_name from information_schema.tables where table_schema = 'rollback_trash'"
                                + " and table_name like '%s'".formatted(like))
                .get(0);
        return String.join(",", shop.rows("select id from rollback_trash.\"%s\"".formatted(table)));
    }

    private Shop shop(String down) {
        Shop shop =
                Shop.onPostgres(folder).with("1_notes", "create table notes (id int primary key, note text);", down);
        assertThat(shop.migrations().up(UpOptions.all()).failure()).isEmpty();
        return shop;
    }

    private static RolledBack rollback(Shop shop) {
        return shop.migrations()
                .rollback(
                        new Selection.Last(1),
                        RollbackOptions.by(Shop.ADA).confirmed().forced().keepingTrash());
    }

    @Test
    void areKeptByARollback() throws Exception {
        Shop shop = shop("drop table notes;");
        RolledBack back = whileARowIsWritten(shop, () -> rollback(shop));

        assertThat(back.done()).hasSize(1);
        assertThat(kept(shop, "%notes")).isEqualTo("7");
    }

    @Test
    void areKeptByAnUp() throws Exception {
        Shop shop = shop("drop table notes;").with("2_drop", "drop table notes;", "create table notes (id int);");
        whileARowIsWritten(shop, () -> shop.migrations().up(UpOptions.all().keepingRows()));

        assertThat(kept(shop, "up%")).isEqualTo("7");
    }

    /** Whoever reads is waited for before anything is locked that they may want next. */
    @Test
    void areWrittenByThoseWhoHaveReadWithoutADeadlock() throws Exception {
        Shop shop = shop("drop table notes;");
        RolledBack back = whileIn(shop, "select * from notes", ROW, () -> rollback(shop));

        assertThat(back.done()).hasSize(1);
        assertThat(kept(shop, "%notes")).isEqualTo("7");
    }

    @Test
    void areWrittenWithoutADeadlockWithAnUp() throws Exception {
        Shop shop = shop("drop table notes;").with("2_drop", "drop table notes;", "create table notes (id int);");
        whileIn(
                shop,
                "select * from notes",
                ROW,
                () -> shop.migrations().up(UpOptions.all().keepingRows()));

        assertThat(kept(shop, "up%")).isEqualTo("7");
    }

    @Test
    void areSaidNotToBeKeptOutsideOfATransaction() {
        Shop shop = shop("-- switchback: no-transaction\ndrop table notes;");

        assertThat(rollback(shop).done().get(0).checks())
                .anyMatch(note -> note.contains("but for what was written to it since"));
    }
}
