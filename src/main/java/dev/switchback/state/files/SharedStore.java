package dev.switchback.state.files;

import dev.switchback.state.Document;
import dev.switchback.state.HistoryEntry;
import dev.switchback.state.StateChange;
import dev.switchback.state.StateConflictException;
import dev.switchback.state.StateStoreException;
import dev.switchback.state.StoreStatus;
import dev.switchback.state.view.Reason;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One open directory, shared by all who open it in this process.
 *
 * <p>All work on the files is done by one thread that nobody else knows, so that nobody can interrupt it: an interrupt
 * closes a file channel for everybody. Documents are brought up to the journal a moment after the last change, so that
 * a run of changes does not pay for them one by one.
 */
final class SharedStore implements Publisher {

    private static final Logger LOG = LoggerFactory.getLogger(SharedStore.class);
    private static final Duration SETTLES_AFTER = Duration.ofMillis(250);
    private static final int LONGEST_PAUSE = 64;

    private final StoreOptions options;
    private final ScheduledThreadPoolExecutor thread;
    private final Teller teller = new Teller();
    private final Waiting waiting = new Waiting();
    private final Object publishing = new Object();
    private final StoreFiles files; // used on the thread alone
    private final StoreWriter writer; // used on the thread alone
    private final NodeFiles nodes;
    private volatile Published published; // written under publishing
    private Map<String, Document> durable = Map.of(); // guarded by publishing
    private Future<?> settling = CompletableFuture.completedFuture(null); // used on the thread alone
    private Future<?> polling = CompletableFuture.completedFuture(null);
    private final Guard guard = new Guard("state cannot be read now; it is looked at again soon");
    private int pause = 1; // used on the thread alone
    private int untilRecovery = 1; // used on the thread alone

    private SharedStore(StoreOptions options, ScheduledThreadPoolExecutor thread) throws IOException {
        this.options = options;
        this.thread = thread;
        this.published = Published.nothing(options.clock().instant());
        this.files = new StoreFiles(options, this);
        this.writer = new StoreWriter(files, waiting, this, options);
        this.nodes = new NodeFiles(files.storage());
        publish(() -> {});
    }

    /**
     * Opens the directory.
     *
     * @throws StateStoreException if it is not safe to use, or cannot be read
     */
    static SharedStore open(StoreOptions options) {
        ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, task -> {
            Thread worker = new Thread(task, "switchback-state");
            worker.setDaemon(true);
            return worker;
        });
        try {
            SharedStore store = Uninterrupted.await(
                    thread.submit(() -> new SharedStore(options, thread)),
                    options.timing().patience());
            store.startPolling();
            return store;
        } catch (TimeoutException late) {
            thread.shutdownNow();
            String why = "another process holds the lock, or the disk does not answer (waited=%s)"
                    .formatted(options.timing().patience());
            throw StateStoreException.notOpened(options.where(), why, late);
        } catch (ExecutionException failed) {
            thread.shutdown();
            Throwable cause = Uninterrupted.causeOf(failed);
            String why = cause instanceof IOException refused ? Reason.of(refused) : cause.toString();
            throw StateStoreException.notOpened(options.where(), why, cause);
        }
    }

    private void startPolling() {
        long nanos = options.timing().poll().toNanos();
        if (nanos > 0) {
            polling = thread.scheduleWithFixedDelay(this::look, nanos, nanos, TimeUnit.NANOSECONDS);
        }
    }

    @Override
    public void publish(Runnable together) {
        synchronized (publishing) {
            together.run();
            durable = files.views().documents();
            published = new Published(
                    waiting.over(durable),
                    files.doubts(),
                    files.unwritable(),
                    files.damage(),
                    published.lastRead(),
                    files.journal().last().sequence());
        }
    }

    @Override
    public void tell(List<HistoryEntry> entries) {
        teller.tell(entries);
    }

    Published published() {
        return published;
    }

    Teller teller() {
        return teller;
    }

    NodeFiles nodes() {
        return nodes;
    }

    StoreFiles files() {
        return files;
    }

    HistoryEntry commit(StateChange change) {
        refuseUnreadable(change);
        Request request = Request.of(change, false);
        waiting.add(request);
        thread.execute(this::write);
        try {
            return Uninterrupted.await(request.done(), options.timing().patience());
        } catch (TimeoutException late) {
            String why = "the disk has not answered for " + options.timing().patience();
            throw waiting.withdraw(request)
                    ? StateStoreException.notWritable(options.where(), why)
                    : StateStoreException.unknown(options.where(), why);
        } catch (ExecutionException failed) {
            throw unwrapped(failed);
        }
    }

    CompletionStage<HistoryEntry> submit(StateChange change) {
        Request request = Request.of(change, true);
        try {
            refuseUnreadable(change);
            synchronized (publishing) {
                request.change().expected().ifPresent(expected -> refuseMoved(change, expected));
                if (!waiting.add(request)) {
                    throw StateStoreException.notWritable(
                            options.where(), "%d events wait for the disk already".formatted(waiting.undurable()));
                }
                published = published.with(waiting.over(durable));
            }
            thread.execute(this::write);
        } catch (RuntimeException refused) {
            return CompletableFuture.failedStage(refused);
        }
        return request.done().minimalCompletionStage();
    }

    private void refuseUnreadable(StateChange change) {
        published.unreadable(change.migration()).ifPresent(why -> {
            throw StateStoreException.notWritable(options.where(), why);
        });
        if (options.readOnly()) {
            throw StateStoreException.notWritable(options.where(), "it was opened for reading");
        }
    }

    private void refuseMoved(StateChange change, long expected) {
        long actual = published.document(change.migration()).generation();
        if (expected != actual) {
            throw StateConflictException.moved(change.migration(), expected, actual);
        }
    }

    private void write() {
        writer.write(); // it publishes what it did
        if (files.hasUnwritten() && settling.isDone()) {
            settling = thread.schedule(this::settle, SETTLES_AFTER.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void settle() {
        files.checkpoint();
        publish(() -> {});
    }

    /** Each part by itself, whatever becomes of the others: listeners are to be told also when the disk is gone. */
    private void look() {
        guard.run(this::readAndWrite);
        guard.run(() -> publish(() -> {}));
        guard.run(teller::tick);
    }

    private void readAndWrite() throws IOException {
        if (files.needsRecovery()) {
            recoverInTime();
        }
        files.look();
        writer.write();
        files.checkpoint();
        publish(() -> published = published.read(options.clock().instant()));
    }

    /** A disk that stays broken is tried less and less often, but at least about every half minute. */
    private void recoverInTime() {
        untilRecovery--;
        if (untilRecovery > 0) {
            return;
        }
        files.recover();
        pause = files.needsRecovery() ? Math.min(pause * 2, LONGEST_PAUSE) : 1;
        untilRecovery = pause;
    }

    /** Looks at the files now, and returns when listeners have been told. */
    void poll() {
        call(Executors.callable(this::look));
        teller.awaitHeard();
    }

    void reopen() {
        call(Executors.callable(() -> {
            files.recover();
            writer.write();
            publish(() -> {});
        }));
        published.unwritable().ifPresent(why -> {
            throw StateStoreException.notWritable(options.where(), why);
        });
    }

    StoreStatus status() {
        Published now = published;
        return new StoreStatus(
                "files",
                options.where(),
                now.doubts().any(),
                now.unwritable(),
                now.damage(),
                waiting.undurable(),
                now.lastRead());
    }

    /** Runs something on the store's thread, and waits for it. */
    <T> T call(Callable<T> work) {
        try {
            return Uninterrupted.await(thread.submit(work));
        } catch (ExecutionException failed) {
            throw unwrapped(failed);
        }
    }

    void close() {
        try {
            Uninterrupted.await(thread.submit(this::finish), options.timing().patience());
        } catch (TimeoutException | ExecutionException failed) {
            LOG.error("the state store could not be closed in order (store={})", options.where(), failed);
        }
        polling.cancel(false);
        thread.shutdownNow();
        teller.close();
        int lost = waiting.abandon(StateStoreException.notWritable(options.where(), "the store was closed"));
        if (lost > 0) {
            LOG.error("{} events were never written, for the disk did not take them (store={})", lost, options.where());
        }
    }

    private boolean finish() throws IOException {
        writer.write();
        files.checkpoint();
        files.close();
        return true;
    }

    private RuntimeException unwrapped(ExecutionException failed) {
        Throwable cause = Uninterrupted.causeOf(failed);
        if (cause instanceof Error broken) {
            throw broken;
        }
        return cause instanceof RuntimeException refused
                ? refused
                : StateStoreException.notDurable(options.where(), cause);
    }
}
