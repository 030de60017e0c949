package dev.switchback.bench;

import dev.switchback.state.Attribution;
import dev.switchback.state.HistoryEntry;
import dev.switchback.state.StateChange;
import dev.switchback.state.files.FileStateStore;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** The directories that durable events are measured in; on a real disk, and long ones made once and kept. */
final class Histories {

    /** The system property that names the directory they are all in. */
    static final String DISK = "switchback.bench.disk";

    private static final Attribution BY = Attribution.api("ana", "the next step of the rollout");

    private Histories() {}

    static Path disk() throws IOException {
        Path disk = Files.createDirectories(Path.of(System.getProperty(DISK)));
        FileStore store = Files.getFileStore(disk);
        if (store.type().equals("tmpfs") || store.type().equals("ramfs")) {
            throw new IllegalStateException("%s is memory (%s): nothing can be said of a disk there"
                    .formatted(disk, store.type()));
        }
        return disk;
    }

    /** {@return the directory of a store with so many events, made if it is not there} */
    static Path of(Path disk, long events) throws IOException {
        Path directory = disk.resolve("history-" + events);
        Path whole = disk.resolve("history-%d.whole".formatted(events));
        if (!Files.exists(whole)) {
            try (FileStateStore store = FileStateStore.open(directory)) {
                Iterator<HistoryEntry> entries = LongStream.rangeClosed(1, events)
                        .mapToObj(Histories::entry)
                        .iterator();
                store.restore(() -> entries);
            }
            Files.createFile(whole);
        }
        return directory;
    }

    /** {@return the next step of a rollout that goes up and down} */
    static StateChange change(long number) {
        return StateChange.of(Requests.MIGRATION, "PERCENTAGE_CHANGED", BY)
                .change(current -> current.with("percentage", percentage(number)))
                .build();
    }

    private static Map<String, Object> percentage(long number) {
        return Map.of("target", (double) (number % 100));
    }

    private static HistoryEntry entry(long number) {
        Map<String, Object> data = Map.of(
                "source", "api",
                "generation", number,
                "before", Map.of("percentage", percentage(number - 1)),
                "after", Map.of("percentage", percentage(number)));
        return new HistoryEntry(
                number,
                Instant.EPOCH.plusSeconds(number),
                "PERCENTAGE_CHANGED",
                Requests.MIGRATION,
                null,
                null,
                BY.reason(),
                BY.operator(),
                false,
                true,
                List.of(),
                List.of(),
                null,
                "bench",
                data);
    }
}
