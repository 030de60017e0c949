package dev.switchback.state.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.health.HealthStatus;
import dev.switchback.state.StateStoreException;
import dev.switchback.state.files.FileStateStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** F7 and F8: no room, and no room for names. */
@Tag("faults")
class FullDiskTest {

    private static final String MIGRATION = "active-models";
    private static final int MORE_THAN_FIT = 5_000;

    @TempDir
    Path folder;

    @Test
    void keepsWhatItHasOnAFullTmpfs() throws Exception {
        try (Mounted disk = Mounted.of(folder.resolve("mounted"), "-t", "tmpfs", "-o", "size=64k", "tmpfs")) {
            fillsUpAndGoesOn(disk.point().resolve("state"), () -> disk.remount("size=1m"), "tmpfs of 64 KiB");
        }
    }

    @Test
    void keepsWhatItHasOnAFullDiskWithoutAJournalOfItsOwn() throws Exception {
        Shell.needs("mkfs.ext4");
        Path image = folder.resolve("image");
        Shell.run("truncate", "-s", "1M", image.toString());
        Shell.run("mkfs.ext4", "-q", "-F", "-O", "^has_journal", image.toString());
        try (Mounted disk = Mounted.image(image, folder.resolve("mounted"))) {
            Path ballast = Files.write(disk.point().resolve("ballast"), new byte[500_000]);
            fillsUpAndGoesOn(disk.point().resolve("state"), () -> Files.delete(ballast), "ext4 of 1 MiB, no journal");
        }
    }

    private interface Room {
        void make() throws IOException;
    }

    private static void fillsUpAndGoesOn(Path directory, Room room, String what) throws IOException {
        int written = 0;
        try (FileStateStore store =
                FileStateStore.builder(directory).pollEvery(Duration.ZERO).open()) {
            try {
                for (; written < MORE_THAN_FIT; written++) {
                    store.commit(StoreSubject.numbered(written));
                }
            } catch (StateStoreException full) {
                assertThat(full).hasMessageContaining("No space left on device");
            }
            assertThat(written).as("fitted").isBetween(10, MORE_THAN_FIT - 1);
            store.submit(StoreSubject.numbered(written)); // as an emergency rollback: true at once, written later
            assertThat(store.status().undurable()).isEqualTo(1);
            assertThat(store.health().status()).isEqualTo(HealthStatus.CRITICAL);
            assertThat(store.document(MIGRATION).generation()).isEqualTo(written + 1);

            room.make();
            store.poll();
            store.poll();

            assertThat(store.status().undurable())
                    .as("written when there is room")
                    .isZero();
            assertThat(store.health().status()).isEqualTo(HealthStatus.HEALTHY);
            store.commit(StoreSubject.numbered(written + 1));
        }
        Campaign.line("F7 %-49s %4d events fitted, all there afterwards".formatted(what, written));
        Subject.Reading reading = StoreSubject.read(directory);
        assertThat(reading.unreadable()).isEmpty();
        assertThat(reading.numbers()).hasSize(written + 2).isSorted();
    }

    @Test
    void keepsWhatItHasWhenTheFileMayNotGrow() throws Exception {
        Path directory = folder.resolve("state");
        Ledger ledger = new Ledger();
        // bash counts in blocks of 1024 bytes
        List<String> limited = List.of("bash", "-c", "ulimit -f 32; exec \"$@\"", "limited");
        Shell.needs("bash");
        int fitted = 0;
        String refused = "";
        try (WriterProcess process =
                WriterProcess.start(limited, Map.of(), Subject.Kind.LONG_SEGMENTS, directory, "writer")) {
            while (refused.isEmpty() && fitted < MORE_THAN_FIT) {
                process.ask(ledger.ask());
                String answer = process.answer();
                fitted += ledger.take(answer) ? 1 : 0;
                refused = answer.startsWith("ack") ? "" : answer;
            }
        }

        assertThat(refused).contains("File too large");
        ledger.compare(Subject.Kind.STORE, directory, "ulimit -f 32");
        assertThat(ledger.tally()).isEqualTo(new Ledger.Tally(1, 0, 0, 0, ""));
        Campaign.line("F7 %-49s %4d events fitted, all there afterwards".formatted("ulimit -f 32", fitted));
    }

    @Test
    void goesOnWithoutItsDocumentsWhenThereIsNoRoomForNames() throws Exception {
        try (Mounted disk =
                Mounted.of(folder.resolve("mounted"), "-t", "tmpfs", "-o", "size=1m,nr_inodes=7", "tmpfs")) {
            Path directory =
                    disk.point().resolve("state"); // seven: the root, this, LOCK, the history, and three of owners
            try (FileStateStore store =
                    FileStateStore.builder(directory).pollEvery(Duration.ZERO).open()) {
                store.commit(StoreSubject.numbered(1));
                store.poll(); // would write the document
                store.commit(StoreSubject.numbered(2));

                assertThat(directory.resolve("migrations")).doesNotExist();
                assertThat(store.health().status()).isEqualTo(HealthStatus.DEGRADED);
                assertThat(store.status().damage().orElseThrow())
                        .startsWith("documents cannot be written: No space left");

                disk.remount("nr_inodes=100");
                store.poll();
                assertThat(store.health().status()).isEqualTo(HealthStatus.HEALTHY);
            }
            assertThat(StoreSubject.read(directory).numbers()).containsExactly(1L, 2L);
        }
    }

    @Test
    void saysSoWhenThereIsNoRoomForASingleName() throws Exception {
        try (Mounted disk =
                Mounted.of(folder.resolve("mounted"), "-t", "tmpfs", "-o", "size=1m,nr_inodes=1", "tmpfs")) {
            assertThatThrownBy(() -> FileStateStore.open(disk.point().resolve("state")))
                    .isInstanceOf(StateStoreException.class)
                    .hasMessageContaining("No space left on device");
        }
    }
}
