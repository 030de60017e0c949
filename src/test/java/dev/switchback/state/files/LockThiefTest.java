package dev.switchback.state.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.state.HistoryEntry;
import dev.switchback.state.HistoryQuery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** F14: something in this process opens and closes the files of the state while another process writes, too. */
class LockThiefTest {

    private static final int SEGMENT = 4_096;
    private static final int EVENTS = 200;

    private final AtomicInteger missed = new AtomicInteger();

    @TempDir
    Path parent;

    private Path directory() {
        return parent.resolve("state");
    }

    @Test
    void losesNothingWhenTheLockIsReadFiftyTimesASecond() throws Exception {
        writeWhile(Duration.ofMillis(20), () -> Files.readString(directory().resolve("LOCK")));
    }

    @Test
    void losesNothingWhenTheLockIsReadAllTheTime() throws Exception {
        writeWhile(Duration.ofNanos(100_000), () -> Files.readString(directory().resolve("LOCK")));
    }

    @Test
    void losesNothingWhenEveryFileIsReadAgainAndAgain() throws Exception {
        writeWhile(Duration.ofMillis(1), this::readAll);
    }

    private void readAll() throws IOException {
        try (Stream<Path> names = Files.walk(directory())) {
            for (Path file : names.filter(Files::isRegularFile).toList()) {
                try {
                    Files.readAllBytes(file);
                } catch (NoSuchFileException renamed) {
                    missed.incrementAndGet(); // sealed in between
                }
            }
        } catch (UncheckedIOException goneWhileWalking) {
            throw goneWhileWalking.getCause();
        }
    }

    private interface Theft {
        void steal() throws IOException;
    }

    /** Segments of a few records, so that they are begun as often as can be. */
    private void writeWhile(Duration pause, Theft theft) throws Exception {
        TreeSet<Long> acknowledged = new TreeSet<>();
        AtomicBoolean over = new AtomicBoolean();
        try (FileStateStore store = FileStateStore.builder(directory())
                        .node("one")
                        .segmentBytes(SEGMENT)
                        .open();
                StoreProcess other = StoreProcess.start(directory(), "two", SEGMENT)) {
            Thread thief = new Thread(() -> stealUntil(over, pause, theft));
            thief.start();
            try {
                for (int round = 0; round < EVENTS; round++) {
                    other.ask();
                }
                acknowledged.add(other.answer()); // it runs
                for (int number = 1; number <= EVENTS; number++) {
                    acknowledged.add(store.commit(Story.numbered(number)).sequence());
                }
                for (int round = 1; round < EVENTS; round++) {
                    acknowledged.add(other.answer());
                }
            } finally {
                over.set(true);
                thief.join();
            }
        }

        try (FileStateStore store = FileStateStore.open(directory())) {
            List<Long> kept = store.history(HistoryQuery.newest(10_000)).stream()
                    .map(HistoryEntry::sequence)
                    .toList();
            assertThat(acknowledged).as("each number is one event's").hasSize(2 * EVENTS);
            assertThat(kept).containsExactlyElementsOf(acknowledged.descendingSet());
            assertThat(store.verify()).isEmpty();
        }
    }

    private void stealUntil(AtomicBoolean over, Duration pause, Theft theft) {
        while (!over.get()) {
            try {
                theft.steal();
            } catch (IOException tooLate) {
                missed.incrementAndGet(); // there is always a next time
            }
            LockSupport.parkNanos(pause.toNanos());
        }
    }
}
