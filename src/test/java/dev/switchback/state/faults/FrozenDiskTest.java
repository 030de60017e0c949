package dev.switchback.state.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.switchback.health.HealthStatus;
import dev.switchback.state.StateStoreException;
import dev.switchback.state.files.FileStateStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** F9 and F10: the state may be read and not be written, from the beginning or from one moment on. */
@Tag("faults")
class FrozenDiskTest {

    private static final String MIGRATION = "active-models";

    @TempDir
    Path folder;

    private static FileStateStore open(Path directory) {
        return FileStateStore.builder(directory).pollEvery(Duration.ZERO).open();
    }

    @Test
    void holdsARollbackInMemoryWhileTheDiskIsReadOnly() throws Exception {
        Path directory = folder.resolve("state");
        try (FileStateStore store = open(directory)) {
            store.commit(StoreSubject.numbered(1));
        }
        try (Mounted disk = Mounted.onItself(directory)) {
            disk.remount("bind,ro"); // not possible once it is open for writing
            try (FileStateStore store = open(directory)) {
                refusesAndHolds(store, "Read-only file system");

                disk.remount("bind,rw");
                goesOn(store);
            }
            holdsThree(directory);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"i", "a"})
    void holdsARollbackInMemoryWhileTheHistoryIsFrozen(String attribute) throws Exception {
        Path directory = folder.resolve("state");
        Path history = directory.resolve("history.jsonl");
        try (FileStateStore store = open(directory)) {
            store.commit(StoreSubject.numbered(1));
        }
        Shell.needsRoot();
        Shell.needs("chattr");
        assumeThat(Shell.succeeds("chattr", "+" + attribute, history.toString()))
                .as("needs a file system that knows chattr +%s", attribute)
                .isTrue();
        try (FileStateStore store = open(directory)) {
            refusesAndHolds(store, "Operation not permitted");

            Shell.run("chattr", "-" + attribute, history.toString());
            goesOn(store);
        } finally {
            Shell.succeeds("chattr", "-" + attribute, history.toString());
        }
        holdsThree(directory);
    }

    private static void refusesAndHolds(FileStateStore store, String why) {
        assertThat(store.document(MIGRATION).generation()).isEqualTo(1);
        assertThatThrownBy(() -> store.commit(StoreSubject.numbered(99)))
                .isInstanceOf(StateStoreException.class)
                .hasMessageContaining(why);
        assertThat(store.document(MIGRATION).generation()).as("unchanged").isEqualTo(1);
        store.submit(StoreSubject.numbered(2));
        assertThat(store.document(MIGRATION).generation()).as("in force").isEqualTo(2);
        store.poll();
        assertThat(store.status().undurable()).isEqualTo(1);
        assertThat(store.health().status()).isEqualTo(HealthStatus.CRITICAL);
    }

    private static void goesOn(FileStateStore store) throws IOException {
        store.reopen();
        store.poll();
        assertThat(store.status().undurable()).isZero();
        store.commit(StoreSubject.numbered(3));
        assertThat(store.health().status()).isEqualTo(HealthStatus.HEALTHY);
    }

    private static void holdsThree(Path directory) {
        Subject.Reading reading = StoreSubject.read(directory);
        assertThat(reading.unreadable()).isEmpty();
        assertThat(reading.numbers()).containsExactly(1L, 2L, 3L);
    }
}
