package dev.switchback.ingest.work;

import dev.switchback.ingest.DeliveryHandler;
import dev.switchback.ingest.Said;
import dev.switchback.ingest.queue.ClaimedDelivery;
import dev.switchback.ingest.queue.Control;
import dev.switchback.ingest.queue.QueueStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Brings processed events to one subscriber, one after the other; for one thread. */
final class Deliveries {

    private static final int MOST = 50;

    private final QueueStore store;
    private final String owner;
    private final String subscriber;
    private final DeliveryHandler handler;
    private final Backoff backoff;
    private final Processed told;
    private final Supplier<Control> control;
    private final BooleanSupplier mayBegin;
    private final Held held;

    /** Makes them; what may not begin any more (the mode holds, the process closes) is put back. */
    Deliveries(ProcessorParts parts, String subscriber, DeliveryHandler handler, BooleanSupplier mayBegin, Held held) {
        store = parts.store();
        owner = parts.owner();
        backoff = parts.backoff();
        told = parts.told();
        this.subscriber = subscriber;
        this.handler = handler;
        control = parts.control();
        this.mayBegin = mayBegin;
        this.held = held;
    }

    Duration turn() {
        List<ClaimedDelivery> claimed = store.claimDeliveries(owner, subscriber, MOST);
        claimed.forEach(one -> held.add(one.token()));
        try {
            deliver(claimed);
        } finally { // what could not be noted is delivered again when its lease is over
            claimed.forEach(one -> held.end(one.token()));
        }
        return claimed.size() == MOST && mayBegin.getAsBoolean()
                ? Duration.ZERO
                : control.get().settings().minPollInterval();
    }

    private void deliver(List<ClaimedDelivery> claimed) {
        List<ClaimedDelivery> made = new ArrayList<>();
        List<ClaimedDelivery> failed = new ArrayList<>();
        List<String> errors = new ArrayList<>();
        List<Duration> pauses = new ArrayList<>();
        int begun = 0;
        for (ClaimedDelivery one : claimed) {
            if (!mayBegin.getAsBoolean()) {
                break;
            }
            begun++;
            try {
                handler.deliver(one.event());
                made.add(one);
            } catch (Throwable error) { // whatever users write fails this delivery alone
                failed.add(one);
                errors.add(Said.by(error));
                pauses.add(backoff.after(one.event().attempt()));
            }
        }
        note(made, failed, errors, pauses);
        if (begun < claimed.size()) {
            store.releaseDeliveries(claimed.subList(begun, claimed.size()));
        }
    }

    private void note(
            List<ClaimedDelivery> made, List<ClaimedDelivery> failed, List<String> errors, List<Duration> pauses) {
        if (!made.isEmpty()) {
            store.delivered(made);
            told.delivered(made.size());
        }
        if (!failed.isEmpty()) {
            store.undelivered(failed, errors, pauses);
            told.undelivered(failed.size());
        }
    }
}
