package dev.switchback.ingest;

import dev.switchback.event.EventBus;
import dev.switchback.event.EventSource;
import dev.switchback.fleet.Fleet;
import dev.switchback.fleet.HostName;
import dev.switchback.health.HealthSource;
import dev.switchback.ingest.accept.Acceptor;
import dev.switchback.ingest.accept.AcceptorParts;
import dev.switchback.ingest.accept.Limits;
import dev.switchback.ingest.queue.Depths;
import dev.switchback.ingest.queue.Mode;
import dev.switchback.ingest.table.TableQueueStore;
import dev.switchback.ingest.work.Backoff;
import dev.switchback.ingest.work.Loop;
import dev.switchback.ingest.work.Processor;
import dev.switchback.ingest.work.ProcessorParts;
import dev.switchback.rollback.RollbackManager;
import dev.switchback.rollback.RollbackManager.Clearance;
import dev.switchback.rollback.RollbackState;
import dev.switchback.rollback.StoredRollbackManager;
import dev.switchback.state.Attribution;
import dev.switchback.state.StateStore;
import dev.switchback.state.files.FileStateStore;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A queue put together and at work. */
final class StartedIngestion implements Ingestion {

    private static final long CLOSING_SECONDS = 10;

    /** A batch has hundreds of receipts: a thread for each that is just being looked at would be hundreds of threads. */
    private static final int RECEIPT_THREADS = 4;

    private final String name;
    private final Tenants tenants;
    private final TableQueueStore tables;
    private final StateStore state;
    private final ExecutorService threads;
    private final ExecutorService direct;
    private final ExecutorService receipts;
    private final EventBus events;
    private final Counters counters;
    private final Watch watch;
    private final Loop watching;
    private final Acceptor acceptor;
    private final @Nullable Processor processor;
    private final StoredRollbackManager rollback;
    private final StartedQueue queue;
    private final IngestHealth health;
    private final Opened opened;
    private final AtomicBoolean closed = new AtomicBoolean();

    private StartedIngestion(IngestionBuilder parts, Opened opened) {
        this.opened = opened;
        name = parts.name;
        tenants = parts.tenants;
        tables = opened.add(TableQueueStore.open(name, parts.url, handling(parts)));
        tables.prepare();
        tables.subscribers(List.copyOf(parts.subscribers.keySet()));
        state = parts.store == null ? opened.add(FileStateStore.open(parts.state)) : parts.store;
        threads = daemons("work");
        direct = fixed(parts.directConcurrency, "direct");
        receipts = fixed(RECEIPT_THREADS, "receipts");
        opened.add(this::endThreads);
        events = new EventBus(threads);
        counters = new Counters(name, events, parts.clock);
        watch = new Watch(name, tables, counters, events, System::nanoTime, tenants.areDeclared());
        watching = opened.add(new Loop("look at the queue", counters, watch::turn));
        processor = parts.processing ? opened.add(new Processor(processorParts(parts))) : null;
        if (processor != null) {
            counters.onQueued(processor::wake);
            watch.onChange(processor::changed);
        }
        opened.add(tables.onChange(this::wake));
        threads.execute(watching);
        AtomicBoolean forced = new AtomicBoolean();
        Fleet fleet = opened.add(Fleet.builder(state, name).clock(parts.clock).join());
        rollback = opened.add(StoredRollbackManager.builder(
                        state, name, new IngestRollback(name, tables, forced::set, Draining.patiently(progress -> {})))
                .fleet(fleet)
                .events(events)
                .time(parts.clock, System::nanoTime)
                .executor(threads)
                .open());
        acceptor = opened.add(new Acceptor(acceptorParts(parts, forced::get)));
        queue = new StartedQueue(tables, acceptor, watch, counters, receipts, this::wake);
        health = new IngestHealth(watch, parts.thresholds, tables::poolUse);
    }

    static Ingestion start(IngestionBuilder parts) {
        Opened opened = new Opened();
        try {
            return new StartedIngestion(parts, opened);
        } catch (RuntimeException | Error failed) {
            opened.close();
            throw failed;
        }
    }

    /** Each direct event of a batch handler keeps a transaction open; what else the process does is not to wait for it. */
    private static int handling(IngestionBuilder parts) {
        return parts.batchHandler == null ? 0 : parts.directConcurrency;
    }

    private ExecutorService daemons(String purpose) {
        return Executors.newCachedThreadPool(task -> daemon(task, purpose));
    }

    private Thread daemon(Runnable task, String purpose) {
        Thread thread = new Thread(task, "switchback-ingest-%s-%s".formatted(name, purpose));
        thread.setDaemon(true);
        return thread;
    }

    private ExecutorService fixed(int number, String purpose) {
        return Executors.newFixedThreadPool(number, task -> daemon(task, purpose));
    }

    private AcceptorParts acceptorParts(IngestionBuilder parts, BooleanSupplier isForced) {
        return new AcceptorParts(
                tables,
                new Limits(name, tenants, parts.maxDepth, watch),
                parts.handler,
                parts.batchHandler,
                isForced,
                counters,
                parts.clock,
                new SplittableRandom(UUID.randomUUID().getMostSignificantBits()),
                threads,
                direct);
    }

    private ProcessorParts processorParts(IngestionBuilder parts) {
        return new ProcessorParts(
                tables,
                "%s-%s".formatted(HostName.ofProcess(), UUID.randomUUID()),
                watch::control,
                parts.handler,
                parts.batchHandler,
                parts.subscribers,
                Backoff.of(new Random(UUID.randomUUID().getLeastSignificantBits())),
                counters,
                threads,
                System::nanoTime);
    }

    private void wake() {
        watching.wake();
        if (processor != null) {
            processor.wake();
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public EventQueue queue() {
        return queue;
    }

    @Override
    public Tenants tenants() {
        return tenants;
    }

    @Override
    public RollbackManager rollback() {
        return rollback;
    }

    @Override
    public void returnToAsync(Attribution by) {
        if (rollback.currentStatus().state() != RollbackState.ACTIVE) {
            rollback.clear(Clearance.of(
                            by.reason(), by.operator(), state.document(name).generation())
                    .byForce());
        }
        queue.mode(Mode.ASYNC, false, by);
    }

    @Override
    public HealthSource health() {
        return health;
    }

    @Override
    public Depths depths() {
        return watch.sample().depths();
    }

    @Override
    public IngestCounts counts() {
        return counters.counts();
    }

    @Override
    public EventSource events() {
        return events;
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        opened.close();
    }

    private void endThreads() throws InterruptedException {
        threads.shutdown();
        try {
            boolean unused = threads.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS);
        } finally {
            threads.shutdownNow();
            receipts.shutdown();
        }
    }
}
