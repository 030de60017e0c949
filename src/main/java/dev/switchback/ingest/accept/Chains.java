package dev.switchback.ingest.accept;

import dev.switchback.ingest.queue.NewEvent;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Runs what is done with the events of one ordering key one after the other, as they came; those of other keys, and those
 * of none, at the same time. What is done for one key is handed in by one thread.
 */
final class Chains {

    private final Executor threads;
    private final Map<Order, Queue<Runnable>> waiting = new HashMap<>(); // guarded by this

    private record Order(String tenant, String key) {}

    Chains(Executor threads) {
        this.threads = threads;
    }

    /**
     * Runs something when what came before it in the order of its event is done.
     *
     * @throws RejectedExecutionException if the threads take nothing more
     */
    void execute(NewEvent event, Runnable task) {
        if (event.orderingKey().isEmpty()) {
            threads.execute(task);
            return;
        }
        Order order = new Order(event.tenant(), event.orderingKey().get());
        if (isFirst(order, task)) {
            try {
                threads.execute(() -> run(order, task));
            } catch (RejectedExecutionException closing) {
                end(order);
                throw closing;
            }
        }
    }

    private synchronized boolean isFirst(Order order, Runnable task) {
        Queue<Runnable> behind = waiting.get(order);
        if (behind == null) {
            waiting.put(order, new ArrayDeque<>());
            return true;
        }
        behind.add(task);
        return false;
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
