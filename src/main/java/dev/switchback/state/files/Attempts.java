package dev.switchback.state.files;

import dev.switchback.journal.JournalRecord;
import dev.switchback.state.HistoryEntry;
import dev.switchback.state.engine.Prepared;
import dev.switchback.state.view.RecordJson;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/**
 * The changes of an attempt that failed and could not be taken back either: the history may hold them although nobody
 * was told, and then they must not be written again. For the engine's thread.
 */
final class Attempts {

    private static final List<String> OF_THE_JOURNAL = List.of("seq", "format", "prev", "crc");

    private final Map<Long, Prepared> made = new HashMap<>(); // by the number that each would have
    private final Map<UUID, HistoryEntry> found = new HashMap<>();

    /** Takes note of one. Those of an earlier one have been found by now, or are not there. */
    void failed(List<Prepared> prepared) {
        made.clear();
        prepared.forEach(one -> made.put(one.applied().entry().sequence(), one));
    }

    /** Begins to read everything anew, and returns what is to be shown each record. */
    Consumer<JournalRecord> reading() {
        found.clear();
        return this::seen;
    }

    /** {@return the record, after having looked whether it is one of them} */
    JournalRecord seen(JournalRecord record) {
        Prepared mine = made.get(record.sequence());
        if (mine != null && isSame(record.line(), mine.body())) {
            found.put(mine.id(), RecordJson.entry(RecordJson.parse(record.line())));
        }
        return record;
    }

    /** {@return the entries that were found since this was asked last, by the ids of their changes} */
    Map<UUID, HistoryEntry> taken() {
        Map<UUID, HistoryEntry> taken = Map.copyOf(found);
        found.clear();
        return taken;
    }

    private static boolean isSame(byte[] line, byte[] body) {
        ObjectNode said = (ObjectNode) RecordJson.parse(line);
        said.remove(OF_THE_JOURNAL);
        return said.equals(RecordJson.parse(body));
    }
}
