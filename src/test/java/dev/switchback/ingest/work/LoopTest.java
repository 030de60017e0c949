package dev.switchback.ingest.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoopTest {

    private final Queue<Throwable> troubles = new ConcurrentLinkedQueue<>();
    private final List<Loop> loops = new ArrayList<>();
    private final AtomicInteger turns = new AtomicInteger();

    /** Hears of nothing but of trouble. */
    private final class Trouble extends Unheard {

        @Override
        public void trouble(String what, Throwable failed, Duration pause) {
            troubles.add(failed);
        }
    }

    private Duration turn(Throwable first) {
        if (turns.incrementAndGet() == 1) {
            if (first instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) first;
        }
        return Duration.ofMinutes(1);
    }

    private Thread run(Loop.Turn turn) {
        Loop loop = new Loop("do it", new Trouble(), turn);
        loops.add(loop);
        Thread thread = new Thread(loop, "loop");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    @AfterEach
    void close() {
        loops.forEach(Loop::close);
    }

    @Test
    void goesOnAfterAnException() {
        run(() -> turn(new IllegalStateException("away")));

        await().until(() -> turns.get() == 2);
        assertThat(troubles).extracting(Throwable::getMessage).containsExactly("away");
    }

    @Test
    void goesOnAfterAnError() {
        run(() -> turn(new NoClassDefFoundError("com/acme/Orders")));

        await().until(() -> turns.get() == 2);
        assertThat(troubles).extracting(Throwable::getMessage).containsExactly("com/acme/Orders");
    }

    @Test
    void endsWhenItIsInterrupted() throws InterruptedException {
        Thread thread = run(() -> Duration.ofMinutes(1));

        thread.interrupt();

        thread.join(10_000);
        assertThat(thread.isAlive()).isFalse();
        assertThat(troubles).isEmpty();
    }
}
