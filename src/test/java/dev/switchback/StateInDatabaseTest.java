package dev.switchback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.flags.Reason;
import dev.switchback.flags.Share;
import dev.switchback.fleet.HostName;
import dev.switchback.fleet.database.DatabaseStateStore;
import dev.switchback.router.MigrationAdapter;
import dev.switchback.state.Attribution;
import dev.switchback.state.HistoryEntry;
import dev.switchback.state.HistoryQuery;
import dev.switchback.state.StateStoreException;
import dev.switchback.testing.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

class StateInDatabaseTest {

    private static final Attribution BY = Attribution.api("ada", "first tenants");
    private static final Duration SOON = Duration.ofSeconds(15);

    @TempDir
    private Path folder;

    private final String url = PostgresServer.freshSchema();

    @Test
    void remembersThePercentageAndWhoWroteIt() {
        try (Migration migration = Migration.named("orders").database(url).start()) {
            migration.flags().change(settings -> settings.withPercentage(Share.of(100)), BY);
        }

        try (Migration again = Migration.named("orders").database(url).start();
                DatabaseStateStore store = DatabaseStateStore.open(url)) {
            assertThat(adapter(again).generate("a")).isEqualTo("new");
            assertThat(again.currentStatus().store().kind()).isEqualTo("postgresql");
            assertThat(again.currentStatus().store().where()).doesNotContain("user");
            List<HistoryEntry> changes = store.history(HistoryQuery.newest(10).ofType("PERCENTAGE_CHANGED"));
            assertThat(changes).singleElement().extracting(HistoryEntry::node).isEqualTo(HostName.ofProcess());
        }
    }

    @Test
    void takesConnectionsOfTheApplication() {
        PGSimpleDataSource pool = new PGSimpleDataSource();
        pool.setUrl(url);

        try (Migration migration = Migration.named("orders").database(pool).start();
                Migration other = Migration.named("orders").database(url).start()) {
            migration.flags().change(settings -> settings.withPercentage(Share.of(100)), BY);

            Awaitility.await()
                    .atMost(SOON)
                    .until(() -> adapter(other).generate("a").equals("new"));
        }
    }

    @Test
    void readsWhereItIsFromAVariableWhichGoesBeforeTheDirectory() {
        Map<String, String> variables = Map.of(
                "MIGRATION_DATABASE_URL",
                url,
                "MIGRATION_STATE_DIR",
                folder.resolve("state").toString());

        try (Migration migration =
                Migration.named("orders").environment(variables).start()) {
            assertThat(migration.currentStatus().store().kind()).isEqualTo("postgresql");
        }
        assertThat(folder.resolve("state")).doesNotExist();
    }

    @Test
    void keepsToTheDirectoryThatTheApplicationNames() {
        try (Migration migration = Migration.named("orders")
                .environment(Map.of("MIGRATION_DATABASE_URL", url))
                .stateDirectory(folder.resolve("state"))
                .start()) {
            assertThat(migration.currentStatus().store().kind()).isEqualTo("files");
        }
        assertThat(Files.exists(folder.resolve("state"))).isTrue();
    }

    @Test
    void beginsOnLegacyWhileTheDatabaseIsAwayAndRecoversByItself() {
        String database = PostgresServer.databaseToCome();
        try (Migration migration = Migration.named("orders")
                .database(PostgresServer.urlOf(database))
                .environment(Map.of("MIGRATION_NEW_PIPELINE_PCT", "100"))
                .start()) {
            MigrationAdapter<String, String, RuntimeException> adapter = adapter(migration);
            assertThat(adapter.execute("a").decision().reason()).isEqualTo(Reason.STATE_UNREADABLE);
            assertThat(migration.currentStatus().store().readable()).isFalse();
            assertThat(migration.currentStatus().sentence())
                    .startsWith("orders: every key goes to legacy, because the state cannot be trusted"
                            + " (nothing is known yet, and the database cannot be used: FATAL: database");

            PostgresServer.create(database);

            Awaitility.await().atMost(SOON).until(() -> adapter.generate("a").equals("new"));
            assertThat(migration.currentStatus().store().readable()).isTrue();
            assertThat(migration.currentStatus().store().writable()).isTrue();
        }
    }

    @Test
    void takesUpTheBreakerOfItsPredecessorAlsoWhenTheDatabaseIsBackLater() {
        String database = PostgresServer.databaseToCome();
        PostgresServer.create(database);
        MigrationBuilder there = Migration.named("orders")
                .database(PostgresServer.urlOf(database))
                .environment(Map.of("MIGRATION_NEW_PIPELINE_PCT", "100"));
        try (Migration migration = there.start()) {
            MigrationAdapter<String, String, RuntimeException> failing = migration
                    .legacy((String key) -> "legacy")
                    .newPipeline((String key) -> {
                        throw new IllegalStateException("broken");
                    })
                    .routingKey(key -> key)
                    .build();
            for (int call = 0; call < 5; call++) {
                failing.generate("key-" + call);
            }
            assertThat(migration.currentStatus().breaker().state()).isEqualTo("open");
        }
        PostgresServer.close(database, true);
        try (Migration migration = there.start()) {
            assertThat(migration.currentStatus().store().readable()).isFalse();
            assertThat(migration.currentStatus().breaker().state()).isEqualTo("closed");

            PostgresServer.close(database, false);

            Awaitility.await()
                    .atMost(SOON)
                    .until(() -> migration.currentStatus().breaker().state().equals("open"));
        }
    }

    @Test
    void rollsBackInMemoryWhileTheDatabaseIsAwayAndRecordsItLater() {
        String database = PostgresServer.databaseToCome();
        PostgresServer.create(database);
        String there = PostgresServer.urlOf(database);
        try (Migration migration = Migration.named("orders").database(there).start()) {
            migration.flags().change(settings -> settings.withPercentage(Share.of(100)), BY);
            MigrationAdapter<String, String, RuntimeException> adapter = adapter(migration);
            PostgresServer.close(database, true);
            Awaitility.await()
                    .atMost(SOON)
                    .until(() -> !migration.currentStatus().store().writable());
            assertThat(adapter.generate("a")).as("what was last known").isEqualTo("new");

            migration.emergencyRollback("wrong totals", "ada");
            assertThat(adapter.generate("a")).isEqualTo("legacy");
            PostgresServer.close(database, false);

            try (DatabaseStateStore store = DatabaseStateStore.open(there)) {
                Awaitility.await()
                        .atMost(SOON)
                        .ignoreExceptionsInstanceOf(StateStoreException.class)
                        .untilAsserted(() -> assertThat(store.history(HistoryQuery.newest(50)))
                                .anyMatch(entry -> entry.reason().equals("wrong totals")));
            }
        }
    }

    private static MigrationAdapter<String, String, RuntimeException> adapter(Migration migration) {
        return migration
                .legacy((String key) -> "legacy")
                .newPipeline(key -> "new")
                .routingKey(key -> key)
                .build();
    }
}
