package dev.switchback.ingest.accept;

import dev.switchback.ingest.queue.NewEvent;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Runs what is done with the events of one ordering key one after the other, as they came; those of other keys, and those
 * of none, at the same time. What is done for one key is handed in by one thread,
 * and only so much of it waits.
 */
final class Chains {

    private static final int MOST_WAITING = 1_000;

    private final Executor threads;
    private final Map<Order, Queue<Runnable>> waiting = new HashMap<>(); // guarded by this
    private boolean left; // guarded by this

    private record Order(String tenant, String key) {}

    Chains(Executor threads) {
        this.threads = threads;
    }

    /** Whether something is the first of its order, waits behind others, or has no place. */
    private enum Place {
        FIRST,
        BEHIND,
        NONE
    }

    /**
     * Runs something when what came before it in the order of its event is done.
     *
     * @return whether it will: not if too much waits in its order
     * @throws RejectedExecutionException if the threads take nothing more
     */
    boolean execute(NewEvent event, Runnable task) {
        if (event.orderingKey().isEmpty()) {
            threads.execute(task);
            return true;
        }
        Order order = new Order(event.tenant(), event.orderingKey().get());
        Place place = place(order, task);
        if (place == Place.FIRST) {
            try {
                threads.execute(() -> run(order, task));
            } catch (RejectedExecutionException closing) {
                end(order);
                throw closing;
            }
        }
        return place != Place.NONE;
    }

    private synchronized Place place(Order order, Runnable task) {
        if (left) {
            throw new RejectedExecutionException("what waits was left");
        }
        Queue<Runnable> behind = waiting.get(order);
        if (behind == null) {
            waiting.put(order, new ArrayDeque<>());
            return Place.FIRST;
        }
        return behind.size() < MOST_WAITING && behind.add(task) ? Place.BEHIND : Place.NONE;
    }

    /** {@return what waits behind something that runs, and is not run any more; nothing more waits from now on} */
    synchronized List<Runnable> leave() {
        left = true;
        List<Runnable> behind = waiting.values().stream().flatMap(Queue::stream).toList();
        waiting.values().forEach(Queue::clear);
        return behind;
    }

    private void run(Order order, Runnable first) {
        for (Runnable next = first; next != null; next = next(order)) {
            next.run();
        }
    }

    private synchronized @Nullable Runnable next(Order order) {
        Queue<Runnable> behind = waiting.get(order);
        Runnable next = behind == null ? null : behind.poll();
        if (next == null) {
            waiting.remove(order);
        }
        return next;
    }

    private synchronized void end(Order order) {
        waiting.remove(order);
    }
}
