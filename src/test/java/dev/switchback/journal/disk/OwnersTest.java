package dev.switchback.journal.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.journal.MemoryStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Who is alone, with no lock of the system at all. */
@EnabledOnOs(OS.LINUX)
class OwnersTest {

    private final MemoryStorage disk = new MemoryStorage();

    @TempDir
    Path folder;

    private Owners join() throws IOException {
        return Owners.join(disk).orElseThrow();
    }

    @Test
    void letOneAloneInAtATime() throws IOException {
        Owners one = join();
        Owners two = join();

        assertThat(one.take(false)).isTrue();
        assertThat(two.take(false)).isFalse();
        assertThat(two.take(false))
                .as("its id is the last now, but it was not in")
                .isFalse();
        one.give();
        assertThat(two.take(false)).isTrue();
        assertThat(one.take(false))
                .as("it was in, but its id is not the last any more")
                .isFalse();
        two.give();
        assertThat(one.take(false)).isTrue();
    }

    @Test
    void lookAtNobodyWhileNobodyElseComes() throws IOException {
        Owners one = join();
        assertThat(one.take(false)).isTrue();
        one.give();
        disk.tamper("ffffffffffffffff-0000000000000000", new byte[] {'b'}); // without its id in the file last

        assertThat(one.take(false)).isTrue();
    }

    @Test
    void forgetThoseThatEndedWhileTheyWereBusy() throws IOException {
        String ended = "%016x-0000000000000000"
                .formatted(ProcessMark.own().orElseThrow().bits() ^ 1);
        Owners one = join();
        disk.tamper(ended, new byte[] {'b'});
        join();
        assertThat(disk.list()).doesNotContain(ended);

        disk.tamper(ended, new byte[] {'b'});
        assertThat(one.take(false)).isTrue();
        assertThat(disk.list()).doesNotContain(ended);
    }

    @Test
    void leaveRatherThanStayBusyForEver() throws IOException {
        Owners one = join();
        Owners two = join();
        assertThat(one.take(false)).isTrue();
        disk.failOn(call -> call.startsWith("write"));
        assertThatThrownBy(one::give).isInstanceOf(IOException.class);
        disk.heal();

        assertThat(one.isJoined()).isFalse();
        assertThat(two.take(false)).isTrue();
    }

    /** With files and threads, as many hands as processes would be. */
    @Test
    void neverLetTwoIn() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger entries = new AtomicInteger();
        List<Throwable> failures = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int thread = 0; thread < 3; thread++) {
            threads.add(new Thread(() -> {
                try (Owners owners =
                        Owners.join(FileStorage.open(folder, false)).orElseThrow()) {
                    while (entries.get() < 1_000) {
                        if (owners.take(false)) {
                            assertThat(inside.incrementAndGet()).isEqualTo(1);
                            entries.incrementAndGet();
                            inside.decrementAndGet();
                            owners.give();
                        } else {
                            LockSupport.parkNanos(50_000);
                        }
                    }
                } catch (IOException failed) {
                    throw new AssertionError(failed);
                }
            }));
        }
        threads.forEach(thread -> thread.setUncaughtExceptionHandler((who, failed) -> {
            synchronized (failures) {
                failures.add(failed);
            }
        }));
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(failures).isEmpty();
    }
}
