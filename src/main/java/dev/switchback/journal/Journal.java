package dev.switchback.journal;

import dev.switchback.journal.disk.Storage;
import dev.switchback.journal.disk.StorageFile;
import dev.switchback.journal.disk.StorageInput;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The append-only file of records: {@code history.jsonl}, and the sealed segments before it.
 *
 * <p>For one thread, which nobody interrupts; what writes is called while {@link Storage#lock} is held. A record has
 * survived {@code kill -9} and a power cut once {@link #append} has returned. Once forcing a file has failed nothing is
 * appended to that file any more: the system may have dropped what it could not write, and would not say so twice.
 */
public final class Journal implements Closeable {

    private static final String LOCK_LOST = "another process wrote at the same time: something here has opened LOCK";

    private final Storage storage;
    private final JournalOptions options;
    private final Recovery recovery;
    private final long format;
    private @Nullable StorageFile file;
    private @Nullable Object identity;
    private Position last;
    private long seenSize;
    private long headerEnd;
    private Optional<String> failure = Optional.empty();

    Journal(Storage storage, JournalOptions options, Opened opened) throws IOException {
        this.storage = storage;
        this.options = options;
        this.recovery = opened.recovery();
        this.format = opened.format();
        this.last = opened.last();
        if (opened.hasActive()) {
            attach();
        }
    }

    /** What opening found. */
    record Opened(Recovery recovery, long format, Position last, boolean hasActive) {}

    /**
     * Opens the journal, reads it, and puts it in order where a crash left it out of order.
     *
     * @param known what is known about it already
     * @param records takes each whole record, in order
     */
    public static Journal open(
            Storage storage, JournalOptions options, Known known, Consumer<? super JournalRecord> records)
            throws IOException {
        return new Journal(storage, options, new Opening(storage, options, known, records).run());
    }

    /**
     * What is known about the journal before it is opened.
     *
     * @param vouched up to where others know it to be whole: it is never cut before that
     * @param since records after this number are wanted from sealed segments too; those of the active one always are
     */
    public record Known(List<Position> vouched, long since) {

        /** Nothing is known. */
        public static final Known NOTHING = new Known(List.of(), Long.MAX_VALUE);
    }

    /** {@return what opening found, and did about it} */
    public Recovery recovery() {
        return recovery;
    }

    /** {@return whether a newer Switchback wrote it: it can be read as far as it is understood, and not be written} */
    public boolean isNewer() {
        return format > RecordFormat.FORMAT;
    }

    /** {@return where the journal is} */
    public Position last() {
        return last;
    }

    /** {@return why nothing can be appended to it any more, empty if it can} */
    public Optional<String> failure() {
        return failure;
    }

    /** {@return whether {@link #startSegment} is to come before the next append} */
    public boolean needsSegment() {
        return file == null
                || isDamaged()
                || last.offset()
                        >= Math.max(options.segmentBytes(), 2 * headerEnd); // or a big header would leave no room
    }

    /** What is damaged is never written to again: bytes after the last whole record would be lost. */
    private boolean isDamaged() {
        return !recovery.damage().isEmpty() && recovery.damagedSegment() == last.segment();
    }

    /** {@return whether a record with this body would be short enough} */
    public static boolean fits(byte[] body) {
        return body.length + RecordFormat.OVERHEAD <= RecordFormat.LONGEST;
    }

    /**
     * Appends records, all or none of them, and returns when they are durable.
     *
     * @param bodies JSON objects that {@linkplain #fits fit}, without {@code seq}, {@code prev} and {@code crc}
     * @throws IOException if they are not durable ; with {@link #failure} it is not known whether they are
     */
    public List<JournalRecord> append(List<byte[]> bodies) throws IOException {
        StorageFile open = usable();
        List<JournalRecord> records = new ArrayList<>();
        byte[] bytes = RecordFormat.encodeAll(bodies, last, records);
        if (open.size() != last.offset()) {
            throw new IOException(LOCK_LOST);
        }
        try {
            open.writeFully(ByteBuffer.wrap(bytes), last.offset());
        } catch (IOException failed) {
            takeBack(open, failed);
            throw failed;
        }
        try {
            open.force(false);
        } catch (IOException failed) {
            takeBack(open, failed);
            failure = Optional.of("the disk failed to keep what was written: " + failed.getMessage());
            seenSize = last.offset() + bytes.length; // what is left of it is no news, and tells nobody that it is kept
            throw failed;
        }
        refuseOverwritten(open, bytes);
        last = records.get(records.size() - 1).position();
        seenSize = last.offset();
        return records;
    }

    /**
     * Looks whether the bytes are where they were written to. The lock is lost without a word as soon as anything in this
     * process opens and closes its file; then another process may have written to the same place.
     */
    private void refuseOverwritten(StorageFile open, byte[] bytes) throws IOException {
        ByteBuffer there = ByteBuffer.allocate(bytes.length);
        try {
            if (!isAttached(storage.facts(Segments.ACTIVE))) {
                throw new IOException(LOCK_LOST);
            }
            for (int count = 0; count >= 0 && there.hasRemaining(); ) {
                count = open.read(there, last.offset() + there.position());
            }
        } catch (IOException failed) {
            failure = Optional.of("nobody can tell whether what was written counts: " + failed.getMessage());
            throw failed;
        }
        if (!Arrays.equals(there.array(), bytes)) {
            throw new IOException(LOCK_LOST);
        }
    }

    /** {@return whether {@link #append} can be tried, a segment that is only due apart} */
    public boolean takesRecords() {
        return file != null && failure.isEmpty() && !isDamaged() && !isNewer() && !options.readOnly();
    }

    private StorageFile usable() throws IOException {
        if (file == null || !takesRecords()) {
            throw new IOException(failure.orElse("%s cannot be appended to".formatted(Segments.ACTIVE)));
        }
        return file;
    }

    private void takeBack(StorageFile open, IOException failed) {
        try {
            open.truncate(last.offset());
            open.force(true);
        } catch (IOException second) {
            failed.addSuppressed(second);
            failure = Optional.of("what could not be written could not be taken back: " + second.getMessage());
        }
    }

    /**
     * Seals the active segment, if there is one, and begins another.
     *
     * <p>The new file is whole and forced before the first rename, so that a crash leaves either the old segment active,
     * or none: then opening finds the sealed one, and this is called again.
     *
     * @param header its first records: whatever makes the segments before it dispensable
     */
    public List<JournalRecord> startSegment(List<byte[]> header) throws IOException {
        if (failure.isPresent()) {
            throw new IOException(failure.get());
        }
        if (file == null && storage.facts(Segments.ACTIVE).isPresent()) {
            throw new IOException("%s is in the way".formatted(Segments.ACTIVE));
        }
        List<JournalRecord> records = new ArrayList<>();
        Position before = new Position(0, last.sequence(), 0, last.hash());
        byte[] bytes = RecordFormat.encodeAll(header, before, records);
        storage.delete(Segments.NEXT);
        try (StorageFile next = storage.create(Segments.NEXT)) {
            next.writeFully(ByteBuffer.wrap(bytes), 0);
            next.force(true);
        }
        if (file != null) {
            String sealed = Segments.sealedName(last.segment());
            if (storage.facts(sealed).isPresent()) {
                throw new IOException("%s is in the way".formatted(sealed));
            }
            storage.move(Segments.ACTIVE, sealed);
            detach();
        }
        try {
            storage.move(Segments.NEXT, Segments.ACTIVE);
            storage.sync();
            attach();
        } catch (IOException failed) {
            failure = Optional.of("the next segment could not be begun: " + failed.getMessage());
            throw failed;
        }
        last = records.get(records.size() - 1).position();
        headerEnd = last.offset();
        return records;
    }

    /**
     * Reads what other processes have appended since.
     *
     * @return false if that cannot be done by reading on: then the journal is to be opened anew
     */
    public boolean catchUp(Consumer<? super JournalRecord> records) throws IOException {
        Optional<Storage.FileFacts> facts = storage.facts(Segments.ACTIVE);
        if (file == null) {
            return facts.isEmpty();
        }
        if (!isAttached(facts) || facts.get().size() < last.offset()) {
            return false;
        }
        if (facts.get().size() == last.offset()) {
            return true;
        }
        seenSize = facts.get().size();
        List<JournalRecord> found = new ArrayList<>();
        Scan scan = Scan.after(last, new StorageInput(storage.read(Segments.ACTIVE), last.offset()), found::add);
        if (options.readOnly()) {
            // another process may be in the middle of writing: what is not whole yet is read the next time
            found.removeIf(record -> scan.lacksEndOfLine() && record.position().equals(scan.last()));
        } else if (scan.torn().isPresent() || scan.lacksEndOfLine()) {
            return false;
        }
        if (!scan.damage().isEmpty()) {
            return false;
        }
        for (JournalRecord record : found) {
            last = record.position();
            records.accept(record);
        }
        return true;
    }

    /** {@return whether the active file is not what it was when it was last looked at; cheap, needs no lock} */
    public boolean hasChanged() throws IOException {
        Optional<Storage.FileFacts> facts = storage.facts(Segments.ACTIVE);
        boolean known = facts.map(Storage.FileFacts::size)
                .filter(size -> size == seenSize || size == last.offset())
                .isPresent();
        return file == null ? facts.isPresent() : !known || !isAttached(facts);
    }

    private boolean isAttached(Optional<Storage.FileFacts> facts) {
        return facts.filter(now -> now.identity().equals(identity)).isPresent();
    }

    private void attach() throws IOException {
        file = options.readOnly() || isNewer() ? storage.read(Segments.ACTIVE) : storage.write(Segments.ACTIVE);
        identity =
                storage.facts(Segments.ACTIVE).map(Storage.FileFacts::identity).orElse(null);
    }

    private void detach() throws IOException {
        if (file != null) {
            file.close();
        }
        file = null;
    }

    @Override
    public void close() throws IOException {
        detach();
    }
}
