package dev.switchback.state.engine;

import dev.switchback.state.Applied;
import dev.switchback.state.Document;
import dev.switchback.state.HistoryEntry;
import dev.switchback.state.StateStoreException;
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
    private final SectionSizes sizes;
    private final EngineOptions options;

    Batch(Writer.Surroundings around, int most) {
        this.requests = around.waiting().take(most);
        this.waiting = around.waiting();
        this.publisher = around.publisher();
        this.sizes = around.sizes();
        this.options = around.options();
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
        Map<String, Document> changed = new HashMap<>();
        List<Prepared> prepared = new ArrayList<>();
        Instant now = options.clock().instant().truncatedTo(ChronoUnit.MICROS);
        for (Request request : requests) {
            String name = request.change().migration();
            try {
                doubts.about(name, documents.keySet()).ifPresent(why -> {
                    throw StateStoreException.notWritable(options.where(), why);
                });
                Document known = changed.getOrDefault(name, documents.get(name));
                Document before = known == null ? Document.empty(name) : known;
                Applied applied =
                        Applied.of(request.change(), before, sequence + prepared.size() + 1, now, options.node());
                prepared.add(new Prepared(request, applied, body(before, applied)));
                changed.put(name, applied.document());
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

    boolean isSingle() {
        return requests.size() == 1;
    }

    int size() {
        return requests.size();
    }

    /** One alone is told that it is refused; of several nobody knows which it is, so that each is tried alone. */
    void refuseOrSplit(RuntimeException why) {
        if (isSingle()) {
            Request refused = requests.get(0);
            publisher.publish(() -> waiting.settle(refused));
            refused.done().completeExceptionally(why);
        } else {
            waiting.giveBack(requests.stream()
                    .filter(request -> !request.done().isDone())
                    .toList());
        }
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

    private byte[] body(Document before, Applied applied) {
        byte[] body = RecordJson.body(applied.entry());
        sizes.check(before, applied.document(), body.length);
        return body;
    }
}
