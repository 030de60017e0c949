package dev.switchback.router.node;

import dev.switchback.breaker.BreakerStatus;
import dev.switchback.breaker.BreakerStatus.OpenedBy;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A breaker as other processes see it.
 *
 * @param state in lower snake case
 * @param reason why it is in that state
 * @param errors failures in the window
 * @param calls calls in the window
 * @param errorThreshold failures that open it
 * @param windowSeconds the window's length
 * @param openUntil when the next call may probe, null unless it is open and waits
 * @param trips trips since the last clean hour
 * @param openedBy who opened it, {@code errors}, {@code fleet}, {@code operator} or {@code rollback}; null unless open
 * @param ownTrip when its process's own calls last opened it; null once it has closed
 */
public record BreakerView(
        String state,
        String reason,
        int errors,
        int calls,
        int errorThreshold,
        long windowSeconds,
        @Nullable Instant openUntil,
        int trips,
        @Nullable String openedBy,
        @Nullable Instant ownTrip) {

    /** {@return the view of a breaker's status} */
    public static BreakerView of(BreakerStatus status) {
        return new BreakerView(
                status.state().text(),
                status.reason(),
                status.errors(),
                status.calls(),
                status.errorThreshold(),
                status.errorWindow().toSeconds(),
                status.openUntil().orElse(null),
                status.trips(),
                status.origin().openedBy().map(OpenedBy::text).orElse(null),
                status.origin().ownTrip().orElse(null));
    }

    /** {@return whether it keeps the new pipeline out of service, probes apart} */
    public boolean isOpen() {
        return state.equals("open") || state.equals("half_open") || state.equals("forced_open");
    }
}
