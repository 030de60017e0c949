package dev.switchback.state.transfer;

import dev.switchback.state.HistoryEntry;
import java.util.Iterator;

/** The entries of an export that is to be the one that was found whole before; for one thread. */
final class Unchanged implements Iterator<HistoryEntry> {

    private final ExportReader reader;
    private final Transferred whole;
    private final String file;

    Unchanged(ExportReader reader, Transferred whole, String file) {
        this.reader = reader;
        this.whole = whole;
        this.file = file;
    }

    @Override
    public boolean hasNext() {
        boolean more = reader.hasNext();
        if (!more && !reader.whole().equals(whole)) {
            throw TransferException.damaged(file, "it was changed while it was read");
        }
        return more;
    }

    @Override
    public HistoryEntry next() {
        return reader.next();
    }
}
