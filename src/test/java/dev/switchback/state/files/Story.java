package dev.switchback.state.files;

import dev.switchback.journal.MemoryStorage;
import dev.switchback.state.Attribution;
import dev.switchback.state.HistoryEntry;
import dev.switchback.state.StateChange;
import dev.switchback.state.StateJson;
import dev.switchback.state.StateStoreException;
import dev.switchback.testing.FakeClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * What a store goes through in one life, with everything that it can do to a disk: it is opened, written to, brings its
 * documents up, begins new segments, compresses old ones, is opened anew when the disk has failed, and closed. It goes
 * on whatever fails, and keeps account of what it was told.
 */
final class Story {

    static final String MIGRATION = "active-models";

    private static final Attribution BY = Attribution.api("ana", "a reason");

    private final MemoryStorage disk;
    private final FakeClock clock = new FakeClock();
    private final Set<Integer> asked = new HashSet<>();
    private final Set<Integer> acknowledged = new HashSet<>();
    private final Set<Integer> refused = new HashSet<>();
    private final List<String> failures = new ArrayList<>();
    private int number;

    Story(MemoryStorage disk) {
        this.disk = disk;
    }

    static FileStateStore open(MemoryStorage disk, FakeClock clock) {
        return FileStateStore.builder(Path.of("memory"))
                .clock(clock)
                .node("test")
                .pollEvery(Duration.ZERO)
                .segmentBytes(4_096)
                .storage(directory -> disk)
                .open();
    }

    static StateChange numbered(int number) {
        return StateChange.of(MIGRATION, "NUMBERED", BY)
                .data("number", number)
                .change(current -> current.with("number", Map.of("last", number)))
                .build();
    }

    /** Lives it to the end. */
    Story live() {
        try (FileStateStore store = open(disk, clock)) {
            for (int chapter = 1; chapter <= 3; chapter++) {
                for (int change = 1; change <= 4; change++) {
                    commit(store);
                }
                submit(store);
                store.poll(); // tries again what failed, and brings the document up
            }
            attempt(() -> store.observe("node", StateJson.MAPPER.createObjectNode()));
            attempt(() -> store.archive(clock.instant().plusSeconds(1)));
            attempt(store::reopen);
            commit(store);
        } catch (StateStoreException notOpened) {
            failures.add(notOpened.getMessage());
        }
        return this;
    }

    private void commit(FileStateStore store) {
        int mine = ++number;
        asked.add(mine);
        try {
            store.commit(numbered(mine));
            acknowledged.add(mine);
        } catch (StateStoreException failed) {
            failures.add(failed.getMessage());
            if (failed.getMessage().contains("Nothing was changed")) {
                refused.add(mine);
            }
        }
    }

    private void submit(FileStateStore store) {
        int mine = ++number;
        asked.add(mine);
        CompletableFuture<HistoryEntry> written = store.submit(numbered(mine)).toCompletableFuture();
        store.poll();
        if (written.isDone() && !written.isCompletedExceptionally()) {
            acknowledged.add(mine);
        }
    }

    private void attempt(Runnable step) {
        try {
            step.run();
        } catch (StateStoreException failed) {
            failures.add(failed.getMessage());
        }
    }

    /** {@return the numbers that were to be written, those apart that were said to have changed nothing} */
    Set<Integer> perhapsWritten() {
        Set<Integer> perhaps = new HashSet<>(asked);
        perhaps.removeAll(refused);
        return perhaps;
    }

    /** {@return the numbers that were said to be durable} */
    Set<Integer> acknowledged() {
        return acknowledged;
    }

    /** {@return what the store said that went wrong} */
    List<String> failures() {
        return failures;
    }
}
