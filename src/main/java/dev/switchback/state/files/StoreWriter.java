package dev.switchback.state.files;

import dev.switchback.journal.Journal;
import dev.switchback.journal.JournalRecord;
import dev.switchback.state.Applied;
import dev.switchback.state.Document;
import dev.switchback.state.HistoryEntry;
import dev.switchback.state.StateJson;
import dev.switchback.state.StateStoreException;
import dev.switchback.state.view.DocumentFile;
import dev.switchback.state.view.Reason;
import dev.switchback.state.view.RecordJson;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes waiting changes durable, many with one force of the disk: lock, read what others wrote, work the changes out on
 * that, append, and only then say so. For the store's own thread.
 */
final class StoreWriter {

    private final StoreFiles files;
    private final Waiting waiting;
    private final Publisher publisher;
    private final StoreOptions options;

    StoreWriter(StoreFiles files, Waiting waiting, Publisher publisher, StoreOptions options) {
        this.files = files;
        this.waiting = waiting;
        this.publisher = publisher;
        this.options = options;
    }

    /** A request, and what becomes of it. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Prepared(Request request, Applied applied, byte[] body) {}

    /** Writes what waits. */
    void write() {
        while (!waiting.isEmpty()) {
            List<Request> batch = waiting.take();
            Optional<String> refusal = files.refusal();
            if (refusal.isPresent()) {
                putOff(batch, StateStoreException.notWritable(options.where(), refusal.get()));
                return;
            }
            try {
                files.underLock(() -> {
                    files.refresh();
                    commit(batch);
                });
            } catch (IOException failed) {
                files.writeFailed(failed);
                boolean unknown = files.journal().failure().isPresent();
                putOff(
                        batch,
                        unknown
                                ? StateStoreException.unknown(options.where(), Reason.of(failed))
                                : StateStoreException.notDurable(options.where(), failed));
                return;
            }
        }
    }

    /** Those that are true already wait for a better time; the others are told now. */
    private void putOff(List<Request> batch, StateStoreException why) {
        waiting.giveBack(batch.stream()
                .filter(request -> request.kept() && !request.done().isDone())
                .toList());
        publisher.publish(() -> {});
        batch.stream()
                .filter(request -> !request.kept())
                .forEach(request -> request.done().completeExceptionally(why));
    }

    private void commit(List<Request> batch) throws IOException {
        files.beginSegmentIfDue();
        List<Prepared> prepared = prepare(batch);
        if (prepared.isEmpty()) {
            return;
        }
        Journal journal = files.journal();
        List<JournalRecord> records =
                journal.append(prepared.stream().map(Prepared::body).toList());
        for (int index = 0; index < records.size(); index++) {
            files.accept(prepared.get(index).applied(), records.get(index));
        }
        publisher.publish(() -> prepared.forEach(done -> waiting.settle(done.request())));
        prepared.forEach(done -> done.request().done().complete(done.applied().entry()));
        publisher.tell(prepared.stream().map(done -> done.applied().entry()).toList());
    }

    private List<Prepared> prepare(List<Request> batch) {
        Map<String, Document> newest = new HashMap<>(files.views().documents());
        List<Prepared> prepared = new ArrayList<>();
        long sequence = files.journal().last().sequence();
        Instant now = options.clock().instant().truncatedTo(ChronoUnit.MICROS);
        for (Request request : batch) {
            String name = request.change().migration();
            try {
                files.doubt(name).ifPresent(why -> {
                    throw StateStoreException.notWritable(options.where(), why);
                });
                Document before = newest.containsKey(name) ? newest.get(name) : Document.empty(name);
                Applied applied =
                        Applied.of(request.change(), before, sequence + prepared.size() + 1, now, options.node());
                prepared.add(new Prepared(request, applied, body(applied)));
                newest.put(name, applied.document());
            } catch (RuntimeException refused) { // a conflict, too big, or the edit's own: this one change only
                publisher.publish(() -> waiting.settle(request));
                request.done().completeExceptionally(refused);
            }
        }
        return prepared;
    }

    private static byte[] body(Applied applied) {
        HistoryEntry entry = applied.entry();
        byte[] sections = StateJson.MAPPER.writeValueAsBytes(applied.document().sections());
        if (sections.length > DocumentFile.LONGEST_SECTIONS) {
            throw StateStoreException.notStorable(
                    entry.migration(), "small enough for a document of 256 KiB, but the sections would be longer");
        }
        return RecordJson.body(entry.migration(), RecordJson.tree(entry));
    }
}
