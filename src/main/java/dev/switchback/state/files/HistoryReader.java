package dev.switchback.state.files;

import dev.switchback.journal.SegmentFiles;
import dev.switchback.journal.disk.Storage;
import dev.switchback.state.HistoryEntry;
import dev.switchback.state.HistoryQuery;
import dev.switchback.state.StateStoreException;
import dev.switchback.state.view.RecordJson;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Answers queries from the journal's files, the newest first, reading no further back than it must. */
final class HistoryReader {

    private static final Logger LOG = LoggerFactory.getLogger(HistoryReader.class);
    private static final int ATTEMPTS = 3;

    private HistoryReader() {}

    /**
     * Reads the history.
     *
     * @param newest the number of the newest record that is durable: what another thread is writing now is not read
     */
    static List<HistoryEntry> read(Storage storage, HistoryQuery query, long newest) {
        try {
            for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
                try {
                    return readOnce(storage, query, newest);
                } catch (NoSuchFileException renamed) {
                    LOG.debug("[StateStore] a part of the history got another name while it was read", renamed);
                }
            }
            return readOnce(storage, query, newest);
        } catch (IOException | JacksonException failed) {
            throw StateStoreException.noHistory(storage.where(), failed);
        }
    }

    /** Reads all of it, oldest first. */
    static void replay(Storage storage, long newest, Consumer<? super HistoryEntry> each) {
        try {
            SegmentFiles.oldestFirst(storage, sequence -> sequence <= newest, line -> {
                JsonNode tree = RecordJson.parse(line);
                if (!RecordJson.isHousekeeping(tree.path("type").asString())) {
                    each.accept(RecordJson.entry(tree));
                }
            });
        } catch (IOException | JacksonException failed) {
            throw StateStoreException.noHistory(storage.where(), failed);
        }
    }

    private static List<HistoryEntry> readOnce(Storage storage, HistoryQuery query, long newest) throws IOException {
        List<HistoryEntry> found = new ArrayList<>();
        SegmentFiles.newestFirst(storage, sequence -> sequence <= newest, line -> {
            JsonNode tree = RecordJson.parse(line);
            if (!RecordJson.isHousekeeping(tree.path("type").asString())) {
                HistoryEntry entry = RecordJson.entry(tree);
                if (query.matches(entry)) {
                    found.add(entry);
                }
            }
            return found.size() < query.limit();
        });
        return found;
    }
}
