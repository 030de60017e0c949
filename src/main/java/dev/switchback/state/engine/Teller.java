package dev.switchback.state.engine;

import dev.switchback.event.Subscription;
import dev.switchback.state.HistoryEntry;
import dev.switchback.state.Registration;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Tells listeners, in order, on a thread of its own: a listener may change state, which the store's thread is to write
 * meanwhile, and what ticks must go on while that thread hangs on the disk.
 */
final class Teller {

    private static final long IDLE_SECONDS = 10;

    /** How many intervals may pass without a look at the store before it counts as hung. */
    private static final int MOST_MISSED = 1;

    private final List<Consumer<? super HistoryEntry>> listeners = new CopyOnWriteArrayList<>();
    private final List<Runnable> tickers = new CopyOnWriteArrayList<>();
    private final AtomicBoolean ticking = new AtomicBoolean();
    private final AtomicInteger missed = new AtomicInteger(); // intervals since the last look at the store
    private final Guard guard = new Guard("a listener of the state store failed; it will be called again");
    private final ScheduledThreadPoolExecutor thread;

    Teller() {
        thread = new ScheduledThreadPoolExecutor(1, task -> {
            Thread worker = new Thread(task, "switchback-state-listeners");
            worker.setDaemon(true);
            return worker;
        });
        thread.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
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

    /** Ticks after a look at the store. */
    void tick() {
        missed.set(0);
        if (!tickers.isEmpty() && ticking.compareAndSet(false, true)) { // slow listeners are not to be late for ever
            thread.execute(() -> {
                ticking.set(false);
                tellTickers();
            });
        }
    }

    /** Ticks at this interval also while no look at the store comes to its end; with no interval, never. */
    void tickEvery(Duration interval) {
        long nanos = interval.toNanos();
        if (nanos > 0) {
            var unused = thread.scheduleWithFixedDelay(this::tickIfHung, nanos, nanos, TimeUnit.NANOSECONDS);
        }
    }

    private void tickIfHung() {
        if (missed.incrementAndGet() > MOST_MISSED) {
            tellTickers();
        }
    }

    private void tellTickers() {
        tickers.forEach(ticker -> guard.run(ticker::run));
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
