package dev.switchback.fleet.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchback.state.Attribution;
import dev.switchback.state.HistoryEntry;
import dev.switchback.state.StateChange;
import dev.switchback.testing.PostgresProxy;
import dev.switchback.testing.PostgresServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The database has written it, and its answer was lost: nothing is lost by that, and nothing is written twice. */
class UncertainCommitTest {

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
    void writesOnceWhatItWasNotToldIsWritten() throws Exception {
        try (PostgresProxy proxy = new PostgresProxy(url)) {
            DatabaseStateStore store = open(proxy.through(url), "one");
            store.commit(numbered(1));

            proxy.loseAnswers(1);
            HistoryEntry entry = store.commit(numbered(2));

            assertThat(proxy.left()).as("the answer was lost").isZero();
            assertThat(entry.data()).containsEntry("number", 2);
            store.commit(numbered(3));
            assertThat(numbers(store)).containsExactly(1, 2, 3);
            assertThat(store.verify()).isEmpty();
        }
    }

    @Test
    void writesASubmittedChangeOnceAlsoWhenTheDatabaseWasAwayInBetween() throws Exception {
        try (PostgresProxy proxy = new PostgresProxy(url)) {
            DatabaseStateStore store = open(proxy.through(url), "one");
            store.commit(numbered(1));
            proxy.loseAnswers(2); // and the question whether it was written gets no answer either

            CompletableFuture<HistoryEntry> second = store.submit(numbered(2)).toCompletableFuture();
            CompletableFuture<HistoryEntry> third = store.submit(numbered(3)).toCompletableFuture();

            await().atMost(SOON).until(() -> second.isDone() && third.isDone());
            assertThat(proxy.left()).as("the answers were lost").isZero();
            assertThat(numbers(store)).containsExactly(1, 2, 3);
            assertThat(store.document("orders").generation()).isEqualTo(3);
            assertThat(store.status().undurable()).isZero();
            assertThat(store.verify()).isEmpty();
        }
    }

    @Test
    void takesWhatItFindsWrittenForItsOwnAlsoWhenItCannotBeDoneTwice() throws Exception {
        try (PostgresProxy proxy = new PostgresProxy(url)) {
            DatabaseStateStore store = open(proxy.through(url), "one");
            store.commit(numbered(1));
            proxy.loseAnswers(2);

            CompletableFuture<HistoryEntry> rollback = store.submit(StateChange.of("orders", "ROLLBACK_STARTED", BY)
                            .change(current -> {
                                assertThat(current.section("rollback"))
                                        .as("done twice")
                                        .isEmpty();
                                return current.with("rollback", "routing");
                            })
                            .build())
                    .toCompletableFuture();

            await().atMost(SOON).until(rollback::isDone);
            assertThat(proxy.left()).as("the answers were lost").isZero();
            assertThat(rollback).isCompleted();
            assertThat(store.document("orders").generation()).isEqualTo(2);
            assertThat(numbers(store)).hasSize(2);
            assertThat(store.verify()).isEmpty();
        }
    }
}
