package dev.switchback.ingest;

import dev.switchback.pipeline.MigrationException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An event that was not taken in: nothing of it is kept. */
public final class EventRefusedException extends MigrationException {

    private static final long serialVersionUID = 1L;

    private final Why why;
    private final @Nullable Duration retryAfter;
    private final @Nullable UUID existing;

    /** Why an event is refused. */
    public enum Why {
        /** The mode is REJECT. */
        REJECTING,
        /** The tenant has as many events in the queue as it may have. */
        OVER_QUOTA,
        /** The queue holds as many events as it may hold. */
        FULL,
        /** Another event was accepted under the same idempotency key. */
        KEY_CONFLICT,
        /** Its handler failed, where the mode processes events at once. */
        HANDLER_FAILED,
        /** Events before it in its order are still in the queue, where the mode processes events at once. */
        OUT_OF_ORDER,
        /** This process is closing. */
        CLOSED
    }

    private EventRefusedException(
            String message,
            Why why,
            @Nullable Duration retryAfter,
            @Nullable UUID existing,
            @Nullable Throwable cause) {
        super(message, cause == null ? new IllegalStateException(why.name()) : cause);
        this.why = why;
        this.retryAfter = retryAfter;
        this.existing = existing;
    }

    /** Not for callers of the queue. */
    public static EventRefusedException rejecting(String queue, String reason, Duration retryAfter) {
        return later(
                "the queue takes no events in: %s (queue=%s, mode=REJECT)".formatted(reason, queue),
                Why.REJECTING,
                retryAfter);
    }

    /** Not for callers of the queue. */
    public static EventRefusedException full(String queue, long depth, long most, Duration retryAfter) {
        return later(
                "the queue is full: %d of %d events wait (queue=%s)".formatted(depth, most, queue),
                Why.FULL,
                retryAfter);
    }

    /** Not for callers of the queue. */
    public static EventRefusedException overQuota(String tenant, long depth, long quota, Duration retryAfter) {
        return later(
                "tenant %s has %d events in the queue, of %d that it may have".formatted(tenant, depth, quota),
                Why.OVER_QUOTA,
                retryAfter);
    }

    private static EventRefusedException later(String what, Why why, Duration retryAfter) {
        return new EventRefusedException(
                "%s. Nothing was kept; try again in %d s".formatted(what, retryAfter.toSeconds()),
                why,
                retryAfter,
                null,
                null);
    }

    /** Not for callers of the queue. */
    public static EventRefusedException outOfOrder(String orderingKey, Duration retryAfter) {
        return later(
                "events before it in its order are still in the queue (orderingKey=%s)".formatted(orderingKey),
                Why.OUT_OF_ORDER,
                retryAfter);
    }

    /** Not for callers of the queue. */
    public static EventRefusedException keyConflict(String key, UUID existing) {
        return new EventRefusedException(
                "another event was accepted under this idempotency key (key=%s, id=%s). Nothing was kept; use a new key"
                        .formatted(key, existing),
                Why.KEY_CONFLICT,
                null,
                existing,
                null);
    }

    /** Not for callers of the queue. */
    public static EventRefusedException handlerFailed(UUID id, Throwable cause) {
        return new EventRefusedException(
                "the event could not be processed: %s (id=%s). Nothing was kept".formatted(Said.by(cause), id),
                Why.HANDLER_FAILED,
                null,
                null,
                cause);
    }

    /** Not for callers of the queue. */
    public static EventRefusedException closed(String queue) {
        return later("this process is closing (queue=%s)".formatted(queue), Why.CLOSED, Duration.ofSeconds(5));
    }

    /** {@return why} */
    public Why why() {
        return why;
    }

    /** {@return when it is worth another try, if it is} */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** {@return the event that was accepted under the same key, if one was} */
    public Optional<UUID> existing() {
        return Optional.ofNullable(existing);
    }
}
