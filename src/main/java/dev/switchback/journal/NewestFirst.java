package dev.switchback.journal;

import dev.switchback.journal.disk.Storage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;
import java.util.function.Predicate;

/** Goes through the records of all segments from the newest to the oldest, and no further than it is asked to. */
final class NewestFirst {

    private final Storage storage;
    private final LongPredicate wanted;
    private final Predicate<byte[]> each;
    private long oldest = Long.MAX_VALUE;

    NewestFirst(Storage storage, LongPredicate wanted, Predicate<byte[]> each) {
        this.storage = storage;
        this.wanted = wanted;
        this.each = each;
    }

    void run() throws IOException {
        // the active file is opened before the names are read: a segment begun in between is then met twice, not never
        boolean more = storage.facts(Segments.ACTIVE).isEmpty() || backward(Segments.ACTIVE);
        List<Segments.Sealed> sealed = new ArrayList<>(Segments.sealed(storage.list()));
        Collections.reverse(sealed);
        for (Segments.Sealed segment : sealed) {
            if (more && segment.first() < oldest) {
                more = segment.isZipped() ? zipped(segment) : backward(segment.name());
            }
        }
    }

    private boolean backward(String name) throws IOException {
        try (BackwardLines lines = new BackwardLines(storage.read(name))) {
            boolean more = true;
            for (Optional<byte[]> line = lines.next(); more && line.isPresent(); line = lines.next()) {
                more = hand(line.get());
            }
            return more;
        }
    }

    /** What is compressed can only be read forward. The records of a segment fit in memory; what else it holds may not. */
    private boolean zipped(Segments.Sealed segment) throws IOException {
        List<byte[]> newest = new ArrayList<>();
        try (LineReader lines = new LineReader(segment.open(storage), 0)) {
            for (Optional<LineReader.Line> line = lines.next(); line.isPresent(); line = lines.next()) {
                if (RecordFormat.decode(line.get().bytes()).isPresent()) {
                    newest.add(line.get().bytes());
                }
            }
        }
        Collections.reverse(newest);
        for (byte[] line : newest) {
            if (!hand(line)) {
                return false;
            }
        }
        return true;
    }

    private boolean hand(byte[] line) {
        Optional<RecordFormat.Decoded> whole = RecordFormat.decode(line);
        if (whole.isEmpty() || whole.get().sequence() >= oldest) {
            return true;
        }
        oldest = whole.get().sequence();
        return !wanted.test(oldest) || each.test(line);
    }
}
