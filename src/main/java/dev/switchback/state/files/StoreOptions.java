package dev.switchback.state.files;

import dev.switchback.journal.Journal;
import dev.switchback.journal.disk.Storage;
import dev.switchback.state.view.RecordJson;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/**
 * How a store is opened.
 *
 * @param directory where it is
 * @param opener opens that directory
 * @param node what this process calls itself in the history
 * @param clock says when something happened
 * @param timing how long things take
 * @param readOnly whether nothing on disk may be changed
 * @param segmentBytes from which size on a segment of the journal is sealed
 */
record StoreOptions(
        Path directory, Opener opener, String node, Clock clock, Timing timing, boolean readOnly, long segmentBytes) {

    /** Opens the directory that a store is in. */
    @FunctionalInterface
    interface Opener {
        Storage open(Path directory) throws IOException;
    }

    /**
     * How long things take.
     *
     * @param poll how often the files are looked at, zero for only when asked
     * @param patience how long a caller waits for the disk
     */
    record Timing(Duration poll, Duration patience) {}

    String where() {
        return directory.toString();
    }

    /** {@return where the next record comes from} */
    RecordJson.Origin origin(Journal journal) {
        return new RecordJson.Origin(
                journal.last().sequence() + 1, clock.instant().truncatedTo(ChronoUnit.MICROS), node);
    }
}
