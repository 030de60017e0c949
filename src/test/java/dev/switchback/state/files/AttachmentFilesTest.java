package dev.switchback.state.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.journal.MemoryStorage;
import dev.switchback.state.AttachmentsContract;
import dev.switchback.state.StateStore;
import dev.switchback.state.StateStoreException;
import dev.switchback.state.attachment.Attachments;
import dev.switchback.testing.FakeClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttachmentFilesTest extends AttachmentsContract {

    private static final byte[] OLD = "old, and whole".getBytes(StandardCharsets.UTF_8);
    private static final byte[] NEW = "new, and whole as well".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path parent;

    private Path directory() {
        return parent.resolve("state");
    }

    private Path file() {
        return directory().resolve("attachments").resolve(MIGRATION).resolve("one");
    }

    @Override
    protected StateStore openStore() {
        return FileStateStore.open(directory());
    }

    @Test
    void areThereAfterARestartForTheirOwnerAlone() throws IOException {
        try (FileStateStore store = FileStateStore.open(directory())) {
            store.attachments().put(MIGRATION, "one", OLD);
        }

        assertThat(open().get(MIGRATION, "one"))
                .hasValueSatisfying(kept -> assertThat(kept).isEqualTo(OLD));
        try (Stream<Path> all = Files.walk(directory().resolve("attachments"))) {
            for (Path path : all.toList()) {
                assertThat(PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS)))
                        .as("%s", path)
                        .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------");
            }
        }
    }

    @Test
    void areOnlyReadFromADirectoryOpenedForReading() throws IOException {
        try (FileStateStore absent = FileStateStore.openReadOnly(directory())) {
            assertThat(absent.attachments().get(MIGRATION, "one")).isEmpty();
            assertThat(absent.attachments().names(MIGRATION)).isEmpty();
        }
        assertThat(directory()).doesNotExist();
        try (FileStateStore store = FileStateStore.open(directory())) {
            store.attachments().put(MIGRATION, "one", OLD);
        }
        try (FileStateStore reader = FileStateStore.openReadOnly(directory())) {
            assertThat(reader.attachments().names(MIGRATION)).containsExactly("one");
            assertThatThrownBy(() -> reader.attachments().put(MIGRATION, "one", NEW))
                    .isInstanceOf(StateStoreException.class)
                    .hasMessageContaining("it was opened for reading");
            assertThatThrownBy(() -> reader.attachments().remove(MIGRATION, "one"))
                    .isInstanceOf(StateStoreException.class);
        }
        assertThat(file()).hasBinaryContent(OLD);
    }

    @Test
    void areRefusedAsSymbolicLinks() throws IOException {
        Path victim = Files.writeString(parent.resolve("victim"), "precious");
        Attachments attachments = open();
        attachments.put(MIGRATION, "two", OLD);
        Files.createSymbolicLink(file(), victim);

        assertThatThrownBy(() -> attachments.get(MIGRATION, "one"))
                .isInstanceOf(StateStoreException.class)
                .hasMessageContaining("one is a symbolic link");
        assertThatThrownBy(() -> attachments.put(MIGRATION, "one", NEW)).isInstanceOf(StateStoreException.class);
        assertThatThrownBy(() -> attachments.remove(MIGRATION, "one")).isInstanceOf(StateStoreException.class);
        Path elsewhere = Files.createDirectory(parent.resolve("elsewhere"));
        Files.createSymbolicLink(directory().resolve("attachments/others"), elsewhere);
        assertThatThrownBy(() -> attachments.put("others", "one", NEW)).isInstanceOf(StateStoreException.class);
        assertThatThrownBy(() -> attachments.names("others")).isInstanceOf(StateStoreException.class);

        assertThat(victim).hasContent("precious");
        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void areGivenAsTheyAreWhateverHappenedToThem() throws IOException {
        Attachments attachments = open();
        attachments.put(MIGRATION, "one", OLD);
        Files.write(file(), new byte[] {0});
        Files.writeString(file().resolveSibling("NOT-A-NAME"), "x");

        assertThat(attachments.get(MIGRATION, "one"))
                .hasValueSatisfying(kept -> assertThat(kept).containsExactly(0));
        assertThat(attachments.names(MIGRATION)).containsExactly("one");

        Files.write(file(), new byte[Attachments.LARGEST + 1]);
        assertThatThrownBy(() -> attachments.get(MIGRATION, "one"))
                .isInstanceOf(StateStoreException.class)
                .hasMessageContaining("one is longer than 524288 bytes");
    }

    /** Lets each call of the disk fail in turn while one replaces another, and each kind of end follow. */
    @Test
    void areTheOldOrTheNewWhateverFails() {
        for (EveryCallFailsTest.End end : EveryCallFailsTest.End.values()) {
            boolean reached = true;
            for (int nth = 1; reached; nth++) {
                for (boolean once : List.of(true, false)) {
                    MemoryStorage disk = withTheOld();
                    int before = disk.calls();
                    boolean acknowledged = replace(disk, nth, once);
                    reached = disk.calls() >= before + nth;
                    check(end.after(disk, nth), acknowledged, "call %d, once %s, then %s".formatted(nth, once, end));
                }
            }
        }
    }

    private static MemoryStorage withTheOld() {
        MemoryStorage disk = new MemoryStorage();
        try (FileStateStore store = Story.open(disk, new FakeClock())) {
            store.attachments().put(MIGRATION, "one", OLD);
        }
        return disk;
    }

    private static boolean replace(MemoryStorage disk, int nth, boolean once) {
        if (once) {
            disk.failOnce(nth);
        } else {
            disk.failFrom(nth);
        }
        try (FileStateStore store = Story.open(disk, new FakeClock())) {
            store.attachments().put(MIGRATION, "one", NEW);
            return true;
        } catch (StateStoreException failed) {
            return false;
        }
    }

    private static void check(MemoryStorage disk, boolean acknowledged, String what) {
        disk.heal();
        try (FileStateStore store = Story.open(disk, new FakeClock())) {
            byte[] found = store.attachments().get(MIGRATION, "one").orElseThrow();
            assertThat(List.of(OLD, NEW)).as(what).anyMatch(one -> Arrays.equals(one, found));
            if (acknowledged) {
                assertThat(found).as(what).isEqualTo(NEW);
            }
        }
        assertThat(disk.contents().keySet()).as(what).noneMatch(name -> name.contains("tmp"));
    }

    /** What a crash leaves of a file is removed when the store is opened, at whatever byte it was cut. */
    @Test
    void leaveNothingOfACrashBehind() throws IOException {
        try (FileStateStore store = FileStateStore.open(directory())) {
            store.attachments().put(MIGRATION, "one", OLD);
        }
        byte[] half = new byte[new Random(7).nextInt(NEW.length)];
        Path leftover = Files.write(file().resolveSibling("one.tmp"), half);

        assertThat(open().names(MIGRATION)).containsExactly("one");

        assertThat(leftover).doesNotExist();
    }
}
