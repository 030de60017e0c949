package dev.switchback.ingest.accept;

import dev.switchback.ingest.EventRefusedException;
import dev.switchback.ingest.queue.Arriving;
import dev.switchback.ingest.queue.Intake;
import dev.switchback.ingest.queue.Intake.Fate;
import dev.switchback.ingest.queue.Intake.What;
import dev.switchback.ingest.queue.Mode;
import dev.switchback.ingest.queue.NewEvent;
import dev.switchback.ingest.queue.QueueStore;
import dev.switchback.ingest.queue.QueueUnavailableException;
import dev.switchback.ingest.queue.Receipt;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes events in: queued in batches, or one by one where the mode processes them at once.
 *
 * <p>Thread-safe. What is on its way in fills at most 64 MiB; whoever hands in more waits. The events of an ordering
 * key go all the same way one after the other, whether their sender waits for each or not: batches of two threads would
 * overtake each other.
 */
public final class Acceptor implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Acceptor.class);
    private static final int MOST_BYTES = 64 * 1024 * 1024;
    private static final int BYTES_OF_AN_EVENT = 512; // all but its payload
    private static final int THREADS = 2;
    private static final long CLOSING_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long LAST_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final QueueStore store;
    private final Limits limits;
    private final Direct direct;
    private final BooleanSupplier isForced;
    private final Accepted told;
    private final Ids ids;
    private final Executor threads;
    private final ExecutorService directThreads;
    private final Chains chains;
    private final Batches queueing;
    private final List<Batches> ordered = new ArrayList<>();
    private final Batches handled;
    private final Semaphore room = new Semaphore(MOST_BYTES);
    private volatile boolean closed;

    /** Begins to take events in. */
    public Acceptor(AcceptorParts parts) {
        store = parts.store();
        limits = parts.limits();
        direct = new Direct(parts.store(), parts.handler(), parts.batchHandler(), parts.clock());
        isForced = parts.isForced();
        told = parts.told();
        ids = new Ids(parts.clock(), parts.random());
        threads = parts.threads();
        directThreads = parts.directThreads();
        chains = new Chains(directThreads);
        queueing = new Batches(THREADS, threads, this::enqueue, this::refuse);
        for (int i = 0; i < THREADS; i++) {
            ordered.add(new Batches(1, threads, this::enqueue, this::refuse));
        }
        handled = new Batches(1, threads, this::takeHandled, this::refuse);
    }

    /** Returns if an event of a tenant may be handed in, as far as that is known before it is there. */
    public void requireOpen(String tenant) {
        limits.check(tenant);
        if (closed) {
            throw limits.closed();
        }
    }

    /** Takes an event in; the receipt is completed on any thread. */
    public CompletableFuture<Receipt> submit(NewEvent event) {
        CompletableFuture<Receipt> receipt = new CompletableFuture<>();
        try {
            limits.check(event.tenant());
            int bytes = Payload.check(event.payload());
            if (closed) {
                throw limits.closed();
            }
            int permits = bytes + BYTES_OF_AN_EVENT;
            room.acquire(permits);
            var unused = receipt.whenComplete((done, failed) -> room.release(permits));
            batches(event).add(new Waiting(new Arriving(ids.next(), event), bytes, receipt));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            receipt.completeExceptionally(limits.closed());
        } catch (RuntimeException refused) {
            told.refused();
            receipt.completeExceptionally(refused);
        }
        return receipt;
    }

    private Batches batches(NewEvent event) {
        return event.orderingKey().isEmpty()
                ? queueing
                : ordered.get(threadOf(event.tenant(), event.orderingKey().get()));
    }

    private static int threadOf(String tenant, String orderingKey) {
        CRC32 sum = new CRC32();
        sum.update(tenant.getBytes(StandardCharsets.UTF_8));
        sum.update(orderingKey.getBytes(StandardCharsets.UTF_8));
        return (int) (sum.getValue() % THREADS);
    }

    private void enqueue(List<Waiting> batch) {
        try {
            if (!isForced.getAsBoolean()) {
                Intake intake = store.accept(arriving(batch), false);
                if (intake.isTaken()) {
                    complete(batch, intake, false);
                    return;
                }
                if (intake.mode().accepting() == Mode.Accepting.REFUSED) {
                    fail(batch, limits.rejecting());
                    return;
                }
            }
            takeDirectly(batch);
        } catch (QueueUnavailableException failed) {
            oneByOne(batch, failed, this::enqueue);
        } catch (Throwable failed) { // nobody may wait for ever
            fail(batch, failed);
        }
    }

    /** What the database refuses of one event concerns no other. */
    private void oneByOne(List<Waiting> batch, QueueUnavailableException failed, Consumer<List<Waiting>> again) {
        if (failed.isTrouble() || batch.size() == 1) {
            fail(batch, failed);
            return;
        }
        for (Waiting one : batch) {
            again.accept(List.of(one));
        }
    }

    private void takeDirectly(List<Waiting> batch) {
        boolean keys = batch.stream()
                .anyMatch(one -> one.arriving().event().idempotencyKey().isPresent());
        boolean orders = batch.stream()
                .anyMatch(one -> one.arriving().event().orderingKey().isPresent());
        Map<UUID, Fate> known = keys ? store.look(arriving(batch)) : Map.of();
        Set<UUID> behind = orders ? store.behindQueued(arriving(batch)) : Set.of();
        for (Waiting one : batch) {
            Fate fate = known.get(one.arriving().id());
            if (fate != null) {
                complete(one, fate, true);
            } else if (behind.contains(one.arriving().id())) {
                fail(List.of(one), limits.outOfOrder(one.arriving().event()));
            } else {
                start(one);
            }
        }
    }

    private void start(Waiting one) {
        try {
            NewEvent event = one.arriving().event();
            if (!chains.execute(event, () -> handle(one))) {
                fail(List.of(one), limits.outOfOrder(event));
            }
        } catch (RejectedExecutionException closing) {
            fail(List.of(one), limits.closed());
        }
    }

    private void handle(Waiting one) {
        try {
            if (closed) {
                throw limits.closed();
            }
            if (direct.handlesBefore()) {
                direct.handle(one.arriving());
                handled.add(one);
            } else {
                taken(List.of(one), direct.take(one.arriving()));
            }
        } catch (Throwable failed) {
            fail(List.of(one), failed);
        }
    }

    private void takeHandled(List<Waiting> batch) {
        try {
            taken(batch, store.accept(arriving(batch), true));
        } catch (QueueUnavailableException failed) {
            oneByOne(batch, failed, this::takeHandled);
        } catch (Throwable failed) {
            fail(batch, failed);
        }
    }

    private void taken(List<Waiting> batch, Intake intake) {
        if (intake.isTaken()) {
            complete(batch, intake, true);
        } else {
            fail(batch, limits.rejecting());
        }
    }

    private static List<Arriving> arriving(List<Waiting> batch) {
        return batch.stream().map(Waiting::arriving).toList();
    }

    private void complete(List<Waiting> batch, Intake intake, boolean directly) {
        for (int i = 0; i < batch.size(); i++) {
            complete(batch.get(i), intake.fates().get(i), directly);
        }
    }

    private void complete(Waiting one, Fate fate, boolean directly) {
        if (fate.what() == What.CONFLICT) {
            String key = one.arriving().event().idempotencyKey().orElse("");
            fail(List.of(one), EventRefusedException.keyConflict(key, fate.id()));
            return;
        }
        boolean repeated = fate.what() == What.REPEATED;
        if (repeated) {
            told.repeated();
        } else {
            told.accepted(one.arriving().event().tenant(), directly);
        }
        one.receipt()
                .complete(
                        directly ? new Receipt.Created(fate.id(), repeated) : new Receipt.Queued(fate.id(), repeated));
    }

    private void fail(List<Waiting> batch, Throwable failed) {
        for (Waiting one : batch) {
            told.refused();
            one.receipt().completeExceptionally(failed);
        }
    }

    private void refuse(List<Waiting> late) {
        fail(late, limits.closed());
    }

    /**
     * Takes in what has arrived, waits for the handlers of what is processed at once, and takes that in as well; some ten
     * seconds at most. What has not begun by then is refused, and what has begun is interrupted. Idempotent.
     */
    @Override
    public void close() {
        closed = true;
        long deadline = System.nanoTime() + CLOSING_NANOS;
        try {
            boolean inTime = queueing.end(CLOSING_NANOS); // all may still begin what is processed at once
            for (Batches one : ordered) {
                inTime &= one.end(Math.max(0, deadline - System.nanoTime()));
            }
            directThreads.shutdown();
            inTime &= directThreads.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            inTime &= handled.end(LAST_NANOS);
            if (!inTime) {
                log.warn("[Ingest] not all that was handed in could be taken in; whoever handed it in is told so");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            queueing.close();
            ordered.forEach(Batches::close);
            chains.leave().forEach(Runnable::run); // they refuse, now that it is closed
            directThreads.shutdownNow().forEach(Runnable::run);
            handled.close();
        }
    }
}
