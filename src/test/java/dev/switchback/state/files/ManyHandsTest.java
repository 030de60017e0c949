package dev.switchback.state.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.state.Document;
import dev.switchback.state.HistoryEntry;
import dev.switchback.state.HistoryQuery;
import dev.switchback.state.StateChange;
import dev.switchback.testing.FakeClock;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** F13, F15 and F17: callers that are interrupted, classes that are loaded twice, a clock that is set back. */
public class ManyHandsTest {

    @TempDir
    Path parent;

    private Path directory() {
        return parent.resolve("state");
    }

    private static List<Long> sequences(FileStateStore store) {
        return store.history(HistoryQuery.newest(1_000)).stream()
                .map(HistoryEntry::sequence)
                .toList();
    }

    @Test
    void keepsWhatAnInterruptedCallerCommits() {
        try (FileStateStore store = FileStateStore.open(directory())) {
            for (int number = 1; number <= 20; number++) {
                Thread.currentThread().interrupt();
                store.commit(Story.numbered(number));
                assertThat(Thread.interrupted())
                        .as("the interrupt is the caller's")
                        .isTrue();
            }
            assertThat(store.document(Story.MIGRATION).generation()).isEqualTo(20);
            assertThat(store.verify()).isEmpty();
        }
    }

    @Test
    void goesOnWhenItsCallersAreShutDown() throws Exception {
        try (FileStateStore store = FileStateStore.open(directory())) {
            ExecutorService callers = Executors.newFixedThreadPool(8);
            List<CompletableFuture<Long>> acknowledged = new ArrayList<>();
            for (int number = 1; number <= 200; number++) {
                StateChange change = Story.numbered(number);
                CompletableFuture<Long> one = new CompletableFuture<>();
                acknowledged.add(one);
                callers.execute(() -> one.complete(store.commit(change).sequence()));
            }
            acknowledged.get(20).join();

            int neverBegan = callers.shutdownNow().size(); // interrupts those that wait for the disk
            assertThat(callers.awaitTermination(10, TimeUnit.SECONDS)).isTrue();

            List<Long> answers = acknowledged.stream()
                    .filter(CompletableFuture::isDone)
                    .map(CompletableFuture::join)
                    .toList();
            assertThat(answers).hasSize(200 - neverBegan).isSubsetOf(sequences(store));
            store.commit(Story.numbered(201));
            assertThat(store.verify()).isEmpty();
        }
    }

    /** Each with a registry and a lock of its own, in a process to which the system gives locks as one. */
    @Test
    void writesOneHistoryThoughItsClassesAreLoadedTwice() throws Exception {
        List<Thread> writers = new ArrayList<>();
        List<Throwable> failures = new ArrayList<>();
        for (int loader = 1; loader <= 2; loader++) {
            Class<?> writer = new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())
                    .loadClass(Hand.class.getName());
            assertThat(writer).isNotSameAs(Hand.class);
            Thread thread = new Thread(
                    (Runnable) writer.getDeclaredConstructor(Path.class).newInstance(directory()));
            thread.setUncaughtExceptionHandler((who, failed) -> failures.add(failed));
            writers.add(thread);
        }
        writers.forEach(Thread::start);
        for (Thread writer : writers) {
            writer.join();
        }

        assertThat(failures).isEmpty();
        try (FileStateStore store = FileStateStore.open(directory())) {
            assertThat(store.document(Story.MIGRATION).generation()).isEqualTo(2 * Hand.EVENTS);
            assertThat(sequences(store)).hasSize(2 * Hand.EVENTS);
            assertThat(store.verify()).isEmpty();
        }
    }

    private static URL[] classPath() throws Exception {
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<URL> urls = new ArrayList<>();
        for (String entry : path.split(File.pathSeparator, -1)) {
            urls.add(Path.of(entry).toUri().toURL());
        }
        return urls.toArray(URL[]::new);
    }

    /** Opens and closes the store again and again: closing must not take the other's lock away. */
    public static final class Hand implements Runnable {

        static final int EVENTS = 40;

        private final Path directory;

        public Hand(Path directory) {
            this.directory = directory;
        }

        @Override
        public void run() {
            for (int number = 1; number <= EVENTS; number += 10) {
                try (FileStateStore store = FileStateStore.open(directory)) {
                    for (int next = number; next < number + 10; next++) {
                        store.commit(Story.numbered(next));
                    }
                }
            }
        }
    }

    @Test
    void ordersByNumberWhenTheClockIsSetBack() {
        FakeClock clock = new FakeClock();
        Document last;
        try (FileStateStore store =
                FileStateStore.builder(directory()).clock(clock).open()) {
            store.commit(Story.numbered(1));
            clock.advance(Duration.ofHours(-1));
            store.commit(Story.numbered(2));
            last = store.document(Story.MIGRATION);
        }
        try (FileStateStore store =
                FileStateStore.builder(directory()).clock(clock).open()) {
            assertThat(store.document(Story.MIGRATION)).isEqualTo(last);
            assertThat(last.changedAt()).isEqualTo(clock.instant());
            store.commit(Story.numbered(3));
            assertThat(sequences(store)).containsExactly(4L, 3L, 2L);
            assertThat(store.verify()).isEmpty();
        }
    }
}
