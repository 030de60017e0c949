package dev.switchback.state.transfer;

import dev.switchback.state.Document;
import dev.switchback.state.DurableStateStore;
import dev.switchback.state.HistoryEntry;
import dev.switchback.state.HistoryQuery;
import dev.switchback.state.StateJson;
import dev.switchback.state.StateStoreException;
import dev.switchback.state.view.RecordJson;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes the whole history of a store as lines of JSON, observations included, a few at a time.
 *
 * <pre>{@code
 * {"switchback":"state","format":1,"exportedAt":"2026-11-21T08:00:00Z","from":"state","newest":2}
 * {"seq":1,"at":"2026-11-21T07:00:00Z","type":"PERCENTAGE_CHANGED","migration":"active-models",...}
 * {"seq":2,...}
 * {"entries":2,"sha256":"..."}
 * }</pre>
 *
 * <p>The last line holds the SHA-256 of all lines before it. What others write meanwhile is not in it, and neither are
 * attachments: they are no part of what is true.
 *
 * @see StateImport
 */
public final class StateExport {

    static final String MARK = "state";
    static final int FORMAT = 1;

    private static final int BUFFER = 1 << 16;

    private StateExport() {}

    /**
     * Writes the history of a store to a stream, and flushes it.
     *
     * @throws StateStoreException if the store cannot be read or trusted
     * @throws TransferException if it cannot be written ; what was written has no last line, so that nobody takes it in
     */
    public static Transferred write(DurableStateStore store, OutputStream to, Instant now) {
        String from = store.status().where();
        store.status().unreadable().ifPresent(why -> {
            throw StateStoreException.notOpened(from, why);
        });
        try {
            long newest = newest(store);
            HashedLines lines = new HashedLines(new BufferedOutputStream(to, BUFFER));
            lines.write(header(from, newest, now));
            Tally tally = new Tally();
            store.replay(entry -> {
                if (entry.sequence() <= newest) { // others may have written since
                    lines.write(line(entry));
                    tally.add(entry);
                }
            });
            Transferred written = Transferred.of(from, tally, lines.sha256());
            lines.write(trailer(written));
            lines.flush();
            return written;
        } catch (IOException failed) {
            throw TransferException.notWritten("stream", failed);
        }
    }

    /**
     * Writes the history of a store to a file that is not there yet, readable by its owner alone.
     *
     * @throws StateStoreException if the store cannot be read or trusted ; there is no file
     * @throws TransferException if the file is there already, or cannot be written ; there is no new one
     */
    public static Transferred write(DurableStateStore store, Path file, Instant now) {
        try (OwnFile out = OwnFile.create(file)) {
            Transferred written = write(store, out.stream(), now);
            out.keep();
            return written;
        } catch (IOException failed) {
            throw TransferException.notWritten(file.toString(), failed);
        }
    }

    /** The number of the newest record: of the store itself, or of a migration, observations included. */
    private static long newest(DurableStateStore store) {
        long newest = store.history(HistoryQuery.newest(1)).stream()
                .mapToLong(HistoryEntry::sequence)
                .findFirst()
                .orElse(0);
        return store.migrations().stream()
                .map(store::document)
                .mapToLong(Document::sequence)
                .reduce(newest, Math::max);
    }

    private static byte[] header(String from, long newest, Instant now) {
        ObjectNode header = JsonNodeFactory.instance.objectNode();
        header.put("switchback", MARK);
        header.put("format", FORMAT);
        header.put("exportedAt", now.toString());
        header.put("from", from);
        header.put("newest", newest);
        return StateJson.MAPPER.writeValueAsBytes(header);
    }

    private static byte[] trailer(Transferred written) {
        ObjectNode trailer = JsonNodeFactory.instance.objectNode();
        trailer.put("entries", written.entries());
        trailer.put("sha256", written.sha256());
        return StateJson.MAPPER.writeValueAsBytes(trailer);
    }

    private static byte[] line(HistoryEntry entry) {
        byte[] body = RecordJson.body(entry.migration(), RecordJson.tree(entry));
        byte[] number = "{\"seq\":%d,".formatted(entry.sequence()).getBytes(StandardCharsets.US_ASCII);
        byte[] line = new byte[number.length + body.length - 1]; // the body is an object: without its brace
        System.arraycopy(number, 0, line, 0, number.length);
        System.arraycopy(body, 1, line, number.length, body.length - 1);
        return line;
    }
}
