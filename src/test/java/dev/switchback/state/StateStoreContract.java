package dev.switchback.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.testing.FakeClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every durable store promises, whatever is beneath. */
public abstract class StateStoreContract {

    protected static final Attribution BY = Attribution.api("ana", "a \"quoted\" reason: grün, 灰, 🟢 \\ </script>");

    protected final FakeClock clock = new FakeClock();
    private final List<StateStore> opened = new ArrayList<>();

    /** Opens the test's own store, which is only looked at when it is polled. */
    protected abstract DurableStateStore openStore();

    /** Opens an empty store apart from the test's own. */
    protected abstract DurableStateStore openAnother();

    protected final DurableStateStore open() {
        DurableStateStore store = openStore();
        opened.add(store);
        return store;
    }

    @AfterEach
    void closeAll() {
        opened.forEach(StateStore::close);
    }

    protected static StateChange.Builder percentage(double target) {
        return StateChange.of("active-models", "PERCENTAGE_CHANGED", BY)
                .change(current -> current.with("percentage", Map.of("target", target)));
    }

    protected static double target(StateStore store) {
        return store.document("active-models")
                .section("percentage")
                .orElseThrow()
                .path("target")
                .asDouble();
    }

    @Test
    void knowsNothingAtFirst() {
        DurableStateStore store = open();

        assertThat(store.document("active-models")).isEqualTo(Document.empty("active-models"));
        assertThat(store.unreadable("active-models")).isEmpty();
        assertThat(store.migrations()).isEmpty();
        assertThat(store.history(HistoryQuery.newest(10))).isEmpty();
        assertThat(store.observations()).isEmpty();
        assertThat(store.health().issues()).isEmpty();
        assertThat(store.verify()).isEmpty();
    }

    @Test
    void remembersChangesOverARestart() {
        DurableStateStore store = open();
        store.commit(percentage(10).build());
        HistoryEntry second = store.commit(
                percentage(25).expecting(1).data("ticket", "OPS-1 \u0000").build());
        Document before = store.document("active-models");
        store.close();

        DurableStateStore again = open();

        assertThat(again.document("active-models")).isEqualTo(before);
        assertThat(before.generation()).isEqualTo(2);
        assertThat(before.sequence()).isEqualTo(second.sequence());
        HistoryEntry newest = again.history(HistoryQuery.newest(1)).get(0);
        assertThat(newest.sequence()).isEqualTo(second.sequence());
        assertThat(newest.at()).isEqualTo(clock.instant());
        assertThat(newest.reason()).isEqualTo(BY.reason());
        assertThat(newest.data())
                .containsEntry("ticket", "OPS-1 \u0000")
                .containsEntry("source", "api")
                .containsEntry("before", Map.of("percentage", Map.of("target", 10.0)))
                .containsEntry("after", Map.of("percentage", Map.of("target", 25.0)));
        assertThat(newest.node()).isEqualTo("test");
        assertThat(again.verify()).isEmpty();
    }

    @Test
    void refusesAChangeThatExpectsAnotherGeneration() {
        DurableStateStore store = open();
        store.commit(percentage(10).build());

        assertThatThrownBy(() -> store.commit(percentage(50).expecting(0).build()))
                .isInstanceOf(StateConflictException.class);
        assertThat(store.submit(percentage(50).expecting(0).build()).toCompletableFuture())
                .isCompletedExceptionally();
        assertThat(target(store)).isEqualTo(10);
        assertThat(store.history(HistoryQuery.newest(10))).hasSize(1);
    }

    @Test
    void refusesAChangeThatCouldNotBeReadBack() {
        DurableStateStore store = open();
        Object deep = 1;
        for (int level = 0; level < 40; level++) {
            deep = List.of(deep);
        }
        StateChange tooDeep = percentage(1).data("deep", deep).build();
        StateChange tooLong = percentage(1).data("long", "x".repeat(70_000)).build();

        assertThatThrownBy(() -> store.commit(tooDeep)).isInstanceOf(StateStoreException.class);
        assertThatThrownBy(() -> store.commit(tooLong)).isInstanceOf(StateStoreException.class);
        assertThat(store.migrations()).isEmpty();
        store.commit(percentage(2).build());
        assertThat(store.verify()).isEmpty();
    }

    @Test
    void letsAnEditFailAloneInAGroup() {
        DurableStateStore store = open();
        StateChange broken = StateChange.of("active-models", "BROKEN", BY)
                .change(current -> {
                    throw new IllegalStateException("no");
                })
                .build();

        assertThatThrownBy(() -> store.commit(broken)).isInstanceOf(IllegalStateException.class);
        store.commit(percentage(5).build());
        assertThat(target(store)).isEqualTo(5);
    }

    @Test
    void showsASubmittedChangeAtOnceAndMakesItDurable() {
        DurableStateStore store = open();
        store.commit(percentage(50).build());

        HistoryEntry written = store.submit(percentage(0).build())
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();

        assertThat(target(store)).isZero();
        assertThat(store.status().undurable()).isZero();
        assertThat(store.history(HistoryQuery.newest(1)))
                .extracting(HistoryEntry::sequence)
                .containsExactly(written.sequence());
    }

    @Test
    void takesChangesFromInterruptedCallers() {
        DurableStateStore store = open();
        Thread.currentThread().interrupt();

        store.commit(percentage(10).build());
        store.observe("node-1", StateJson.MAPPER.createObjectNode().put("inFlight", 3));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(target(store)).isEqualTo(10);
        store.commit(percentage(20).build());
        assertThat(store.observations().get("node-1").report().path("inFlight").asInt())
                .isEqualTo(3);
        assertThat(store.verify()).isEmpty();
    }

    @Test
    void ordersByNumberWhenTheClockIsSetBack() {
        DurableStateStore store = open();
        store.commit(percentage(10).build());
        clock.advance(Duration.ofHours(-1));
        long second = store.commit(percentage(20).build()).sequence();
        store.close();

        DurableStateStore again = open();

        assertThat(target(again)).isEqualTo(20);
        assertThat(again.history(HistoryQuery.newest(2)))
                .extracting(HistoryEntry::sequence)
                .containsExactly(second, second - 1);
    }

    @Test
    void answersQueries() {
        DurableStateStore store = open();
        store.commit(percentage(10).build());
        store.commit(StateChange.of("active-models", "SEEN", BY).observation().build());
        clock.advance(Duration.ofMinutes(1));
        store.commit(StateChange.of("other", "NOTED", BY).build());

        assertThat(types(store, HistoryQuery.newest(10))).containsExactly("NOTED", "PERCENTAGE_CHANGED");
        assertThat(types(store, HistoryQuery.newest(10).ofType("SEEN"))).containsExactly("SEEN");
        assertThat(types(store, HistoryQuery.newest(10).of("active-models"))).containsExactly("PERCENTAGE_CHANGED");
        assertThat(types(store, HistoryQuery.newest(10).since(clock.instant()))).containsExactly("NOTED");
        assertThat(types(store, HistoryQuery.newest(1))).containsExactly("NOTED");
        assertThat(store.document("active-models").generation())
                .as("an observation is no generation")
                .isEqualTo(1);
    }

    private static List<String> types(StateStore store, HistoryQuery query) {
        return store.history(query).stream().map(HistoryEntry::type).toList();
    }

    @Test
    void tellsListenersInOrder() {
        DurableStateStore store = open();
        List<Double> heard = Collections.synchronizedList(new ArrayList<>());
        store.onEntry(entry -> heard.add(target(store)));
        store.onEntry(entry -> {
            throw new IllegalStateException("a listener that fails");
        });

        for (int change = 1; change <= 3; change++) {
            store.commit(percentage(change).build());
            store.poll();
        }

        assertThat(heard).containsExactly(1.0, 2.0, 3.0);
    }

    @Test
    void letsAListenerCommit() {
        DurableStateStore store = open();
        store.onEntry(entry -> {
            if (entry.type().equals("PERCENTAGE_CHANGED")) {
                store.commit(StateChange.of("active-models", "ANSWERED", BY)
                        .observation()
                        .build());
            }
        });

        store.commit(percentage(1).build());
        store.poll();

        assertThat(store.history(HistoryQuery.newest(5).ofType("ANSWERED"))).hasSize(1);
    }

    @Test
    void isSharedByAllWhoOpenItInOneProcess() {
        DurableStateStore one = open();
        DurableStateStore other = open();
        one.commit(percentage(10).build());
        one.close();

        assertThat(target(other)).isEqualTo(10);
        other.commit(percentage(20).build());
        assertThatThrownBy(() -> one.commit(percentage(30).build()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageEndingWith("is closed");
    }

    @Test
    void keepsWhatNodesSayUntilTheyAreForgotten() {
        DurableStateStore store = open();
        store.observe(
                "active-models.host-2", StateJson.MAPPER.createObjectNode().put("epoch", 7));
        store.observe(
                "active-models.host-2", StateJson.MAPPER.createObjectNode().put("epoch", 8));

        assertThat(store.observations()).containsOnlyKeys("active-models.host-2");
        assertThat(store.observations()
                        .get("active-models.host-2")
                        .report()
                        .path("epoch")
                        .asInt())
                .isEqualTo(8);

        store.forget("active-models.host-2");
        store.forget("active-models.host-2");

        assertThat(store.observations()).isEmpty();
    }

    @Test
    void refusesNodeNamesThatAreNoNames() {
        DurableStateStore store = open();

        for (String name : new String[] {null, "", "..", "../x", "a/b", ".hidden", "a\u0000b", "x".repeat(191)}) {
            assertThatThrownBy(() -> store.observe(name, StateJson.MAPPER.createObjectNode()))
                    .as("node %s", name)
                    .isInstanceOf(InvalidValueException.class);
        }
        assertThat(store.observations()).isEmpty();
    }

    @Test
    void goesOverIntoAnotherStoreWithAllOfItsHistory() {
        DurableStateStore store = open();
        for (int change = 1; change <= 40; change++) {
            store.commit(percentage(change).data("number", change).build());
            store.commit(StateChange.of("other", "SEEN", BY)
                    .observation()
                    .change(current -> current.with("keys", Map.of("forced", List.of("k"))))
                    .build());
        }
        store.commit(StateChange.of("active-models", "REMOVED", BY)
                .change(current -> current.without("percentage").with("rollback", Map.of("routing", "active")))
                .build());
        List<HistoryEntry> all = new ArrayList<>();
        store.replay(all::add);

        try (DurableStateStore another = openAnother()) {
            assertThat(another.restore(all)).isEqualTo(81);
            assertThat(another.verify()).isEmpty();
            for (String migration : List.of("active-models", "other")) {
                assertThat(another.document(migration).sections())
                        .isEqualTo(store.document(migration).sections());
                assertThat(another.document(migration).generation())
                        .isEqualTo(store.document(migration).generation());
            }
            List<HistoryEntry> there = new ArrayList<>();
            another.replay(there::add);
            assertThat(there)
                    .usingRecursiveFieldByFieldElementComparatorIgnoringFields("sequence", "data")
                    .isEqualTo(all);
            assertThat(there).extracting(HistoryEntry::sequence).isSorted();
            assertThatThrownBy(() -> another.restore(all))
                    .isInstanceOf(StateStoreException.class)
                    .hasMessageContaining("it holds a history already");
            another.commit(percentage(7).build());
            assertThat(another.verify()).isEmpty();
        }
    }
}
