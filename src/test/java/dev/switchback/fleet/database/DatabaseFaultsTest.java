package dev.switchback.fleet.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.switchback.journal.Problem;
import dev.switchback.state.Attribution;
import dev.switchback.state.HistoryEntry;
import dev.switchback.state.HistoryQuery;
import dev.switchback.state.StateChange;
import dev.switchback.state.StateConflictException;
import dev.switchback.state.StateJson;
import dev.switchback.state.StateStoreException;
import dev.switchback.testing.PostgresProxy;
import dev.switchback.testing.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DatabaseFaultsTest {

    private static final Attribution BY = Attribution.api("ana", "a reason");
    private static final Duration SOON = Duration.ofSeconds(20);

    private final String url = PostgresServer.freshSchema();
    private final List<DatabaseStateStore> opened = new ArrayList<>();

    private DatabaseStateStore open(String where, String node) {
        DatabaseStateStore store = DatabaseStateStore.builder(where + "&ApplicationName=" + node)
                .node(node)
                .pollEvery(Duration.ofMillis(200))
                .open();
        opened.add(store);
        return store;
    }

    @AfterEach
    void closeAll() {
        opened.forEach(DatabaseStateStore::close);
    }

    private static StateChange percentage(double target) {
        return StateChange.of("orders", "PERCENTAGE_CHANGED", BY)
                .change(current -> current.with("percentage", Map.of("target", target)))
                .build();
    }

    private static double target(DatabaseStateStore store) {
        return store.document("orders")
                .section("percentage")
                .map(section -> section.path("target").asDouble())
                .orElse(-1.0);
    }

    private void sql(String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement changing = connection.createStatement()) {
            changing.execute(statement);
        }
    }

    private static List<Object> numbers(DatabaseStateStore store) {
        List<Object> numbers = new ArrayList<>();
        store.replay(entry -> numbers.add(entry.data().get("number")));
        return numbers;
    }

    private static StateChange numbered(int number) {
        return StateChange.of("orders", "NOTED", BY)
                .data("number", number)
                .change(current -> current.with("last", Map.of("number", number)))
                .build();
    }

    @Test
    void keepsWhatWasLastReadWhileTheDatabaseIsAway() throws Exception {
        try (PostgresProxy proxy = new PostgresProxy(url)) {
            DatabaseStateStore store = open(proxy.through(url), "one");
            store.commit(percentage(50));
            proxy.shut();

            assertThatThrownBy(() -> store.commit(percentage(60))).isInstanceOf(StateStoreException.class);
            CompletableFuture<HistoryEntry> back = store.submit(percentage(0)).toCompletableFuture();

            assertThat(target(store)).as("to safety in memory at once").isZero();
            assertThat(store.unreadable("orders")).isEmpty();
            assertThat(store.status().unwritable().orElse("")).startsWith("the database does not answer: ");
            assertThat(store.status().undurable()).isEqualTo(1);
            assertThatThrownBy(store::observations).isInstanceOf(StateStoreException.class);

            proxy.reopen();
            await().atMost(SOON).until(back::isDone);
            assertThat(store.status().unwritable()).isEmpty();
            assertThat(store.history(HistoryQuery.newest(1)).get(0).sequence())
                    .isEqualTo(back.join().sequence());
            assertThat(store.verify()).isEmpty();
        }
    }

    @Test
    void trustsNothingUntilItHasReadTheDatabaseOnce() throws Exception {
        open(url, "other").commit(percentage(50));
        try (PostgresProxy proxy = new PostgresProxy(url)) {
            proxy.shut();
            assertThatThrownBy(() -> DatabaseStateStore.builder(proxy.through(url))
                            .required(true)
                            .open())
                    .isInstanceOf(StateStoreException.class)
                    .hasMessageContaining("the database does not answer");

            DatabaseStateStore store = open(proxy.through(url), "one");
            assertThat(store.unreadable("orders").orElse(""))
                    .startsWith("nothing is known yet, and the database does not answer: ");

            proxy.reopen();
            await().atMost(SOON).until(() -> store.unreadable("orders").isEmpty());
            assertThat(target(store)).isEqualTo(50);
        }
    }

    @Test
    void isToldOfWhatOthersWriteAndFindsWhatItWasNotToldOf() {
        DatabaseStateStore one = DatabaseStateStore.builder(url + "&ApplicationName=told")
                .pollEvery(Duration.ofHours(1))
                .open();
        opened.add(one);
        DatabaseStateStore two = open(url, "two");
        List<Double> heard = new CopyOnWriteArrayList<>();
        one.onEntry(entry -> heard.add(target(one)));

        two.commit(percentage(10));
        await("pushed").atMost(SOON).until(() -> heard.contains(10.0));

        PostgresServer.execute("select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen %'");
        one.commit(percentage(20));
        await("found by looking").atMost(SOON).until(() -> target(two) == 20.0);
        two.commit(percentage(30));
        await("listens again").atMost(SOON).until(() -> heard.contains(30.0));
        assertThat(heard).isSorted();
    }

    @Test
    void refusesOneOfTwoWhoHaveSeenTheSameGeneration() {
        DatabaseStateStore one = open(url, "one");
        DatabaseStateStore two = open(url, "two");
        StateChange.Builder change =
                StateChange.of("orders", "PERCENTAGE_CHANGED", BY).expecting(0);
        one.commit(change.build());

        assertThatThrownBy(() -> two.commit(change.build())).isInstanceOf(StateConflictException.class);
        assertThat(two.history(HistoryQuery.newest(5))).hasSize(1);
    }

    @Test
    void waitsForNobodyWhoHangsWithTheLock() throws Exception {
        DatabaseStateStore store = open(url, "one");
        try (Connection hanging = DriverManager.getConnection(url)) {
            hanging.setAutoCommit(false);
            Head.lock(hanging);

            store.commit(percentage(10));

            assertThat(target(store)).isEqualTo(10);
        }
    }

    @Test
    void letsNobodyRewriteHistory() {
        DatabaseStateStore store = open(url, "one");
        store.commit(percentage(10));

        for (String rewriting : List.of(
                "update switchback_history set type = 'OTHER'",
                "delete from switchback_history",
                "truncate switchback_history")) {
            assertThatThrownBy(() -> sql(rewriting)).hasMessageContaining("switchback_history is only appended to");
        }
        assertThat(store.verify()).isEmpty();
    }

    @Test
    void findsWhatSomebodyRewroteAllTheSame() throws Exception {
        DatabaseStateStore store = open(url, "one");
        for (int number = 1; number <= 5; number++) {
            store.commit(numbered(number));
        }
        sql("alter table switchback_history disable trigger user");

        sql("update switchback_history set record = replace(record::text, 'a reason', 'no reason')::json"
                + " where sequence = 2");
        assertThat(store.verify()).extracting(Problem::what).containsExactly("record 2 was edited");
        sql("delete from switchback_history where sequence = 4");
        assertThat(store.verify())
                .extracting(Problem::what)
                .contains("record 5 does not follow record 3: records are missing, added or in another order");
        sql("update switchback_migration set sections = '{\"last\":{\"number\":9}}'");
        assertThat(store.verify()).extracting(Problem::what).contains("orders is not what its history says");
    }

    @Test
    void trustsADatabaseThatWasSetBackOnlyWhenAPersonSaysSo() throws Exception {
        DatabaseStateStore store = open(url, "one");
        store.commit(numbered(1));
        store.commit(numbered(2));
        sql("alter table switchback_history disable trigger user");
        sql("begin; delete from switchback_history where sequence = 2;"
                + " update switchback_store set sequence = 1,"
                + " hash = (select hash from switchback_history where sequence = 1);"
                + " update switchback_migration set sequence = 1, generation = 1; commit");

        await().atMost(SOON).until(() -> store.unreadable("orders").isPresent());
        assertThat(store.unreadable("orders"))
                .hasValue("the database was set back: it ends with record 1, and record 2 had been read");
        assertThatThrownBy(() -> store.commit(numbered(3))).isInstanceOf(StateStoreException.class);

        store.reopen();

        assertThat(store.unreadable("orders")).isEmpty();
        store.commit(numbered(4));
        assertThat(numbers(store)).containsExactly(1, 4);
    }

    @Test
    void leavesTablesOfANewerVersionAlone() throws Exception {
        open(url, "one").commit(percentage(50));
        sql("update switchback_store set format = 2");

        DatabaseStateStore running = opened.get(0);
        await("also one that runs")
                .atMost(SOON)
                .until(() -> running.unreadable("orders").isPresent());
        DatabaseStateStore store = open(url, "two");

        assertThat(store.unreadable("orders")).hasValue("a newer version of Switchback made the tables");
        assertThatThrownBy(() -> store.commit(percentage(60))).isInstanceOf(StateStoreException.class);
    }

    @Test
    void doesNotTrustADocumentThatCannotBeRead() throws Exception {
        open(url, "one").commit(percentage(50));
        String deep = "[".repeat(60) + "]".repeat(60);
        sql("update switchback_migration set sections = '{\"percentage\":%s}'".formatted(deep));

        DatabaseStateStore store = open(url, "two");

        assertThat(store.unreadable("orders").orElse(""))
                .startsWith("its row in switchback_migration cannot be read: ");
        assertThat(store.unreadable("others")).isEmpty();

        store.commit(StateChange.of("others", "NOTED", BY).build());
        assertThat(store.unreadable("orders")).as("still not").isPresent();
        sql("update switchback_migration set sections = '[]' where name = 'orders'");
        assertThat(open(url, "three").unreadable("orders")).isPresent();
    }

    @Test
    void makesNothingWhenItIsOpenedForReading() throws Exception {
        DatabaseStateStore reading = DatabaseStateStore.builder(url + "&ApplicationName=reading")
                .readOnly(true)
                .pollEvery(Duration.ZERO)
                .open();
        opened.add(reading);

        assertThat(reading.unreadable("orders")).isEmpty();
        assertThat(reading.history(HistoryQuery.newest(5))).isEmpty();
        assertThat(reading.observations()).isEmpty();
        assertThatThrownBy(() -> sql("select * from switchback_store")).hasMessageContaining("does not exist");
        assertThatThrownBy(() -> reading.commit(percentage(1))).hasMessageContaining("it was opened for reading");

        open(url, "one").commit(percentage(40));
        reading.poll();
        assertThat(target(reading)).isEqualTo(40);
    }

    @Test
    void needsNoRightToMakeTablesThatAreThere() throws Exception {
        open(url, "one").commit(percentage(50));
        String schema = url.substring(url.lastIndexOf('=') + 1);
        String role = "user_of_" + schema;
        PostgresServer.execute(
                "create role %s login password 'secret'; grant usage on schema %s to %s".formatted(role, schema, role));
        for (String grant : List.of(
                "select on switchback_schema",
                "select, update on switchback_store",
                "select, insert on switchback_history",
                "select, insert, update on switchback_migration, switchback_lease",
                "select, insert, update, delete on switchback_node, switchback_attachment")) {
            sql("grant %s to %s".formatted(grant, role));
        }

        DatabaseStateStore store = open(url.replace("user=postgres", "user=" + role), "limited");
        store.commit(percentage(60));
        store.observe("node", StateJson.MAPPER.createObjectNode());
        store.attachments().put("orders", "one", new byte[] {1});

        assertThat(target(store)).isEqualTo(60);
        assertThat(store.leases().take("orders.leader", "me")).isPresent();
        assertThat(store.verify()).isEmpty();
    }

    @Test
    void tellsTheAgeOfAReportByTheServersClock() throws Exception {
        DatabaseStateStore store = open(url, "one");
        store.observe("node", StateJson.MAPPER.createObjectNode());
        sql("update switchback_node set seen_at = seen_at - interval '1 second'");

        assertThat(store.observations().get("node").seenAt())
                .isBefore(Clock.systemUTC().instant().minusMillis(900));
    }
}
