package dev.switchback.journal;

import dev.switchback.journal.disk.Storage;
import dev.switchback.journal.disk.StorageInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongPredicate;

/** Reads all segments forward, while others may be sealed, compressed and begun. */
final class OldestFirst {

    private static final int ATTEMPTS = 5;

    private final Storage storage;
    private final LongPredicate wanted;
    private final Consumer<byte[]> each;
    private long newest;

    OldestFirst(Storage storage, LongPredicate wanted, Consumer<byte[]> each) {
        this.storage = storage;
        this.wanted = wanted;
        this.each = each;
    }

    void run() throws IOException {
        IOException last = new IOException("segments are begun faster than they can be read");
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            try {
                if (readAll()) {
                    return;
                }
            } catch (NoSuchFileException renamed) {
                last = renamed; // compressed or sealed in between: what was read is not read again
            }
        }
        throw last;
    }

    /** Returns false if a segment was begun or sealed meanwhile, so that there is more. */
    private boolean readAll() throws IOException {
        List<Segments.Sealed> sealed = Segments.sealed(storage.list());
        for (int index = 0; index < sealed.size(); index++) {
            boolean readBefore =
                    index + 1 < sealed.size() && sealed.get(index + 1).first() <= newest + 1;
            if (!readBefore) {
                read(sealed.get(index).open(storage));
            }
        }
        if (storage.facts(Segments.ACTIVE)
                .isEmpty()) { // none was begun yet, or one is being begun, and one sealed with it
            return Segments.sealed(storage.list()).equals(sealed);
        }
        try (InputStream active = new StorageInput(storage.read(Segments.ACTIVE), 0)) {
            if (!Segments.sealed(storage.list()).equals(sealed)) {
                return false;
            }
            read(active);
        }
        return true;
    }

    private void read(InputStream segment) throws IOException {
        try (LineReader lines = new LineReader(segment, 0)) {
            for (Optional<LineReader.Line> line = lines.next(); line.isPresent(); line = lines.next()) {
                byte[] bytes = line.get().bytes();
                Optional<RecordFormat.Decoded> whole = RecordFormat.decode(bytes);
                if (whole.isPresent() && whole.get().sequence() > newest) {
                    newest = whole.get().sequence();
                    if (wanted.test(newest)) {
                        each.accept(bytes);
                    }
                }
            }
        }
    }
}
