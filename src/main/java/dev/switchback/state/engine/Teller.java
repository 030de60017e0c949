package dev.switchback.state.engine;

import dev.switchback.event.Subscription;
import dev.switchback.state.HistoryEntry;
import dev.switchback.state.Registration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Tells listeners, in order, on a thread of its own: a listener may change state, which the store's thread is to write
 * meanwhile.
 */
final class Teller {

    private static final long IDLE_SECONDS = 10;

    private final List<Consumer<? super HistoryEntry>> listeners = new CopyOnWriteArrayList<>();
    private final List<Runnable> tickers = new CopyOnWriteArrayList<>();
    private final AtomicBoolean ticking = new AtomicBoolean();
    private final Guard guard = new Guard("a listener of the state store failed; it will be called again");
    private final ThreadPoolExecutor thread;

    Teller() {
        thread = new ThreadPoolExecutor(1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread worker = new Thread(task, "switchback-state-listeners");
            worker.setDaemon(true);
            return worker;
        });
        thread.allowCoreThreadTimeOut(true);
    }

    Subscription onEntry(Consumer<? super HistoryEntry> listener) {
        listeners.add(listener);
        return new Registration(() -> listeners.remove(listener));
    }

    Subscription onTick(Runnable listener) {
        tickers.add(listener);
        return new Registration(() -> tickers.remove(listener));
    }

    void tell(List<HistoryEntry> entries) {
        if (!entries.isEmpty() && !listeners.isEmpty()) {
            thread.execute(() ->
                    entries.forEach(entry -> listeners.forEach(listener -> guard.run(() -> listener.accept(entry)))));
        }
    }

    void tick() {
        if (!tickers.isEmpty() && ticking.compareAndSet(false, true)) { // slow listeners are not to be late for ever
            thread.execute(() -> {
                ticking.set(false);
                tickers.forEach(ticker -> guard.run(ticker::run));
            });
        }
    }

    /** Returns when all that was told so far has been heard. */
    void awaitHeard() {
        CompletableFuture.runAsync(() -> {}, thread).join();
    }

    void close() {
        listeners.clear();
        tickers.clear();
        thread.shutdown();
    }
}
