package dev.switchback.breaker;

import dev.switchback.breaker.BreakerTransition.By;
import dev.switchback.event.Subscription;
import dev.switchback.health.ComponentHealth;
import dev.switchback.health.HealthSource;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Takes the new pipeline out of service when it fails in a burst, and lets it back in by probes.
 *
 * <p>A call asks {@link #tryAcquire} for a permit and settles it exactly once, by {@link #succeeded}, {@link #failed}
 * or {@link #released}, whatever was thrown: a probe that is not settled is missed until the probes are overdue. A call
 * that began before the last change of state is no evidence about now and never counts as a probe.
 *
 * <p>Thread-safe. While it is closed a call that succeeds takes no lock of ours and allocates what Resilience4j's
 * window
 * does. State, settings and failures are this process's own; {@link #memory} and {@link #restore} carry them on.
 */
public final class Breaker implements HealthSource {

    /** What {@link #tryAcquire} answers while no call may go. */
    public static final long REFUSED_OPEN = -1;

    /** What {@link #tryAcquire} answers while it is half-open and every probe is taken. */
    public static final long REFUSED_NO_PROBE = -2;

    private final LongSupplier nanoTime;
    private final Control control;
    private final Handover handover;

    private Breaker(Control control, LongSupplier nanoTime) {
        this.control = control;
        this.nanoTime = nanoTime;
        this.handover = new Handover(control);
    }

    /**
     * Returns a closed breaker, or one that is switched off where the settings say so.
     *
     * @param wall wall time, for what is shown and stored; it may step
     * @param nanoTime elapsed time, for everything that is decided, such as {@code System::nanoTime}
     */
    public static Breaker closed(String migration, BreakerSettings settings, Clock wall, LongSupplier nanoTime) {
        return new Breaker(new Control(migration, settings, wall, nanoTime), nanoTime);
    }

    /** {@return whether the permit is one of the few probes of a half-open breaker} */
    public static boolean isProbe(long permit) {
        return permit > 0 && (permit & 1) == 1;
    }

    /** {@return whether that answer of {@link #tryAcquire} refuses the call} */
    public static boolean isRefused(long permit) {
        return permit < 0;
    }

    /**
     * {@return a permit to settle later, or {@link #REFUSED_OPEN} or {@link #REFUSED_NO_PROBE}; reads the time itself}
     */
    public long tryAcquire() {
        Phase now = control.phase();
        return now.admits() ? now.token() : tryAcquire(nanoTime.getAsLong());
    }

    /**
     * Returns the same for a caller who has read the time already.
     *
     * @param nowNanos the time by this breaker's own source of elapsed time
     */
    public long tryAcquire(long nowNanos) {
        Phase now = control.phase();
        if (now.admits()) {
            return now.token();
        }
        return now.refuses(nowNanos) ? REFUSED_OPEN : control.alone(control::permit);
    }

    /** Settles a permit: the call succeeded. Reads the time itself. */
    public void succeeded(long permit, long tookNanos) {
        succeeded(permit, nanoTime.getAsLong(), tookNanos);
    }

    /**
     * Settles a permit for a caller who has read the time already: the call succeeded.
     *
     * @param nowNanos when it ended, by this breaker's own source of elapsed time
     * @param tookNanos how long it took
     */
    public void succeeded(long permit, long nowNanos, long tookNanos) {
        Phase now = control.phase();
        if (permit != now.token()) {
            return;
        }
        if (now.state() == BreakerState.HALF_OPEN) {
            control.alone(() -> control.probePassed(permit, tookNanos));
            return;
        }
        control.clock().tick(nowNanos);
        now.window().succeeded(tookNanos);
        if (now.state() == BreakerState.CLOSED && now.window().isOpen()) {
            control.alone(() -> control.tripped(now));
        }
    }

    /** Settles a permit: the call failed, be it by an exception, an {@link Error}, a timeout or a bad output. */
    public void failed(long permit, long tookNanos, Throwable error) {
        control.alone(() -> control.failed(permit, tookNanos, error));
    }

    /** Settles a permit of a call that was not made after all, or says nothing: neither success nor failure. */
    public void released(long permit) {
        if (isProbe(permit)) {
            control.alone(() -> control.release(permit));
        }
    }

    /**
     * Counts a failure of the new pipeline that was seen without a permit, such as a canary's; it is never a probe's.
     */
    public void failedOutside(Throwable error) {
        control.alone(() -> control.failed(0, error));
    }

    /** {@return the state alone: one volatile read; after the wait it stays open until the next call asks} */
    public BreakerState state() {
        return control.phase().state();
    }

    /**
     * Returns whether a call would be refused now because it is open and its wait is not over, or because it is forced
     * open. Takes no permit and changes nothing.
     */
    public boolean refuses() {
        Phase now = control.phase();
        return !now.admits() && now.refuses(nanoTime.getAsLong());
    }

    /** {@return all there is to know about it now} */
    public BreakerStatus status() {
        return control.alone(control::status);
    }

    /**
     * Opens it for the next wait; nothing happens while it is open already, forced open or switched off.
     *
     * @param why a sentence for people
     */
    public void trip(String why) {
        trip(why, By.ITSELF);
    }

    /** Opens it for the next wait, and says by whom. */
    public void trip(String why, By by) {
        control.alone(() -> control.trip(why, by));
    }

    /**
     * Opens it because other nodes of the fleet tripped; nothing happens unless it is closed.
     *
     * @param why a sentence for people
     * @param until how long at least, but not longer than its own longest wait; never shorter than its recovery
     * @return whether it has opened
     */
    public boolean openWithFleet(String why, Instant until) {
        return control.alone(() -> handover.follow(why, until));
    }

    /** Opens it, also where it is switched off, until {@link #releaseForced}; nothing else closes it. */
    public void forceOpen(String why) {
        control.alone(() -> control.force(BreakerCause.ROLLBACK, why));
    }

    /** Closes it and begins anew, with an empty window and the shortest wait; never while it is forced open. */
    public void reset(String why) {
        reset(why, By.ITSELF);
    }

    /** Closes it and begins anew, and says by whom. */
    public void reset(String why, By by) {
        control.alone(() -> control.reset(why, by));
    }

    /** Closes it after {@link #forceOpen}, with an empty window; nothing happens where it is not forced open. */
    public void releaseForced(String why) {
        control.alone(() -> control.releaseForced(why));
    }

    /**
     * Takes other settings. What is open stays open for the rest of its wait, what is forced open stays so, and
     * failures
     * in the window still count; probing begins anew.
     */
    public void configure(BreakerSettings settings) {
        control.alone(() -> handover.configure(settings));
    }

    /** {@return what is to outlive this process} */
    public BreakerMemory memory() {
        return control.alone(handover::memory);
    }

    /** Takes up where an earlier process stopped; for the start, before the first call. */
    public void restore(BreakerMemory memory) {
        control.alone(() -> handover.restore(memory));
    }

    /**
     * Calls the listener on each change of state: in order, one at a time, on a thread that settles a call or changes
     * the
     * breaker, outside its lock. What it throws is logged and changes nothing.
     */
    public Subscription onTransition(Consumer<? super BreakerTransition> listener) {
        return control.transitions().listen(listener);
    }

    @Override
    public String component() {
        return "breaker";
    }

    @Override
    public ComponentHealth health() {
        return BreakerHealth.of(status(), control.wall().instant());
    }
}
