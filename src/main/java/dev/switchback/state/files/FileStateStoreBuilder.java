package dev.switchback.state.files;

import dev.switchback.journal.JournalOptions;
import dev.switchback.journal.disk.FileStorage;
import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.state.NodeName;
import dev.switchback.state.engine.Engine;
import dev.switchback.state.engine.EngineOptions;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Collects how a directory of state is to be opened; for one thread. */
public final class FileStateStoreBuilder {

    private static final long SMALLEST_SEGMENT = 4_096;

    /** A disk that stays broken is looked at about every half minute. */
    private static final int LONGEST_PAUSE = 64;

    private final Path directory;
    private Optional<StoreOptions.Opener> opener = Optional.empty();
    private Clock clock = Clock.systemUTC();
    private Duration poll = Duration.ofMillis(500);
    private Duration patience = Duration.ofSeconds(30);
    private String node = "process-%d".formatted(ProcessHandle.current().pid());
    private long segmentBytes = JournalOptions.SEGMENT_BYTES;
    private boolean networkAllowed;
    private boolean readOnly;

    FileStateStoreBuilder(Path directory) {
        this.directory = directory;
    }

    /** Sets the clock that says when something happened; the system's by default. */
    public FileStateStoreBuilder clock(Clock says) {
        clock = says;
        return this;
    }

    /** Sets how often the files are looked at; 500 ms by default, zero for only by {@link FileStateStore#poll}. */
    public FileStateStoreBuilder pollEvery(Duration interval) {
        InvalidValueException.unless(!interval.isNegative(), "pollEvery", "not negative", interval);
        poll = interval;
        return this;
    }

    /** Sets how long a caller waits for the disk; 30 s by default. */
    public FileStateStoreBuilder patience(Duration limit) {
        InvalidValueException.unless(limit.toNanos() > 0, "patience", "more than nothing", limit);
        patience = limit;
        return this;
    }

    /** Sets what this process calls itself in the history; {@code process-<pid>} by default. */
    public FileStateStoreBuilder node(String name) {
        node = NodeName.checked(name);
        return this;
    }

    /** Sets from which size on a part of the history is sealed; 8 MiB by default, at least 4096 bytes. */
    public FileStateStoreBuilder segmentBytes(long size) {
        InvalidValueException.unless(size >= SMALLEST_SEGMENT, "segmentBytes", "at least 4096", size);
        segmentBytes = size;
        return this;
    }

    /** Allows a network file system, on which neither locks nor the survival of a power cut can be relied on. */
    public FileStateStoreBuilder networkAllowed(boolean allowed) {
        networkAllowed = allowed;
        return this;
    }

    /** Opens it for reading: nothing is made, put in order or changed. */
    public FileStateStoreBuilder readOnly(boolean reading) {
        readOnly = reading;
        return this;
    }

    /** Puts other storage in the place of the directory; such a store is not shared. */
    FileStateStoreBuilder storage(StoreOptions.Opener other) {
        opener = Optional.of(other);
        return this;
    }

    /**
     * Opens the directory.
     *
     * @throws dev.switchback.state.StateStoreException if it is not safe to keep state in, or cannot be read
     */
    public FileStateStore open() {
        boolean network = networkAllowed;
        EngineOptions engine = new EngineOptions(
                "files",
                directory.toString(),
                node,
                clock,
                new EngineOptions.Timing(poll, patience, LONGEST_PAUSE),
                readOnly);
        StoreOptions options = new StoreOptions(
                directory, opener.orElse(path -> FileStorage.open(path, network)), engine, segmentBytes);
        if (opener.isPresent()) {
            Engine<FileBacking> alone = open(options);
            return new FileStateStore(alone, readOnly, alone::close);
        }
        Engine<FileBacking> shared = Directories.open(options, () -> open(options));
        return new FileStateStore(shared, readOnly, () -> Directories.release(shared));
    }

    private static Engine<FileBacking> open(StoreOptions options) {
        return Engine.open(options.engine(), publisher -> new FileBacking(new StoreFiles(options, publisher)));
    }
}
