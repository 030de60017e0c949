package dev.switchback.fleet.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.switchback.state.Attribution;
import dev.switchback.state.HistoryEntry;
import dev.switchback.state.HistoryQuery;
import dev.switchback.state.StateChange;
import dev.switchback.state.StateStoreException;
import dev.switchback.testing.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** What the database refuses of one concerns nobody else. */
class DatabaseRefusalsTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final String url = PostgresServer.freshSchema();
    private final DatabaseStateStore store =
            DatabaseStateStore.builder(url).pollEvery(Duration.ofMillis(200)).open();

    @AfterEach
    void close() {
        store.close();
    }

    private static StateChange change(String migration, String reason) {
        return StateChange.of(migration, "NOTED", Attribution.api("ana", reason))
                .change(current -> current.with("last", Map.of("reason", reason)))
                .build();
    }

    private void sql(String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement changing = connection.createStatement()) {
            changing.execute(statement);
        }
    }

    @Test
    void aRefusedChangeHoldsUpNoOther() throws SQLException {
        sql("create function refuse() returns trigger language plpgsql as $$ begin"
                + " if new.record->>'reason' = 'poison' then raise exception 'not this one'; end if; return new; end $$;"
                + " create trigger refuse before insert on switchback_history for each row execute function refuse()");

        CompletableFuture<HistoryEntry> before =
                store.submit(change("orders", "before")).toCompletableFuture();
        CompletableFuture<HistoryEntry> poison =
                store.submit(change("orders", "poison")).toCompletableFuture();
        CompletableFuture<HistoryEntry> after =
                store.submit(change("others", "after")).toCompletableFuture();

        await().atMost(SOON).until(() -> before.isDone() && poison.isDone() && after.isDone());
        assertThat(poison).isCompletedExceptionally();
        assertThat(before.join().reason()).isEqualTo("before");
        assertThat(after.join().reason()).isEqualTo("after");
        assertThatThrownBy(() -> store.commit(change("orders", "poison")))
                .isInstanceOf(StateStoreException.class)
                .hasMessageStartingWith("cannot write state: not this one (store=");
        assertThat(store.commit(change("orders", "again")).sequence()).isEqualTo(3);
        assertThat(store.status().undurable()).isZero();
        assertThat(store.status().unwritable()).isEmpty();
        assertThat(store.verify()).isEmpty();
    }

    @Test
    void anEditedRowConcernsItsOwnMigrationAlone() throws SQLException {
        store.commit(change("orders", "first"));
        store.commit(change("others", "first"));
        sql("update switchback_migration set generation = 7 where name = 'orders'");

        assertThatThrownBy(() -> store.commit(change("orders", "second")))
                .hasMessageContaining("was changed by something else than Switchback");

        store.commit(change("others", "second"));
        assertThat(store.unreadable("orders")).isPresent();
        assertThat(store.unreadable("others")).isEmpty();
        assertThat(store.status().unwritable()).isEmpty();
    }

    @Test
    void aMissingRightIsSaidUntilItIsThere() throws SQLException {
        String schema = url.substring(url.lastIndexOf('=') + 1);
        PostgresServer.execute(
                "create role reader_%1$s login password 'secret'; grant usage on schema %1$s to reader_%1$s;"
                                .formatted(schema)
                        + " grant select on all tables in schema %1$s to reader_%1$s".formatted(schema));
        try (DatabaseStateStore limited = DatabaseStateStore.builder(
                        url.replace("user=postgres", "user=reader_" + schema))
                .pollEvery(Duration.ofMillis(200))
                .open()) {
            CompletableFuture<HistoryEntry> waits =
                    limited.submit(change("orders", "a reason")).toCompletableFuture();
            await().atMost(SOON)
                    .until(() -> limited.status()
                            .unwritable()
                            .orElse("")
                            .startsWith("the database refused it: permission denied"));

            PostgresServer.execute(
                    "grant insert, update on all tables in schema %1$s to reader_%1$s".formatted(schema));

            await().atMost(SOON).until(waits::isDone);
            await().atMost(SOON).until(() -> limited.status().unwritable().isEmpty());
            assertThat(limited.unreadable("orders")).isEmpty();
        }
    }

    @Test
    void worksOnThePoolOfAnApplication() {
        PGSimpleDataSource pool = new PGSimpleDataSource();
        pool.setUrl(url);
        try (DatabaseStateStore theirs = DatabaseStateStore.builder(pool).open()) {
            theirs.commit(change("orders", "through their pool"));
            assertThat(theirs.leases().take("orders.leader", "me")).isPresent();
            assertThat(theirs.status().where()).isEqualTo("a data source of the application");
        }
        await().atMost(SOON).until(() -> store.history(HistoryQuery.newest(1)).size() == 1);
    }
}
