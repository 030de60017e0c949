package dev.switchback.ingest;

import dev.switchback.event.EventBus;
import dev.switchback.ingest.accept.Limits;
import dev.switchback.ingest.queue.Control;
import dev.switchback.ingest.queue.ControlChange;
import dev.switchback.ingest.queue.Depths;
import dev.switchback.ingest.queue.Mode;
import dev.switchback.ingest.queue.QueueStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one process knows of its queue without asking the database: mode and settings, looked at twice a second and
 * whenever somebody says that they changed, and depths, counted so seldom that counting costs little.
 *
 * <p>Read by any thread; written by its loop alone.
 */
final class Watch implements Limits.Known {

    private static final Logger log = LoggerFactory.getLogger(Watch.class);
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final long LEAST_NANOS = Duration.ofMillis(50).toNanos();
    private static final long COUNT_NANOS = Duration.ofSeconds(1).toNanos();
    private static final int PARTS_OF_THE_TIME = 20;
    private static final int MOST_CHANGES = 100;

    private final String queue;
    private final QueueStore store;
    private final Counters counters;
    private final EventBus events;
    private final LongSupplier nanoTime;
    private final boolean quotas;
    private volatile Control control;
    private volatile Sample sample;
    private volatile @Nullable String trouble;
    private volatile long movesSince;
    private volatile Runnable onChange = () -> {};
    private long countAt;
    private long lookedAt;

    /**
     * One count of the queue.
     *
     * @param depths how full it was
     * @param byTenant how full for each tenant
     * @param counts what this process had counted at that time
     * @param queued how many events it had put into the queue
     * @param queuedByTenant how many of them for each tenant
     * @param nanos when
     * @param acceptedPerSecond how many events this process took in, since the count before
     * @param processedPerSecond how many it finished
     * @param progressNanos when the queue was last seen to make progress, or to have nothing to do
     */
    record Sample(
            Depths depths,
            Map<String, Long> byTenant,
            IngestCounts counts,
            long queued,
            Map<String, Long> queuedByTenant,
            long nanos,
            double acceptedPerSecond,
            double processedPerSecond,
            long progressNanos) {}

    Watch(String queue, QueueStore store, Counters counters, EventBus events, LongSupplier nanoTime, boolean quotas) {
        this.queue = queue;
        this.store = store;
        this.counters = counters;
        this.events = events;
        this.nanoTime = nanoTime;
        this.quotas = quotas;
        control = store.control();
        long now = nanoTime.getAsLong();
        sample = new Sample(store.depths(), Map.of(), counters.counts(), 0, Map.of(), now, 0, 0, now);
        movesSince = now;
        countAt = now;
        lookedAt = now - LEAST_NANOS;
    }

    /** Sets what is told of each change of mode or settings, once it is known here; must not block. */
    void onChange(Runnable tell) {
        onChange = tell;
    }

    Duration turn() {
        long since = nanoTime.getAsLong() - lookedAt;
        if (since < LEAST_NANOS) { // each event that arrives wakes it
            return Duration.ofNanos(LEAST_NANOS - since);
        }
        try {
            lookedAt = nanoTime.getAsLong();
            look();
            if (nanoTime.getAsLong() - countAt >= 0) {
                count();
            }
            trouble = null;
            counters.well();
        } catch (RuntimeException away) {
            trouble = String.valueOf(away.getMessage());
            throw away;
        }
        return LOOK;
    }

    private synchronized void look() {
        Control now = store.control();
        Control before = control;
        control = now;
        if (now.mode().isProcessing() && !before.mode().isProcessing()) {
            movesSince = nanoTime.getAsLong();
        }
        if (now.generation() > before.generation()) {
            onChange.run();
            List<ControlChange> changes = store.changes(MOST_CHANGES);
            for (int i = changes.size() - 1; i >= 0; i--) {
                if (changes.get(i).generation() > before.generation()) {
                    tell(changes.get(i));
                }
            }
        }
    }

    private void tell(ControlChange change) {
        log.info(
                "[Ingest] {}: {} {} -> {} by {} ({})",
                queue,
                change.what(),
                change.old(),
                change.now(),
                change.operator(),
                change.reason());
        events.publish(() -> new IngestEvent.ModeChanged(queue, change.at(), change));
    }

    private void count() {
        long began = nanoTime.getAsLong();
        long queued = counters.queued();
        Map<String, Long> queuedByTenant = counters.queuedByTenant();
        IngestCounts counts = counters.counts();
        Depths depths = store.depths();
        Map<String, Long> byTenant = quotas ? store.depthsByTenant() : Map.of();
        Sample before = sample;
        double seconds = Math.max(0.001, (began - before.nanos()) / 1e9);
        sample = new Sample(
                depths,
                byTenant,
                counts,
                queued,
                queuedByTenant,
                began,
                (counts.accepted() - before.counts().accepted()) / seconds,
                (counts.processed() - before.counts().processed()) / seconds,
                hasProgress(before, depths, counts) ? began : before.progressNanos());
        long took = nanoTime.getAsLong() - began;
        countAt = began + Math.max(COUNT_NANOS, took * PARTS_OF_THE_TIME);
    }

    /** Of another process's work only its effect is seen: the queue is shorter, or its oldest event another. */
    private static boolean hasProgress(Sample before, Depths now, IngestCounts counts) {
        boolean shorter = now.total() < before.depths().total();
        boolean younger = now.oldest().compareTo(before.depths().oldest()) < 0;
        return !now.hasWork()
                || now.isHandled()
                || shorter
                || younger
                || counts.processed() > before.counts().processed();
    }

    Control control() {
        return control;
    }

    Sample sample() {
        return sample;
    }

    /** {@return why the database does not answer, empty if it does} */
    Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    /** {@return for how long the queue has made no progress, since it is to make some} */
    Duration withoutProgress() {
        long now = nanoTime.getAsLong();
        return Duration.ofNanos(Math.min(now - sample.progressNanos(), now - movesSince));
    }

    /** Takes a change over that this process has made. */
    void changed() {
        look();
    }

    @Override
    public Mode mode() {
        return control.mode();
    }

    @Override
    public String reason() {
        return control.reason();
    }

    @Override
    public long depth() {
        Sample last = sample;
        return last.depths().total() + counters.queued() - last.queued();
    }

    @Override
    public long depthOf(String tenant) {
        Sample last = sample;
        long since = counters.queuedOf(tenant) - last.queuedByTenant().getOrDefault(tenant, 0L);
        return last.byTenant().getOrDefault(tenant, 0L) + since;
    }
}
