package dev.switchback.state.engine;

import dev.switchback.state.Document;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The changes that wait for the disk, in order, and what is true if those of them hold that are {@linkplain
 * Request#kept kept}. Thread-safe; bounded for the kept ones.
 */
final class Waiting {

    /** How many kept changes there may be; an observation gives way earlier than a rollback. */
    static final int MOST = 1_024;

    private static final int MOST_WITH_OBSERVATIONS = 768;
    /** How many are written together at most. */
    static final int BATCH = 512;

    private final Set<Request> queue = new LinkedHashSet<>(); // guarded by this
    private final Set<Request> kept = new LinkedHashSet<>(); // guarded by this

    /** {@return false if there is no room} */
    synchronized boolean add(Request request) {
        if (request.kept()) {
            int most = request.change().isObservation() ? MOST_WITH_OBSERVATIONS : MOST;
            if (kept.size() >= most) {
                return false;
            }
            kept.add(request);
        }
        return queue.add(request);
    }

    /** {@return the next changes, at most so many; they count as waiting until they are settled} */
    synchronized List<Request> take(int most) {
        List<Request> batch = new ArrayList<>(Math.min(queue.size(), most));
        for (Iterator<Request> next = queue.iterator(); next.hasNext() && batch.size() < most; ) {
            batch.add(next.next());
            next.remove();
        }
        return batch;
    }

    /** Puts kept changes back, before those that came later. */
    synchronized void giveBack(List<Request> batch) {
        List<Request> later = List.copyOf(queue);
        queue.clear();
        queue.addAll(batch);
        queue.addAll(later);
    }

    /** Takes a change back, if it is still waiting. */
    synchronized boolean withdraw(Request request) {
        return queue.remove(request);
    }

    synchronized void settle(Request request) {
        kept.remove(request);
    }

    /** Takes those kept changes out that are durable already, and returns them. */
    synchronized List<Request> found(Set<UUID> durable) {
        List<Request> settled =
                kept.stream().filter(request -> durable.contains(request.id())).toList();
        settled.forEach(kept::remove);
        settled.forEach(queue::remove);
        return settled;
    }

    synchronized boolean isEmpty() {
        return queue.isEmpty();
    }

    synchronized int undurable() {
        return kept.size();
    }

    /** Gives up what still waits, and returns how much of it was true already. */
    synchronized int abandon(RuntimeException why) {
        int lost = kept.size();
        queue.forEach(request -> request.done().completeExceptionally(why));
        queue.clear();
        kept.clear();
        return lost;
    }

    /** {@return the documents with all kept changes on top} */
    synchronized Map<String, Document> over(Map<String, Document> durable) {
        if (kept.isEmpty()) {
            return durable;
        }
        Map<String, Document> visible = new HashMap<>(durable);
        for (Request request : List.copyOf(kept)) {
            String name = request.change().migration();
            Document before = visible.containsKey(name) ? visible.get(name) : Document.empty(name);
            try {
                visible.put(name, on(request, before));
            } catch (RuntimeException refused) { // the edit's own; it does not fit what another process has made true
                kept.remove(request);
                queue.remove(request);
                request.done().completeExceptionally(refused);
            }
        }
        return Map.copyOf(visible);
    }

    private static Document on(Request request, Document before) {
        Document edited = request.change().apply(before);
        return new Document(
                before.migration(),
                before.generation() + (request.change().isObservation() ? 0 : 1),
                before.sequence(),
                before.changedAt(),
                edited.sections());
    }
}
