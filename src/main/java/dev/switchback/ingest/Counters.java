package dev.switchback.ingest;

import dev.switchback.event.EventBus;
import dev.switchback.ingest.accept.Accepted;
import dev.switchback.ingest.work.Processed;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what one process does with its queue, and tells of what deserves it; thread-safe. */
final class Counters implements Accepted, Processed {

    private static final Logger log = LoggerFactory.getLogger(Counters.class);

    private final String queue;
    private final EventBus events;
    private final Clock clock;
    private final LongAdder accepted = new LongAdder();
    private final LongAdder queued = new LongAdder();
    private final Map<String, LongAdder> queuedOf = new ConcurrentHashMap<>(); // of tenants, which are declared
    private final LongAdder repeated = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder finished = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder dead = new LongAdder();
    private final LongAdder rescued = new LongAdder();
    private final LongAdder delivered = new LongAdder();
    private final LongAdder undelivered = new LongAdder();
    private final LongAdder handling = new LongAdder();
    private volatile Runnable onQueued = () -> {};
    private final AtomicBoolean complained = new AtomicBoolean();

    Counters(String queue, EventBus events, Clock clock) {
        this.queue = queue;
        this.events = events;
        this.clock = clock;
    }

    /** Sets what is told of each event that was put into the queue; must cost next to nothing. */
    void onQueued(Runnable wake) {
        onQueued = wake;
    }

    @Override
    public void accepted(String tenant, boolean direct) {
        accepted.increment();
        if (direct) {
            finished.increment();
        } else {
            queued.increment();
            queuedOf.computeIfAbsent(tenant, first -> new LongAdder()).increment();
            onQueued.run();
        }
    }

    @Override
    public void repeated() {
        repeated.increment();
    }

    @Override
    public void refused() {
        refused.increment();
    }

    @Override
    public void finished(int number) {
        finished.add(number);
        complained.set(false);
    }

    @Override
    public void handled(long nanos) {
        handling.add(nanos);
    }

    @Override
    public void failed(int waiting, int died) {
        failed.add(waiting + died);
        dead.add(died);
        if (died > 0) {
            log.warn("[Ingest] {}: {} events are dead, their last attempt failed", queue, died);
        }
    }

    @Override
    public void rescued(int waiting, int died) {
        rescued.add(waiting);
        dead.add(died);
        log.warn("[Ingest] {}: {} events of dead processes wait again, {} are dead", queue, waiting, died);
        events.publish(() -> new IngestEvent.StuckRescued(queue, clock.instant(), waiting, died));
    }

    @Override
    public void delivered(int deliveries) {
        delivered.add(deliveries);
    }

    @Override
    public void undelivered(int deliveries) {
        undelivered.add(deliveries);
    }

    @Override
    public void trouble(String what, Throwable troubled, Duration pause) {
        if (complained.compareAndSet(false, true)) {
            log.warn("[Ingest] {} cannot {}; tried again every {} ms", queue, what, pause.toMillis(), troubled);
        }
    }

    /** {@return how many events this process has put into the queue} */
    long queued() {
        return queued.sum();
    }

    /** {@return how many of them were a tenant's} */
    long queuedOf(String tenant) {
        LongAdder number = queuedOf.get(tenant);
        return number == null ? 0 : number.sum();
    }

    /** {@return how many were each tenant's; those that had none are left out} */
    Map<String, Long> queuedByTenant() {
        Map<String, Long> numbers = new HashMap<>();
        queuedOf.forEach((tenant, number) -> numbers.put(tenant, number.sum()));
        return Map.copyOf(numbers);
    }

    /** The database does what it is asked again. */
    void well() {
        if (complained.getAndSet(false)) {
            log.info("[Ingest] {}: the database answers again", queue);
        }
    }

    IngestCounts counts() {
        return new IngestCounts(
                accepted.sum(),
                repeated.sum(),
                refused.sum(),
                finished.sum(),
                failed.sum(),
                dead.sum(),
                rescued.sum(),
                delivered.sum(),
                undelivered.sum(),
                Duration.ofNanos(handling.sum()));
    }
}
