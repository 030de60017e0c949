package dev.switchback.journal.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.testing.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** F14: the system has dropped the lock of a process that goes on; another one does not get it all the same. */
@EnabledOnOs(OS.LINUX)
class StolenLockTest {

    private static final String NAME = "leader";

    @TempDir
    Path directory;

    private FileStorage storage;

    @BeforeEach
    void open() throws IOException {
        storage = FileStorage.open(directory, false);
    }

    /** Takes the lock, and reads its file, which drops it. */
    static final class Robbed {

        private Robbed() {}

        public static void main(String[] arguments) throws IOException {
            Path directory = Path.of(arguments[0]);
            FileStorage storage = FileStorage.open(directory, false);
            Optional<Storage.Hold> hold = storage.tryLock(NAME);
            Files.readAllBytes(directory.resolve(NAME));
            Files.readAllBytes(files(directory.resolve(NAME + ".owners")).get(0));
            System.out.println(hold.isPresent());
            System.in.read();
            hold.orElseThrow().close();
            System.out.println("given");
            System.in.read();
        }
    }

    private Process robbed() throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Robbed.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.inputReader().readLine()).isEqualTo("true");
        return process;
    }

    @Test
    void isTheOwnersUntilItGivesItBack() throws IOException {
        Process owner = robbed();
        try {
            assertThat(storage.tryLock(NAME)).isEmpty();

            owner.getOutputStream().write('\n');
            owner.getOutputStream().flush();
            assertThat(owner.inputReader().readLine()).isEqualTo("given");
            assertThat(storage.tryLock(NAME)).isPresent();
        } finally {
            owner.destroyForcibly();
        }
    }

    @Test
    void isFreeAsSoonAsItsOwnerIsKilled() throws IOException {
        Process owner = robbed();
        owner.destroyForcibly();
        Processes.awaitEnd(owner);

        assertThat(storage.tryLock(NAME)).isPresent();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.sorted().toList();
        }
    }

    private void busy(String lock, String who) throws IOException {
        Path folder = Files.createDirectories(directory.resolve(lock + ".owners"));
        Files.writeString(folder.resolve(who), "b");
    }

    @Test
    void isNotWaitedForForEver() throws IOException {
        Process owner = robbed();
        try {
            String theirs = files(directory.resolve(NAME + ".owners"))
                    .get(0)
                    .getFileName()
                    .toString();
            busy("LOCK", theirs);

            assertThatThrownBy(storage::lock).hasMessage("another process has held the lock for 5 s: is it stopped?");
        } finally {
            owner.destroyForcibly();
        }
        Processes.awaitEnd(owner);
        storage.lock().close();
        assertThat(files(directory.resolve("LOCK.owners")))
                .as("this process, and the last")
                .hasSize(2);
    }

    @Test
    void goesOnAfterItsFilesWereDeleted() throws IOException {
        storage.lock().close();
        Path folder = directory.resolve("LOCK.owners");
        for (Path file : files(folder)) {
            Files.delete(file);
        }
        lockUntilItIsLookedAt();
        assertThat(files(folder)).hasSize(2);

        Files.delete(directory.resolve("LOCK"));
        lockUntilItIsLookedAt();
        assertThat(directory.resolve("LOCK")).isEmptyFile();
    }

    private void lockUntilItIsLookedAt() throws IOException {
        for (int times = 1; times <= 64; times++) {
            storage.lock().close();
        }
    }

    @Test
    void isTakenFromAContainerThatCannotBeSeen() throws IOException {
        long foreign = ProcessMark.own().orElseThrow().bits() ^ (1L << 26);
        busy(NAME, "%016x-0123456789abcdef".formatted(foreign));
        busy("LOCK", "%016x-0123456789abcdef".formatted(foreign));

        assertThat(storage.tryLock(NAME)).as("the system says that it is free").isPresent();
        storage.lock().close(); // after two seconds
    }
}
