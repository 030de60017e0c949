package dev.switchback.breaker;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What a breaker remembers of failures and trips besides the window. Guarded by its lock, the wait apart. */
final class Ledger {

    private BreakerSettings settings;
    private RecentFailures recent;
    private BackgroundErrors background;
    private Optional<Instant> lastTrip = Optional.empty();
    private BreakerStatus.Origin origin = BreakerStatus.Origin.NONE;
    private volatile Backoff backoff; // Resilience4j asks for the wait outside the lock

    Ledger(BreakerSettings settings, long nowNanos) {
        this.settings = settings;
        this.recent = new RecentFailures(settings);
        this.background = new BackgroundErrors(settings.errorThreshold(), settings.errorWindow(), nowNanos);
        this.backoff = new Backoff(0, true, nowNanos);
    }

    /** Counts a failure; it is background until it turns out to be part of a burst. */
    void failed(boolean admitted, long nowNanos) {
        recent.add(nowNanos);
        if (admitted) {
            background.failed(nowNanos);
        }
    }

    void tripped(BreakerCause cause, Instant at, long nowNanos) {
        origin = origin.opened(cause, at);
        backoff = backoff.afterTrip(nowNanos);
        lastTrip = Optional.of(at);
        background.pause(nowNanos);
    }

    /** It is opened without having tripped: by a rollback, or with the rest of the fleet. */
    void opened(BreakerCause cause, Instant at, long nowNanos) {
        origin = origin.opened(cause, at);
        backoff = backoff.afterLeaving(nowNanos);
        background.pause(nowNanos);
    }

    /** Begins anew with no failure, closed or off. */
    void admits(boolean closed, Instant at, long nowNanos) {
        recent.clear();
        counts(closed, nowNanos);
        origin = origin.closed(Optional.of(at));
    }

    /** Takes calls again, with the failures that are there. */
    void counts(boolean closed, long nowNanos) {
        origin = origin.closed(Optional.empty());
        backoff = closed ? backoff.afterClosing(nowNanos) : backoff.afterLeaving(nowNanos);
        background.resume(nowNanos);
    }

    void configure(BreakerSettings next, long nowNanos) {
        boolean sameWindow = next.errorThreshold() == settings.errorThreshold()
                && next.errorWindow().equals(settings.errorWindow());
        settings = next;
        recent = recent.under(next);
        if (!sameWindow) {
            background = new BackgroundErrors(next.errorThreshold(), next.errorWindow(), nowNanos);
        }
    }

    void restore(Backoff past, BreakerMemory memory, RecentFailures failures) {
        backoff = past;
        lastTrip = memory.lastTrip();
        boolean keepsAway = memory.state() == BreakerState.OPEN || memory.state() == BreakerState.HALF_OPEN;
        origin = keepsAway && settings.enabled()
                ? memory.origin()
                : origin.closed(memory.origin().closedAt());
        recent = failures;
    }

    /** Forgets the trips, so that the next one has the shortest wait. */
    void forgetTrips() {
        backoff = new Backoff(0, backoff.closed(), backoff.closedSince());
    }

    /** {@return how long the next trip lasts} */
    Duration nextWait(Duration base, long nowNanos) {
        return backoff.wait(base, nowNanos);
    }

    int trips(long nowNanos) {
        return backoff.trips(nowNanos);
    }

    Optional<Instant> lastTrip() {
        return lastTrip;
    }

    BreakerStatus.Origin origin() {
        return origin;
    }

    RecentFailures recent() {
        return recent;
    }

    FalseTrips falseTrips(boolean admitting, long nowNanos) {
        return admitting ? background.falseTrips(nowNanos) : background.whilePaused();
    }
}
