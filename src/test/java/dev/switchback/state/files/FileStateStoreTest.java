package dev.switchback.state.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.state.Attribution;
import dev.switchback.state.Document;
import dev.switchback.state.HistoryEntry;
import dev.switchback.state.HistoryQuery;
import dev.switchback.state.StateChange;
import dev.switchback.state.StateConflictException;
import dev.switchback.state.StateJson;
import dev.switchback.state.StateStoreException;
import dev.switchback.testing.FakeClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStateStoreTest {

    private static final Attribution BY = Attribution.api("ana", "a \"quoted\" reason: grün, 灰, 🟢 \\ </script>");

    @TempDir
    Path parent;

    private final FakeClock clock = new FakeClock();
    private final List<FileStateStore> opened = new ArrayList<>();

    private Path directory() {
        return parent.resolve("state");
    }

    private FileStateStore open() {
        FileStateStore store = FileStateStore.builder(directory())
                .clock(clock)
                .node("test")
                .pollEvery(Duration.ZERO)
                .segmentBytes(8_192)
                .open();
        opened.add(store);
        return store;
    }

    @AfterEach
    void closeAll() {
        opened.forEach(FileStateStore::close);
    }

    private static StateChange.Builder percentage(double target) {
        return StateChange.of("active-models", "PERCENTAGE_CHANGED", BY)
                .change(current -> current.with("percentage", Map.of("target", target)));
    }

    private static double target(Document document) {
        return document.section("percentage").orElseThrow().path("target").asDouble();
    }

    @Test
    void knowsNothingOfADirectoryThatItHasMade() {
        FileStateStore store = open();

        assertThat(store.document("active-models")).isEqualTo(Document.empty("active-models"));
        assertThat(store.unreadable("active-models")).isEmpty();
        assertThat(store.migrations()).isEmpty();
        assertThat(store.history(HistoryQuery.newest(10))).isEmpty();
        assertThat(store.health().issues()).isEmpty();
        assertThat(directory()).isDirectory();
    }

    @Test
    void remembersChangesOverARestart() {
        FileStateStore store = open();
        store.commit(percentage(10).build());
        HistoryEntry second =
                store.commit(percentage(25).expecting(1).data("ticket", "OPS-1").build());
        Document before = store.document("active-models");
        store.close();

        FileStateStore again = open();

        assertThat(again.document("active-models")).isEqualTo(before);
        assertThat(before.generation()).isEqualTo(2);
        assertThat(before.sequence()).isEqualTo(second.sequence());
        HistoryEntry newest = again.history(HistoryQuery.newest(1)).get(0);
        assertThat(newest.reason()).isEqualTo(BY.reason());
        assertThat(newest.data())
                .containsEntry("ticket", "OPS-1")
                .containsEntry("source", "api")
                .containsEntry("before", Map.of("percentage", Map.of("target", 10.0)))
                .containsEntry("after", Map.of("percentage", Map.of("target", 25.0)));
        assertThat(newest.node()).isEqualTo("test");
        assertThat(again.verify()).isEmpty();
    }

    @Test
    void refusesAChangeThatExpectsAnotherGeneration() {
        FileStateStore store = open();
        store.commit(percentage(10).build());

        assertThatThrownBy(() -> store.commit(percentage(50).expecting(0).build()))
                .isInstanceOf(StateConflictException.class);
        assertThat(target(store.document("active-models"))).isEqualTo(10);
        assertThat(store.history(HistoryQuery.newest(10))).hasSize(1);
    }

    @Test
    void refusesAChangeThatCouldNotBeReadBack() {
        FileStateStore store = open();
        Object deep = 1;
        for (int level = 0; level < 40; level++) {
            deep = List.of(deep);
        }
        StateChange tooDeep = percentage(1).data("deep", deep).build();
        StateChange tooLong = percentage(1).data("long", "x".repeat(70_000)).build();

        assertThatThrownBy(() -> store.commit(tooDeep))
                .hasMessage(
                        "cannot write state: a change must be nested at most 28 deep (migration=active-models). Nothing was changed");
        assertThatThrownBy(() -> store.commit(tooLong))
                .hasMessage(
                        "cannot write state: a change must be short enough for a line of 64 KiB, both sides of what it changes included (migration=active-models). Nothing was changed");
        assertThat(store.migrations()).isEmpty();
        store.commit(percentage(2).build());
        assertThat(store.verify()).isEmpty();
    }

    @Test
    void refusesDataThatOnlyAStoreMayWrite() {
        assertThatThrownBy(() -> percentage(1).data("after", Map.of("percentage", Map.of("target", 100))))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage(
                        "data must be named other than source, generation, observation, before and after, but was after");
    }

    @Test
    void letsAnEditFailAloneInAGroup() {
        FileStateStore store = open();
        StateChange broken = StateChange.of("active-models", "BROKEN", BY)
                .change(current -> {
                    throw new IllegalStateException("no");
                })
                .build();

        assertThatThrownBy(() -> store.commit(broken)).isInstanceOf(IllegalStateException.class);
        store.commit(percentage(5).build());
        assertThat(target(store.document("active-models"))).isEqualTo(5);
    }

    @Test
    void takesChangesFromInterruptedCallers() {
        FileStateStore store = open();
        Thread.currentThread().interrupt();

        store.commit(percentage(10).build());
        store.observe("node-1", StateJson.MAPPER.createObjectNode().put("inFlight", 3));
        store.history(HistoryQuery.newest(1));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(target(store.document("active-models"))).isEqualTo(10);
        assertThat(store.observations().get("node-1").report().path("inFlight").asInt())
                .isEqualTo(3);
        store.commit(percentage(20).build());
        assertThat(store.verify()).isEmpty();
    }

    @Test
    void sealsSegmentsAndIsRebuiltFromTheLastOneAlone() throws IOException {
        FileStateStore store = open();
        store.commit(StateChange.of("other", "NOTED", BY)
                .change(current -> current.with("keys", Map.of("forced", List.of("k"))))
                .build());
        for (int change = 1; change <= 60; change++) {
            store.commit(percentage(change).build());
        }
        Map<String, Document> before =
                Map.of("active-models", store.document("active-models"), "other", store.document("other"));
        assertThat(store.history(HistoryQuery.newest(1_000))).hasSize(61);
        store.close();
        Files.delete(directory().resolve("migrations/active-models.json"));
        Files.delete(directory().resolve("migrations/other.json"));

        FileStateStore again = open();

        assertThat(Map.of("active-models", again.document("active-models"), "other", again.document("other")))
                .isEqualTo(before);
        assertThat(again.verify()).isEmpty();
        assertThat(again.archive(clock.instant().plusSeconds(1))).isNotEmpty();
        assertThat(again.history(HistoryQuery.newest(1_000))).hasSize(61);
        assertThat(again.verify()).isEmpty();
    }

    @Test
    void ordersByNumberWhenTheClockIsSetBack() {
        FileStateStore store = open();
        store.commit(percentage(10).build());
        clock.advance(Duration.ofHours(-1));
        store.commit(percentage(20).build());
        store.close();

        FileStateStore again = open();

        assertThat(target(again.document("active-models"))).isEqualTo(20);
        assertThat(again.history(HistoryQuery.newest(2)))
                .extracting(HistoryEntry::sequence)
                .containsExactly(3L, 2L);
    }

    @Test
    void tellsListenersInOrder() {
        FileStateStore store = open();
        List<Long> heard = Collections.synchronizedList(new ArrayList<>());
        store.onEntry(entry -> heard.add(entry.sequence()));
        store.onEntry(entry -> {
            throw new IllegalStateException("a listener that fails");
        });

        for (int change = 1; change <= 3; change++) {
            store.commit(percentage(change).build());
        }
        store.poll();

        assertThat(heard).containsExactly(2L, 3L, 4L);
    }

    @Test
    void letsAListenerCommit() {
        FileStateStore store = open();
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
    void isSharedByAllWhoOpenTheDirectoryInOneProcess() {
        FileStateStore one = open();
        FileStateStore other = open();
        one.commit(percentage(10).build());
        one.close();

        assertThat(target(other.document("active-models"))).isEqualTo(10);
        other.commit(percentage(20).build());
        assertThatThrownBy(() -> one.commit(percentage(30).build()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the state store %s is closed".formatted(directory()));
    }

    @Test
    void refusesNodeNamesThatAreNoFileNames() {
        FileStateStore store = open();

        for (String name : new String[] {null, "", "..", "../x", "a/b", ".hidden", "a\u0000b", "x".repeat(191)}) {
            assertThatThrownBy(() -> store.observe(name, StateJson.MAPPER.createObjectNode()))
                    .as("node %s", name)
                    .isInstanceOf(InvalidValueException.class);
        }
        assertThat(store.observations()).isEmpty();
    }

    @Test
    void forgetsANode() {
        FileStateStore store = open();
        store.observe(
                "active-models.host-2", StateJson.MAPPER.createObjectNode().put("epoch", 7));

        store.forget("active-models.host-2");

        assertThat(store.observations()).isEmpty();
    }

    @Nested
    class OpenedForReading {

        @Test
        void makesNothing() {
            try (FileStateStore store = FileStateStore.openReadOnly(directory())) {
                assertThat(store.document("active-models").generation()).isZero();
                assertThat(store.status().unreadable()).isEmpty();
                assertThatThrownBy(() -> store.commit(percentage(1).build()))
                        .isInstanceOf(StateStoreException.class)
                        .hasMessage(
                                "cannot write state: it was opened for reading (store=%s). Nothing was changed; run `switchback doctor`"
                                        .formatted(directory()));
            }
            assertThat(directory()).doesNotExist();
        }

        @Test
        void readsWhatOthersHaveWritten() {
            FileStateStore store = open();
            store.commit(percentage(10).build());
            store.close();

            try (FileStateStore reading = FileStateStore.openReadOnly(directory())) {
                assertThat(target(reading.document("active-models"))).isEqualTo(10);
                assertThat(reading.history(HistoryQuery.newest(5))).hasSize(1);
            }
        }
    }
}
