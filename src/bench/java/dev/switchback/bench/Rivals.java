package dev.switchback.bench;

import dev.switchback.state.files.FileStateStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A store, and a file written by hand beside it on the same disk, both asked by the same callers. */
public abstract class Rivals {

    private static final int EACH = 16;
    private static final String JOURNAL = "history.jsonl";

    private final AtomicLong changes = new AtomicLong();
    private FileStateStore store;
    private BareFile bare;
    private ExecutorService pool;

    abstract long events();

    abstract int callers();

    /** Opens both. */
    @Setup
    public void open() throws IOException {
        Path directory = Histories.of(Histories.disk(), events());
        store = FileStateStore.open(directory);
        bare = new BareFile(Histories.disk().resolve("bare"), recordLength(directory));
        pool = Executors.newFixedThreadPool(callers());
    }

    private int recordLength(Path directory) throws IOException {
        store.commit(Histories.change(1)); // begins a segment, if one is due
        long before = Files.size(directory.resolve(JOURNAL));
        store.commit(Histories.change(2));
        return (int) (Files.size(directory.resolve(JOURNAL)) - before);
    }

    /** Closes both. */
    @TearDown
    public void close() throws IOException {
        pool.shutdown();
        bare.close();
        store.close();
    }

    /** {@return how long one event took, in nanoseconds, when all callers together wrote some} */
    double committed() throws Exception {
        return nanos(() -> {
            for (int event = 0; event < EACH; event++) {
                store.commit(Histories.change(changes.incrementAndGet()));
            }
            return EACH;
        });
    }

    /** {@return the same by hand} */
    double byHand() throws Exception {
        return nanos(() -> {
            for (int event = 0; event < EACH; event++) {
                bare.append();
            }
            return EACH;
        });
    }

    private double nanos(Callable<Integer> work) throws Exception {
        long begun = System.nanoTime();
        int events = 0;
        if (callers() == 1) {
            events = work.call();
        } else {
            for (Future<Integer> done : pool.invokeAll(Collections.nCopies(callers(), work))) {
                events += done.get();
            }
        }
        return (double) (System.nanoTime() - begun) / events;
    }

    /** A short history, several callers. */
    @State(Scope.Benchmark)
    public static class OfCallers extends Rivals {

        /** How many ask at once. */
        @Param({"1", "8", "64"})
        public int callers;

        @Override
        long events() {
            return 1_000;
        }

        @Override
        int callers() {
            return callers;
        }
    }

    /** One caller, a long history. */
    @State(Scope.Benchmark)
    public static class OfHistories extends Rivals {

        /** How many events there are before. */
        @Param({"1000", "100000", "1000000"})
        public long events;

        @Override
        long events() {
            return events;
        }

        @Override
        int callers() {
            return 1;
        }
    }
}
