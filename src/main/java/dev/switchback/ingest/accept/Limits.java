package dev.switchback.ingest.accept;

import dev.switchback.ingest.EventRefusedException;
import dev.switchback.ingest.Tenants;
import dev.switchback.ingest.queue.Mode;
import dev.switchback.ingest.queue.NewEvent;
import dev.switchback.pipeline.InvalidValueException;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * Who may hand in how much, decided before an event is looked at. The depths are as old as the last count of the queue,
 * and what this process has accepted since is added to them: limits are kept about, not exactly.
 */
public final class Limits {

    private static final Duration SOON = Duration.ofSeconds(5);

    private final String queue;
    private final Tenants tenants;
    private final long maxDepth;
    private final Known known;

    /** What is known of the queue in this process, without asking the database. */
    public interface Known {

        /** {@return the mode} */
        Mode mode();

        /** {@return why the mode was entered} */
        String reason();

        /** {@return about how many events are in the queue} */
        long depth();

        /** {@return about how many events of a tenant are in the queue} */
        long depthOf(String tenant);
    }

    /** Makes the limits of a queue. */
    public Limits(String queue, Tenants tenants, long maxDepth, Known known) {
        this.queue = queue;
        this.tenants = tenants;
        this.maxDepth = maxDepth;
        this.known = known;
    }

    /**
     * Returns if a tenant may hand an event in.
     *
     * @throws InvalidValueException for a tenant that is not declared
     * @throws EventRefusedException if the queue takes nothing in, is full, or the tenant has its share
     */
    public void check(String tenant) {
        InvalidValueException.unless(tenants.has(tenant), "tenant", "one that is declared", tenant);
        if (known.mode().accepting() == Mode.Accepting.REFUSED) {
            throw EventRefusedException.rejecting(queue, known.reason(), SOON);
        }
        if (known.mode().accepting() == Mode.Accepting.QUEUED) {
            checkDepths(tenant);
        }
    }

    private void checkDepths(String tenant) {
        long depth = known.depth();
        if (depth >= maxDepth) {
            throw EventRefusedException.full(queue, depth, maxDepth, SOON);
        }
        OptionalLong quota = tenants.quota(tenant);
        if (quota.isPresent() && known.depthOf(tenant) >= quota.getAsLong()) {
            throw EventRefusedException.overQuota(tenant, known.depthOf(tenant), quota.getAsLong(), SOON);
        }
    }

    /** {@return the refusal of an event that came when the mode had just been changed} */
    EventRefusedException rejecting() {
        return EventRefusedException.rejecting(queue, "the mode was just changed", SOON);
    }

    /** {@return the refusal of an event whose predecessors are still in the queue} */
    EventRefusedException outOfOrder(NewEvent event) {
        return EventRefusedException.outOfOrder(event.orderingKey().orElse(""), Duration.ofSeconds(1));
    }

    /** {@return the refusal of an event that came too late} */
    EventRefusedException closed() {
        return EventRefusedException.closed(queue);
    }
}
