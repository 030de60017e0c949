package dev.switchback.ingest;

import dev.switchback.ingest.accept.Acceptor;
import dev.switchback.ingest.queue.Accounting;
import dev.switchback.ingest.queue.Control;
import dev.switchback.ingest.queue.Depths;
import dev.switchback.ingest.queue.Mode;
import dev.switchback.ingest.queue.NewEvent;
import dev.switchback.ingest.queue.QueueSettings;
import dev.switchback.ingest.queue.QueueStore;
import dev.switchback.ingest.queue.QueueStore.FailedAttempts;
import dev.switchback.ingest.queue.Receipt;
import dev.switchback.state.Attribution;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The queue of a process at work. */
final class StartedQueue implements EventQueue {

    private final QueueStore store;
    private final Acceptor acceptor;
    private final Watch watch;
    private final Counters counters;
    private final Executor threads;
    private final Runnable wake;

    StartedQueue(QueueStore store, Acceptor acceptor, Watch watch, Counters counters, Executor threads, Runnable wake) {
        this.store = store;
        this.acceptor = acceptor;
        this.watch = watch;
        this.counters = counters;
        this.threads = threads;
        this.wake = wake;
    }

    @Override
    public void requireOpen(String tenant) {
        acceptor.requireOpen(tenant);
    }

    @Override
    public Receipt submit(NewEvent event) {
        return await(acceptor.submit(event));
    }

    private static Receipt await(CompletableFuture<Receipt> receipt) {
        try {
            return receipt.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException refused) {
                throw refused;
            }
            throw failed;
        }
    }

    /** On threads of their own: whoever commits batches must not run what senders do with their receipts. */
    @Override
    public CompletionStage<Receipt> submitAsync(NewEvent event) {
        return acceptor.submit(event).thenApplyAsync(Function.identity(), threads);
    }

    @Override
    public List<Receipt> submitAll(List<NewEvent> events) {
        List<CompletableFuture<Receipt>> receipts =
                events.stream().map(acceptor::submit).toList();
        receipts.forEach(receipt -> receipt.handle((done, failed) -> done).join());
        return receipts.stream().map(StartedQueue::await).toList();
    }

    @Override
    public Control control() {
        return watch.control();
    }

    @Override
    public Control mode(Mode to, boolean forced, Attribution by) {
        return changed(store.change(control -> control.to(to), forced, by));
    }

    @Override
    public Control settings(UnaryOperator<QueueSettings> edit, Attribution by) {
        return changed(store.change(control -> control.with(edit.apply(control.settings())), false, by));
    }

    private Control changed(Control control) {
        watch.changed();
        wake.run();
        return control;
    }

    @Override
    public Depths depths() {
        return store.depths();
    }

    @Override
    public Accounting accounting() {
        return store.accounting();
    }

    @Override
    public void poll() {
        wake.run();
        store.wake();
    }

    @Override
    public int rescueStuck() {
        FailedAttempts so = store.rescue(false);
        if (so.waiting() + so.dead() > 0) {
            counters.rescued(so.waiting(), so.dead());
        }
        return so.waiting() + so.dead();
    }
}
