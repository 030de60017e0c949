package dev.switchback.bench;

import dev.switchback.state.StoreStatus;
import dev.switchback.state.files.FileStateStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Opening a store of some length and saying how it is: once, in a process that has just begun. */
public class StateOpening {

    /** How many events there are; 16,000 nearly fill the one file of the history that is read. */
    static final List<Long> LENGTHS = List.of(1_000L, 16_000L, 1_000_000L);

    /** As `switchback status` does. */
    @Benchmark
    public StoreStatus openReadOnly(Length length) {
        try (FileStateStore store = FileStateStore.openReadOnly(length.directory)) {
            return length.checked(store);
        }
    }

    /** As an application does. */
    @Benchmark
    public StoreStatus open(Length length) {
        try (FileStateStore store = FileStateStore.open(length.directory)) {
            return length.checked(store);
        }
    }

    /** A store of some length. */
    @State(Scope.Benchmark)
    public static class Length {

        /** One of {@link #LENGTHS}. */
        @Param({"1000", "16000", "1000000"})
        public long events;

        private Path directory;

        /** Finds it; a process that had to make one is not a new one any more, so this is done before, elsewhere. */
        @Setup
        public void find() throws IOException {
            directory = Histories.of(Histories.disk(), events);
        }

        StoreStatus checked(FileStateStore store) {
            long generation = store.document(Requests.MIGRATION).generation();
            if (generation < events) {
                throw new IllegalStateException("generation=%d, events=%d".formatted(generation, events));
            }
            return store.status();
        }
    }
}
