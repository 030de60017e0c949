package dev.switchback.ingest.work;

import dev.switchback.ingest.DeliveryHandler;
import dev.switchback.ingest.queue.Claimed;
import dev.switchback.ingest.queue.QueueStore.FailedAttempts;
import dev.switchback.ingest.queue.QueueUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Processes what is queued, in this process: loops that claim, finish, deliver, keep leases alive, and rescue what dead
 * processes have left.
 */
public final class Processor implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Processor.class);
    private static final int KEPT_ALIVE_PER_LEASE = 3;
    private static final int BATCH_THREADS = 2;
    private static final long CLOSING_MILLIS = 10_000;

    private final ProcessorParts parts;
    private final Slots slots;
    private final Held held = new Held();
    private final @Nullable Handling handling;
    private final @Nullable Finisher finisher;
    private final Loop finishing;
    private final List<Loop> claiming = new ArrayList<>();
    private final List<Loop> others = new ArrayList<>();
    private final List<Loop> leases = new ArrayList<>();
    private volatile long keptAlive;
    private volatile boolean closed;

    /** Begins to process. */
    public Processor(ProcessorParts parts) {
        this.parts = parts;
        slots = new Slots(parts.control().get().settings().maxConcurrency());
        keptAlive = parts.nanoTime().getAsLong();
        if (parts.batchHandler() == null) {
            Handling handles = new Handling(
                    parts.handler() == null ? event -> {} : parts.handler(),
                    parts.threads(),
                    slots,
                    this::mayBegin,
                    parts.told(),
                    parts.nanoTime());
            Finisher finishes = new Finisher(parts, handles.outcomes(), held);
            handling = handles;
            finisher = finishes;
            Claiming claims = new Claiming(parts, handles, slots, held);
            claiming.add(new Loop("claim events", parts.told(), claims::turn));
            claiming.add(new Loop("claim more events", parts.told(), claims::help));
            finishing = new Loop("finish events", parts.told(), finishes::turn);
            others.add(finishing);
        } else {
            handling = null;
            finisher = null;
            finishing = new Loop("nothing", parts.told(), () -> Duration.ZERO);
            for (int i = 0; i < BATCH_THREADS; i++) {
                claiming.add(new Loop(
                        "process events", parts.told(), new Batching(parts, parts.batchHandler(), held)::turn));
            }
        }
        for (Map.Entry<String, DeliveryHandler> one : parts.subscribers().entrySet()) {
            Deliveries delivers = new Deliveries(parts, one.getKey(), one.getValue(), this::mayDeliver, held);
            claiming.add(new Loop("deliver to " + one.getKey(), parts.told(), delivers::turn));
        }
        leases.add(new Loop("keep events", parts.told(), this::keepAlive));
        leases.add(new Loop("rescue events", parts.told(), this::rescue));
        others.addAll(leases);
        claiming.forEach(parts.threads()::execute);
        others.forEach(parts.threads()::execute);
    }

    /** Looks for work at once. */
    public void wake() {
        claiming.forEach(Loop::wake);
    }

    /** Mode or settings have changed: a lease that is shorter now is kept in its own time, not in the old one's. */
    public void changed() {
        leases.forEach(Loop::wake);
    }

    /** {@return how many handlers run} */
    public int running() {
        return slots.used();
    }

    private Duration lease() {
        return parts.control().get().settings().lease();
    }

    /** An event whose lease may have run out belongs to somebody else by now, who begins it anew. */
    private boolean mayBegin() {
        return parts.control().get().mode().isProcessing() && isKept();
    }

    private boolean mayDeliver() {
        return parts.control().get().mode().isDelivering() && isKept();
    }

    private boolean isKept() {
        return !closed && parts.nanoTime().getAsLong() - keptAlive < lease().toNanos();
    }

    private Duration keepAlive() {
        long now = parts.nanoTime().getAsLong();
        parts.store().extend(parts.owner(), held.tokens());
        keptAlive = now;
        return lease().dividedBy(KEPT_ALIVE_PER_LEASE);
    }

    private Duration rescue() {
        FailedAttempts so = parts.store().rescue(false);
        if (so.waiting() + so.dead() > 0) {
            parts.told().rescued(so.waiting(), so.dead());
        }
        parts.store().tidy();
        return lease().dividedBy(KEPT_ALIVE_PER_LEASE);
    }

    /** Ends what runs, writes down how it ended, and puts back what has not begun; after ten seconds at the latest. */
    @Override
    public void close() {
        closed = true;
        claiming.forEach(Loop::close);
        try {
            if (!slots.close(CLOSING_MILLIS)) {
                log.warn(
                        "[Ingest] {} handlers still run; their events are rescued when their lease is over",
                        slots.used());
            }
            for (Loop loop : claiming) { // what one claims now is put back below
                loop.end(CLOSING_MILLIS);
            }
            settle();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            others.forEach(Loop::close);
        }
    }

    private void settle() throws InterruptedException {
        if (handling == null || finisher == null || !finishing.end(CLOSING_MILLIS)) {
            return;
        }
        List<Claimed> untouched = handling.takeBack();
        try {
            while (handling.outcomes().size() > 0 || !finisher.isDone()) {
                finisher.turn();
            }
            if (!untouched.isEmpty()) {
                parts.store().release(untouched);
            }
        } catch (QueueUnavailableException away) {
            log.warn("[Ingest] some events could not be put back; they are rescued when their lease is over", away);
        }
    }
}
