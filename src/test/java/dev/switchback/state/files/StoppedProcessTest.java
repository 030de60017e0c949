package dev.switchback.state.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchback.state.Attribution;
import dev.switchback.state.HistoryEntry;
import dev.switchback.state.StateChange;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is stopped while it writes stops no other. */
class StoppedProcessTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    Path parent;

    /** Takes the lock, and never gives it back. */
    static final class Holder {

        private Holder() {}

        public static void main(String[] arguments) throws IOException {
            try (FileChannel lock = FileChannel.open(Path.of(arguments[0], "LOCK"), StandardOpenOption.WRITE)) {
                lock.lock();
                System.out.println("locked");
                System.in.read();
            }
        }
    }

    private Process holder() throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Holder.class.getName(),
                        parent.resolve("state").toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.inputReader().readLine()).isEqualTo("locked");
        return process;
    }

    @Test
    void keepsNobodyFromForcingLegacyOrFromItsHeartbeat() throws IOException {
        StateChange rollback = StateChange.of("orders", "ROLLBACK_STARTED", Attribution.api("ana", "wrong totals"))
                .change(current -> current.with("rollback", "routing"))
                .build();
        try (FileStateStore store = FileStateStore.builder(parent.resolve("state"))
                .pollEvery(Duration.ofMillis(100))
                .open()) {
            AtomicInteger ticks = new AtomicInteger();
            store.onTick(ticks::incrementAndGet);
            Process stopped = holder();
            try {
                CompletableFuture<HistoryEntry> durable = store.submit(rollback).toCompletableFuture();
                int before = ticks.get();

                await().atMost(SOON).until(() -> ticks.get() > before);
                assertThat(durable).isNotDone();
                assertThat(store.document("orders").section("rollback")).isPresent();
                await().atMost(SOON)
                        .until(() -> store.status()
                                .unwritable()
                                .equals(Optional.of("another process has held the lock for 5 s: is it stopped?")));
                stopped.destroyForcibly();
                await().atMost(SOON).until(durable::isDone);
                assertThat(durable).isCompleted();
                assertThat(store.status().unwritable()).isEmpty();
            } finally {
                stopped.destroyForcibly();
            }
        }
    }
}
