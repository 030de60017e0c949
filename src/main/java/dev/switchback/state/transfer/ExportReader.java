package dev.switchback.state.transfer;

import dev.switchback.state.HistoryEntry;
import dev.switchback.state.MigrationName;
import dev.switchback.state.StateTree;
import dev.switchback.state.view.RecordJson;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Reads an export entry by entry, and refuses it where it is no whole one: at the latest at its end. For one thread. */
final class ExportReader implements Iterator<HistoryEntry>, Closeable {

    private final String file;
    private final ExportLines lines;
    private final Tally tally = new Tally();
    private final String from;
    private final long newest;
    private @Nullable HistoryEntry next;
    private @Nullable Transferred whole;

    ExportReader(Path path) {
        file = path.toString();
        try {
            lines = ExportLines.open(path);
        } catch (IOException failed) {
            throw TransferException.unreadable(file, failed);
        }
        JsonNode header = tree(line());
        if (!header.path("switchback").asString("").equals(StateExport.MARK)) {
            throw TransferException.damaged(file, "it does not begin as an export of state does");
        }
        int format = header.path("format").asInt(0);
        if (format != StateExport.FORMAT) {
            throw TransferException.damaged(
                    file, "its format is %d, and %d can be read".formatted(format, StateExport.FORMAT));
        }
        from = header.path("from").asString("");
        newest = header.path("newest").asLong(-1);
    }

    @Override
    public boolean hasNext() {
        if (next == null && whole == null) {
            byte[] line = line();
            JsonNode tree = tree(line);
            if (tree.has("seq")) {
                next = entry(tree);
            } else {
                whole = end(tree);
            }
        }
        return next != null;
    }

    @Override
    public HistoryEntry next() {
        HistoryEntry entry = hasNext() ? next : null;
        if (entry == null) {
            throw new NoSuchElementException();
        }
        next = null;
        return entry;
    }

    /** {@return what the export holds, once all of it was read} */
    Transferred whole() {
        while (hasNext()) {
            next();
        }
        if (whole == null) {
            throw new IllegalStateException("an export ends with entries or with its last line");
        }
        return whole;
    }

    private byte[] line() {
        try {
            byte[] line = lines.next();
            if (line == null) {
                throw TransferException.damaged(
                        file, "it ends after line %d, and its last line is missing".formatted(lines.number() - 1));
            }
            return line;
        } catch (IOException failed) {
            throw TransferException.unreadable(file, failed);
        }
    }

    private JsonNode tree(byte[] line) {
        try {
            JsonNode tree = StateTree.read(line);
            if (tree.isObject()) {
                return tree;
            }
            throw TransferException.damaged(file, "line %d is not a JSON object".formatted(lines.number()));
        } catch (JacksonException malformed) {
            throw TransferException.badLine(file, lines.number(), malformed);
        }
    }

    private HistoryEntry entry(JsonNode tree) {
        try {
            HistoryEntry entry = RecordJson.entry(tree);
            if (!entry.migration().equals(RecordJson.EVERY_MIGRATION)) {
                MigrationName.checked(entry.migration());
                tree.required("data").required("generation").asLong();
            }
            if (entry.sequence() <= tally.newest() || entry.sequence() > newest) {
                throw TransferException.damaged(
                        file, "record %d is out of place in line %d".formatted(entry.sequence(), lines.number()));
            }
            tally.add(entry);
            return entry;
        } catch (TransferException damaged) {
            throw damaged;
        } catch (RuntimeException misfit) { // a member that is missing, an instant that is none
            throw TransferException.badLine(file, lines.number(), misfit);
        }
    }

    private Transferred end(JsonNode tree) {
        long entries = tree.path("entries").asLong(-1);
        if (entries != tally.entries() || tally.newest() != newest) {
            throw TransferException.damaged(
                    file,
                    "it holds %d entries up to record %d, and says that it has %d up to record %d"
                            .formatted(tally.entries(), tally.newest(), entries, newest));
        }
        String sha256 = lines.sha256();
        if (!tree.path("sha256").asString("").equals(sha256)) {
            throw TransferException.damaged(file, "it was edited, or damaged on the way: its checksum is another");
        }
        try {
            if (lines.next() != null) {
                throw TransferException.damaged(file, "something follows its last line");
            }
        } catch (IOException failed) {
            throw TransferException.unreadable(file, failed);
        }
        return Transferred.of(from, tally, sha256);
    }

    @Override
    public void close() {
        try {
            lines.close();
        } catch (IOException failed) {
            throw TransferException.unreadable(file, failed);
        }
    }
}
