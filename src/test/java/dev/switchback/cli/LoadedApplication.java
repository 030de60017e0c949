package dev.switchback.cli;

import dev.switchback.Migration;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A process that serves requests on two threads, for tests of commands: says every 20 ms when new was last begun, and
 * how many requests legacy has answered.
 */
final class LoadedApplication {

    private static final long PAUSE = Duration.ofMillis(20).toNanos();
    private static final long CALL = Duration.ofMillis(2).toNanos();

    private LoadedApplication() {}

    public static void main(String[] arguments) throws InterruptedException {
        AtomicLong lastNew = new AtomicLong();
        AtomicLong legacy = new AtomicLong();
        AtomicBoolean stop = new AtomicBoolean();
        try (Migration migration = Migration.named("active-models")
                .stateDirectory(Path.of(arguments[0]))
                .start()) {
            var adapter = migration
                    .legacy((String key) -> legacy.incrementAndGet())
                    .newPipeline(key -> {
                        lastNew.set(System.currentTimeMillis());
                        LockSupport.parkNanos(CALL);
                        return 0L;
                    })
                    .build();
            Runnable load = () -> {
                for (int request = 0; !stop.get(); request++) {
                    adapter.generate("key-" + request % 1_000);
                    LockSupport.parkNanos(CALL);
                }
            };
            Thread one = new Thread(load);
            Thread two = new Thread(load);
            one.start();
            two.start();
            Thread input = new Thread(() -> stop.set(readToTheEnd()));
            input.start();
            while (!stop.get()) {
                System.out.println(lastNew.get() + " " + legacy.get());
                LockSupport.parkNanos(PAUSE);
            }
            one.join();
            two.join();
        }
    }

    /** Whoever started this process closes its input when it is to end. */
    private static boolean readToTheEnd() {
        try {
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException gone) {
            return true; // so is whoever started it
        }
        return true;
    }
}
