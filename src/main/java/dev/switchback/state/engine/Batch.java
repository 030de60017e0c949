package dev.switchback.state.engine;

import dev.switchback.state.Applied;
import dev.switchback.state.Document;
import dev.switchback.state.HistoryEntry;
import dev.switchback.state.StateJson;
import dev.switchback.state.StateStoreException;
import dev.switchback.state.view.DocumentFile;
import dev.switchback.state.view.Doubts;
import dev.switchback.state.view.RecordJson;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Changes that are to become durable together; for the engine's thread. */
public final class Batch {

    private final List<Request> requests;
    private final Waiting waiting;
    private final Publisher publisher;
    private final EngineOptions options;

    Batch(List<Request> requests, Waiting waiting, Publisher publisher, EngineOptions options) {
        this.requests = new ArrayList<>(requests);
        this.waiting = waiting;
        this.publisher = publisher;
        this.options = options;
    }

    /** {@return the changes of which an earlier attempt may have succeeded, though nobody was told} */
    public Set<UUID> attempted() {
        return requests.stream().filter(Request::isUncertain).map(Request::id).collect(Collectors.toSet());
    }

    /** Says that a change of {@link #attempted} is durable since an earlier attempt. */
    public void wasDurable(UUID id, HistoryEntry entry) {
        requests.stream().filter(request -> request.id().equals(id)).toList().forEach(request -> {
            requests.remove(request);
            publisher.publish(() -> waiting.settle(request));
            request.done().complete(entry);
        });
    }

    /**
     * Works the changes out, one on the other. Whoever's change is refused is told so, and it is left out.
     *
     * @param documents what is durably true
     * @param doubts what cannot be trusted, and is not changed
     * @param sequence the number of the last record
     */
    public List<Prepared> prepare(Map<String, Document> documents, Doubts doubts, long sequence) {
        Map<String, Document> newest = new HashMap<>(documents);
        List<Prepared> prepared = new ArrayList<>();
        Instant now = options.clock().instant().truncatedTo(ChronoUnit.MICROS);
        for (Request request : requests) {
            String name = request.change().migration();
            try {
                doubts.about(name, documents.keySet()).ifPresent(why -> {
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

    /** Says that the changes are durable: whoever waits for one goes on, and listeners are told. */
    public void durable(List<Prepared> prepared) {
        publisher.publish(() -> prepared.forEach(done -> waiting.settle(done.request())));
        prepared.forEach(done -> done.request().done().complete(done.applied().entry()));
        publisher.tell(prepared.stream().map(done -> done.applied().entry()).toList());
    }

    /** Those that are true already wait for a better time; the others are told now. */
    void putOff(RuntimeException why, boolean uncertain) {
        List<Request> kept = requests.stream()
                .filter(request -> request.kept() && !request.done().isDone())
                .toList();
        if (uncertain) {
            kept.forEach(Request::becameUncertain);
        }
        waiting.giveBack(kept);
        publisher.publish(() -> {});
        requests.stream()
                .filter(request -> !request.kept())
                .forEach(request -> request.done().completeExceptionally(why));
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
