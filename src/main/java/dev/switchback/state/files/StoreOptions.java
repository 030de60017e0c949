package dev.switchback.state.files;

import dev.switchback.journal.Journal;
import dev.switchback.journal.disk.Storage;
import dev.switchback.state.engine.EngineOptions;
import dev.switchback.state.view.RecordJson;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;

/**
 * How a directory is opened.
 *
 * @param directory where it is
 * @param opener opens that directory
 * @param engine how the store is run
 * @param segmentBytes from which size on a segment of the journal is sealed
 */
record StoreOptions(Path directory, Opener opener, EngineOptions engine, long segmentBytes) {

    /** Opens the directory that a store is in. */
    @FunctionalInterface
    interface Opener {
        Storage open(Path directory) throws IOException;
    }

    String where() {
        return engine.where();
    }

    Clock clock() {
        return engine.clock();
    }

    boolean readOnly() {
        return engine.readOnly();
    }

    /** {@return where the next record comes from} */
    RecordJson.Origin origin(Journal journal) {
        return new RecordJson.Origin(
                journal.last().sequence() + 1, clock().instant().truncatedTo(ChronoUnit.MICROS), engine.node());
    }
}
