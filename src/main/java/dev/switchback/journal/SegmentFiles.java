package dev.switchback.journal;

import dev.switchback.journal.disk.Storage;
import dev.switchback.journal.disk.StorageInput;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import java.util.function.Predicate;

/** What is done to the journal's files as a whole, without an open {@link Journal}; what writes needs the lock. */
public final class SegmentFiles {

    private SegmentFiles() {}

    /**
     * Puts a copy of what is whole in the place of a file that could not be forced; the journal is opened anew then.
     *
     * <p>Reading gives what the system holds, the disk perhaps not: writing it to another file makes it durable.
     */
    public static void renew(Storage storage) throws IOException {
        if (storage.facts(Segments.ACTIVE).isEmpty()) {
            return;
        }
        Scan scan = Scan.segment(Position.START, new StorageInput(storage.read(Segments.ACTIVE), 0), record -> {});
        if (!scan.damage().isEmpty() || scan.segmentNumber() == 0) {
            return; // opening it decides about that, and cuts nothing
        }
        storage.delete(Segments.COPY);
        storage.copy(Segments.ACTIVE, 0, scan.last().offset(), Segments.COPY);
        storage.move(Segments.COPY, Segments.ACTIVE);
        storage.sync();
    }

    /**
     * Hands on the lines of the records from the newest to the oldest; safe on any thread.
     *
     * @param wanted which numbers to hand on
     * @param each takes a line, and says whether it wants another
     */
    public static void newestFirst(Storage storage, LongPredicate wanted, Predicate<byte[]> each) throws IOException {
        new NewestFirst(storage, wanted, each).run();
    }

    /**
     * Hands on the lines of the records from the oldest to the newest, and stops before one that is damaged; safe on
     * any thread.
     *
     * @param wanted which numbers to hand on
     */
    public static void oldestFirst(Storage storage, LongPredicate wanted, Consumer<byte[]> each) throws IOException {
        new OldestFirst(storage, wanted, each).run();
    }

    /** {@return what is wrong with the records of all segments; reads them all} */
    public static List<Problem> verify(Storage storage) throws IOException {
        return new Verification(storage).run();
    }

    /**
     * Compresses sealed segments; nothing is lost, and they can be read and verified as before.
     *
     * @param old says of the last line of a segment whether it is old enough
     * @return the names of the files written
     */
    public static List<String> archive(Storage storage, Predicate<byte[]> old) throws IOException {
        return new Archive(storage, old).run();
    }
}
