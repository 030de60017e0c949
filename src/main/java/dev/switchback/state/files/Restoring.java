package dev.switchback.state.files;

import dev.switchback.journal.Journal;
import dev.switchback.journal.JournalRecord;
import dev.switchback.state.HistoryEntry;
import dev.switchback.state.StateJson;
import dev.switchback.state.StateStoreException;
import dev.switchback.state.view.RecordJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Fills a directory that holds nothing yet with the history of another store; under the lock. */
final class Restoring {

    private static final int GROUP = 512;

    private final StoreFiles files;

    Restoring(StoreFiles files) {
        this.files = files;
    }

    long run(Iterable<HistoryEntry> history, String where) throws IOException {
        files.refusal().ifPresent(why -> {
            throw StateStoreException.notWritable(where, why);
        });
        if (files.journal().last().sequence() > 0) {
            throw StateStoreException.notWritable(where, "it holds a history already");
        }
        long taken = 0;
        for (Iterator<HistoryEntry> left = history.iterator(); left.hasNext(); ) {
            List<byte[]> bodies = new ArrayList<>();
            while (left.hasNext() && bodies.size() < GROUP) {
                bodies.add(body(left.next()));
            }
            files.beginSegmentIfDue();
            for (JournalRecord record : files.journal().append(bodies)) {
                files.replayed(record);
            }
            taken += bodies.size();
        }
        return taken;
    }

    /** With the number it had, unless that makes a record too long that was just short enough. */
    private static byte[] body(HistoryEntry entry) {
        Map<String, Object> data = new LinkedHashMap<>(entry.data());
        data.putIfAbsent("sequence", entry.sequence());
        byte[] numbered = StateJson.MAPPER.writeValueAsBytes(RecordJson.tree(entry.with(data)));
        return Journal.fits(numbered) ? numbered : RecordJson.body(entry.migration(), RecordJson.tree(entry));
    }
}
