package dev.switchback.state.engine;

import dev.switchback.state.Document;
import dev.switchback.state.HistoryEntry;
import dev.switchback.state.StateChange;
import dev.switchback.state.StateConflictException;
import dev.switchback.state.StateStoreException;
import dev.switchback.state.StoreStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One open store, shared by all who open it in this process; thread-safe.
 *
 * <p>All work on what is beneath is done by one thread that nobody else knows, so that nobody can interrupt it: an
 * interrupt closes a file channel for everybody. What may be written later is written a moment after the last change,
 * so that a run of changes does not pay for it one by one.
 *
 * @param <B> what is beneath
 */
public final class Engine<B extends Backing> implements Publisher {

    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

    private final EngineOptions options;
    private final EngineThread thread;
    private final Teller teller = new Teller();
    private final Waiting waiting = new Waiting();
    private final Object publishing = new Object();
    private final B backing; // used on the thread alone
    private final Writer writer; // used on the thread alone
    private final Settling settling; // used on the thread alone
    private final long process = UUID.randomUUID().getMostSignificantBits();
    private final AtomicLong requests = new AtomicLong();
    private final AtomicBoolean woken = new AtomicBoolean();
    private volatile Published published; // written under publishing
    private Map<String, Document> durable = Map.of(); // guarded by publishing
    private final Guard guard = new Guard("state cannot be read now; it is looked at again soon");
    private int pause = 1; // used on the thread alone
    private int untilRecovery = 1; // used on the thread alone

    private Engine(EngineOptions options, Opening<B> opening, EngineThread thread) throws IOException {
        this.options = options;
        this.thread = thread;
        this.published = Published.nothing(options.clock().instant());
        this.backing = opening.open(this);
        this.writer = new Writer(backing, waiting, this, options);
        this.settling = new Settling(thread::after, backing, () -> publish(() -> {}));
        publish(() -> {});
    }

    /**
     * Opens a store.
     *
     * @throws StateStoreException if it is not safe to use, or cannot be read
     */
    public static <B extends Backing> Engine<B> open(EngineOptions options, Opening<B> opening) {
        EngineThread thread = new EngineThread(options);
        Engine<B> engine = thread.open(() -> new Engine<>(options, opening, thread));
        thread.every(options.timing().poll(), engine::look);
        engine.teller.tickEvery(options.timing().poll());
        return engine;
    }

    @Override
    public void publish(Runnable together) {
        synchronized (publishing) {
            together.run();
            durable = backing.documents();
            published = new Published(
                    waiting.over(durable),
                    backing.doubts(),
                    backing.unwritable(),
                    backing.damage(),
                    published.lastRead(),
                    backing.newest());
        }
    }

    @Override
    public void found(Map<UUID, HistoryEntry> entries) {
        List<Request> settled = new ArrayList<>();
        publish(() -> settled.addAll(waiting.found(entries.keySet())));
        settled.forEach(request -> request.done().complete(entries.get(request.id()))); // outside of the locks
    }

    @Override
    public void wake() {
        if (woken.compareAndSet(false, true)) {
            thread.execute(() -> {
                woken.set(false);
                guard.run(this::readAndWrite);
                guard.run(() -> publish(() -> {}));
            });
        }
    }

    @Override
    public void tell(List<HistoryEntry> entries) {
        teller.tell(entries);
    }

    /** {@return the number of the newest record that all may know of} */
    public long newest() {
        return published.newest();
    }

    Published published() {
        return published;
    }

    Teller teller() {
        return teller;
    }

    /** {@return what is beneath, for work that is {@linkplain #call called} on its thread} */
    public B backing() {
        return backing;
    }

    HistoryEntry commit(StateChange change) {
        refuseUnreadable(change);
        Request request = request(change, false);
        waiting.add(request);
        thread.execute(this::write);
        try {
            return Uninterrupted.await(request.done(), options.timing().patience());
        } catch (TimeoutException late) {
            String why = "the store has not answered for " + options.timing().patience();
            throw waiting.withdraw(request)
                    ? StateStoreException.notWritable(options.where(), why)
                    : StateStoreException.unknown(options.where(), why);
        } catch (ExecutionException failed) {
            throw thread.unwrapped(failed);
        }
    }

    private Request request(StateChange change, boolean kept) {
        return new Request(change, new UUID(process, requests.incrementAndGet()), kept);
    }

    CompletionStage<HistoryEntry> submit(StateChange change) {
        Request request = request(change, true);
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
        settling.changed();
    }

    /** Each part by itself, whatever becomes of the others: listeners are to be told also when the disk is gone. */
    private void look() {
        guard.run(this::readAndWrite);
        guard.run(() -> publish(() -> {}));
        guard.run(teller::tick);
    }

    private void readAndWrite() throws IOException {
        if (backing.needsRecovery()) {
            recoverInTime();
        }
        boolean read = backing.look();
        writer.write();
        settling.unlessComing();
        if (read) {
            publish(() -> published = published.read(options.clock().instant()));
        }
    }

    /** A store that stays broken is tried less and less often, up to the longest pause. */
    private void recoverInTime() {
        untilRecovery--;
        if (untilRecovery > 0) {
            return;
        }
        backing.recover();
        pause = backing.needsRecovery() ? Math.min(pause * 2, options.timing().longestPause()) : 1;
        untilRecovery = pause;
    }

    /** Looks at the store now, and returns when listeners have been told. */
    void poll() {
        call(Executors.callable(() -> {
            look();
            guard.run(settling::now);
        }));
        teller.awaitHeard();
    }

    void reopen() {
        call(Executors.callable(() -> {
            backing.reopen();
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
                options.kind(),
                options.where(),
                now.doubts().any(),
                now.unwritable(),
                now.damage(),
                waiting.undurable(),
                now.lastRead());
    }

    /** Runs something on the store's thread, and waits for it. */
    public <T> T call(Callable<T> work) {
        return thread.call(work);
    }

    /** Writes what still waits, and gives the store up. */
    public void close() {
        try {
            thread.finish(this::finish);
        } catch (TimeoutException | ExecutionException failed) {
            LOG.error("[StateStore] the state store could not be closed in order (store={})", options.where(), failed);
            backing.abandon();
        }
        teller.close();
        int lost = waiting.abandon(StateStoreException.notWritable(options.where(), "the store was closed"));
        if (lost > 0) {
            LOG.error(
                    "[StateStore] {} events were never written, for the disk did not take them (store={})",
                    lost,
                    options.where());
        }
    }

    private boolean finish() throws IOException {
        writer.write();
        backing.checkpoint();
        backing.close();
        return true;
    }

    /** Opens what is beneath; called on the engine's thread. */
    @FunctionalInterface
    public interface Opening<B extends Backing> {

        /**
         * Opens it.
         *
         * @throws IOException if it is not safe to use, or cannot be read
         */
        B open(Publisher publisher) throws IOException;
    }
}
