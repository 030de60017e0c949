package dev.switchback.state.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchback.state.Attribution;
import dev.switchback.state.HistoryEntry;
import dev.switchback.state.HistoryQuery;
import dev.switchback.state.StateChange;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeveralProcessesTest {

    @TempDir
    Path parent;

    private Path directory() {
        return parent.resolve("state");
    }

    @Test
    void writeOneHistoryTogether() throws Exception {
        TreeSet<Long> acknowledged = new TreeSet<>();
        try (StoreProcess one = StoreProcess.start(directory(), "one");
                StoreProcess two = StoreProcess.start(directory(), "two")) {
            for (int round = 0; round < 200; round++) {
                one.ask();
                two.ask();
            }
            for (int round = 0; round < 200; round++) {
                acknowledged.add(one.answer());
                acknowledged.add(two.answer());
            }
        }

        try (FileStateStore store = FileStateStore.open(directory())) {
            assertThat(acknowledged).hasSize(400);
            assertThat(store.history(HistoryQuery.newest(1_000)))
                    .extracting(HistoryEntry::sequence)
                    .containsExactlyElementsOf(acknowledged.descendingSet());
            assertThat(store.document("active-models").generation()).isEqualTo(400);
            assertThat(store.verify()).isEmpty();
        }
    }

    @Test
    void seeEachOthersChangesWithinASecond() throws Exception {
        List<HistoryEntry> heard = Collections.synchronizedList(new ArrayList<>());
        try (FileStateStore store = FileStateStore.open(directory());
                StoreProcess process = StoreProcess.start(directory(), "other")) {
            store.onEntry(heard::add);
            process.ask();
            process.answer();

            await().atMost(Duration.ofSeconds(1)).until(() -> heard.size() == 1);
            assertThat(heard.get(0).node()).isEqualTo("other");
            assertThat(store.document("active-models").generation()).isEqualTo(1);

            store.commit(StateChange.of("active-models", "NOTED", Attribution.api("ana", "from here"))
                    .expecting(1)
                    .build());
            process.ask();
            process.answer();
            await().atMost(Duration.ofSeconds(1)).until(() -> heard.size() == 3);
            assertThat(heard).extracting(HistoryEntry::sequence).isSorted();
        }
    }

    @Test
    void areReadFromWithoutALock() throws Exception {
        try (StoreProcess process = StoreProcess.start(directory(), "writer")) {
            process.ask();
            process.answer();
            try (FileStateStore reading = FileStateStore.openReadOnly(directory())) {
                assertThat(reading.document("active-models").generation()).isEqualTo(1);
                process.ask();
                process.answer();
                reading.poll();
                assertThat(reading.document("active-models").generation()).isEqualTo(2);
            }
        }
        assertThat(Files.exists(directory().resolve("LOCK"))).isTrue();
    }
}
