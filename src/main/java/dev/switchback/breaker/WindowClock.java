package dev.switchback.breaker;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * The clock of a breaker's windows: time since it was made, which never runs backwards.
 *
 * <p>Resilience4j asks for an {@link Instant} on every call, and a step back of the wall clock destroys its window.
 * This one is moved by the callers, who have read {@code nanoTime} anyway; it makes a new instant at most every 50 ms,
 * which its buckets of a second do not notice, so that a successful call allocates none.
 */
final class WindowClock extends Clock {

    private static final long TICK = 50_000_000;
    private static final VarHandle CURRENT = currentHandle();

    private final long startNanos;
    private volatile Tick current;

    WindowClock(long startNanos) {
        this.startNanos = startNanos;
        this.current = new Tick(startNanos, Instant.EPOCH);
    }

    /** Moves it on if at least a tick has passed. */
    void tick(long nowNanos) {
        if (nowNanos - current.nanos() >= TICK) {
            moveTo(nowNanos);
        }
    }

    /** Moves it on to the very moment; a moment that has passed already changes nothing. */
    void moveTo(long nowNanos) {
        Tick seen = current;
        while (nowNanos - seen.nanos() > 0) {
            Tick next = new Tick(nowNanos, Instant.EPOCH.plusNanos(nowNanos - startNanos));
            if (CURRENT.compareAndSet(this, seen, next)) {
                return;
            }
            seen = current;
        }
    }

    /** {@return the moment it stands at, in nanoseconds} */
    long nanos() {
        return current.nanos();
    }

    @Override
    public Instant instant() {
        return current.instant();
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("the clock of a breaker's windows has no time zone");
    }

    private static VarHandle currentHandle() {
        try {
            return MethodHandles.lookup().findVarHandle(WindowClock.class, "current", Tick.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private record Tick(long nanos, Instant instant) {}
}
