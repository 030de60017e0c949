package dev.switchback.breaker;

import static dev.switchback.breaker.BreakerState.CLOSED;
import static dev.switchback.breaker.BreakerState.DISABLED;
import static dev.switchback.breaker.BreakerState.FORCED_OPEN;
import static dev.switchback.breaker.BreakerState.HALF_OPEN;
import static dev.switchback.breaker.BreakerState.OPEN;

import dev.switchback.breaker.BreakerTransition.By;
import dev.switchback.breaker.Phase.Moment;
import dev.switchback.breaker.Phase.Step;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Everything that changes a breaker's state, one thread at a time; the calls that change nothing go past it.
 *
 * <p>A circuit of Resilience4j serves from one change of state to the next, and half-open has one of its own: a result
 * that raced with a change lands in a circuit that decides nothing any more, and can never pass for a probe.
 */
final class Control {

    private static final Duration DRIFT = Duration.ofSeconds(1);

    private final String migration;
    private final Clock wall;
    private final LongSupplier nanoTime;
    private final WindowClock clock;
    private final Transitions transitions = new Transitions();
    private final ReentrantLock lock = new ReentrantLock();
    private final Ledger ledger; // guarded by lock
    private long generation; // guarded by lock
    private volatile BreakerSettings settings;
    private volatile Phase phase;

    Control(String migration, BreakerSettings settings, Clock wall, LongSupplier nanoTime) {
        this.migration = migration;
        this.wall = wall;
        this.nanoTime = nanoTime;
        this.settings = settings;
        this.clock = new WindowClock(nanoTime.getAsLong());
        this.ledger = new Ledger(settings, clock.nanos());
        Circuit window = Circuit.counting(plan(new RecentFailures(settings)));
        Moment since = new Moment(clock.nanos(), wall.instant());
        BreakerState state = counting(settings);
        this.phase = new Phase(state, nextToken(state), window, window, since, since, "nothing has happened yet");
    }

    BreakerSettings settings() {
        return settings;
    }

    /** Takes other settings; circuits that were made before keep theirs. */
    void settings(BreakerSettings next) {
        settings = next;
    }

    Ledger ledger() {
        return ledger;
    }

    Clock wall() {
        return wall;
    }

    Phase phase() {
        return phase;
    }

    WindowClock clock() {
        return clock;
    }

    Transitions transitions() {
        return transitions;
    }

    /** Does what only one thread may do at a time, at one moment, and tells the listeners afterwards. */
    <T> T alone(Supplier<T> change) {
        try {
            lock.lock();
            try {
                clock.moveTo(nanoTime.getAsLong());
                endOverdueProbing();
                return change.get();
            } finally {
                lock.unlock();
            }
        } finally {
            transitions.deliver();
        }
    }

    void alone(Runnable change) {
        alone(() -> {
            change.run();
            return true;
        });
    }

    long permit() {
        if (phase.admits()) {
            return phase.token();
        }
        if (phase.refuses(clock.nanos())) {
            return Breaker.REFUSED_OPEN;
        }
        if (phase.state() == OPEN) {
            Circuit gate = Circuit.probing(plan(new RecentFailures(settings)));
            Step step = new Step(HALF_OPEN, BreakerCause.WAIT_OVER, "the wait is over, probes may go");
            enter(step, phase.window(), gate, clock.nanos());
            return phase.token();
        }
        return phase.gate().takeProbe() ? phase.token() : Breaker.REFUSED_NO_PROBE;
    }

    /** Follows a window that Resilience4j has opened, once. */
    void tripped(Phase seen) {
        if (phase.state() == CLOSED && phase.window() == seen.window()) {
            BreakerCause cause = seen.window().cause();
            open(new Step(OPEN, cause, Reasons.tripped(cause, seen.window(), settings)), clock.nanos());
        }
    }

    void probePassed(long permit, long tookNanos) {
        if (!phase.probes(permit)) {
            return;
        }
        Circuit gate = phase.gate();
        gate.succeeded(tookNanos);
        if (gate.isClosed()) {
            close(BreakerCause.PROBES_PASSED, Reasons.probesPassed(settings), By.ITSELF);
        } else if (gate.isOpen()) {
            open(new Step(OPEN, BreakerCause.SLOW_CALLS, Reasons.probesSlow(settings)), clock.nanos());
        }
    }

    void failed(long permit, long tookNanos, Throwable error) {
        if (phase.probes(permit)) {
            ledger.failed(false, clock.nanos());
            phase.window().failed(tookNanos, error);
            open(new Step(OPEN, BreakerCause.PROBE_FAILED, Reasons.probeFailed(error)), clock.nanos());
        } else if (permit == phase.token()) {
            failed(tookNanos, error);
        } // else it began before the last change of state and says nothing about now
    }

    /** Counts a failure that is no probe's. */
    void failed(long tookNanos, Throwable error) {
        Phase now = phase;
        ledger.failed(now.admits(), clock.nanos());
        now.window().failed(tookNanos, error);
        if (now.state() == CLOSED && now.window().isOpen()) {
            tripped(now);
        }
    }

    void release(long permit) {
        if (phase.probes(permit)) {
            phase.gate().giveProbeBack();
        }
    }

    /** Opens it for the next wait, which is counted from a moment that may be past. */
    void open(Step step, long fromNanos) {
        Duration wait = ledger.nextWait(settings.recovery(), clock.nanos());
        if (!phase.window().isOpen()) {
            phase.window().openFor(wait);
        }
        ledger.tripped(step.cause(), wall.instant(), clock.nanos());
        enter(step, phase.window(), phase.window(), fromNanos + wait.toNanos());
    }

    /** Begins anew: closed, or off, with an empty window. */
    void close(BreakerCause cause, String reason, By by) {
        ledger.admits(settings.enabled(), wall.instant(), clock.nanos());
        Circuit window = Circuit.counting(plan(new RecentFailures(settings)));
        enter(new Step(counting(settings), cause, reason, by), window, window, clock.nanos());
    }

    /** Opens it until it is let go. */
    void force(BreakerCause cause, String reason) {
        if (phase.state() != FORCED_OPEN) {
            ledger.opened(cause, wall.instant(), clock.nanos());
            enter(new Step(FORCED_OPEN, cause, reason), phase.window(), phase.window(), clock.nanos());
        }
    }

    void reset(String reason, By by) {
        if (phase.state() != FORCED_OPEN) {
            close(BreakerCause.BY_HAND, reason, by);
            ledger.forgetTrips();
        }
    }

    void releaseForced(String reason) {
        if (phase.state() == FORCED_OPEN) {
            close(BreakerCause.ROLLBACK, reason, By.ITSELF);
        }
    }

    void trip(String reason, By by) {
        if (phase.state() == CLOSED || phase.state() == HALF_OPEN) {
            open(new Step(OPEN, BreakerCause.BY_HAND, reason, by), clock.nanos());
        }
    }

    BreakerStatus status() {
        Phase now = phase;
        return new BreakerStatus(
                now.state(),
                now.since().wall(),
                now.reason(),
                openUntil(now),
                now.window().failures(),
                now.window().calls(),
                now.window().failureRate(),
                ledger.trips(clock.nanos()),
                ledger.lastTrip(),
                ledger.origin(),
                ledger.falseTrips(now.admits(), clock.nanos()),
                settings);
    }

    private void endOverdueProbing() {
        if (phase.state() != HALF_OPEN) {
            return;
        }
        long end = phase.since().nanos() + Circuit.longestProbing(settings).toNanos();
        // Resilience4j's own timer runs in real time and may be first
        if (clock.nanos() - end >= 0 || phase.gate().isOpen()) {
            Step step = new Step(OPEN, BreakerCause.PROBES_OVERDUE, Reasons.probesOverdue(settings));
            open(step, Math.min(end, clock.nanos()));
        }
    }

    /** Begins a phase and has the listeners told; the moment is that of the first probe, or now. */
    void enter(Step step, Circuit window, Circuit gate, long untilNanos) {
        Phase before = phase;
        before.gate().abandon();
        Moment since = new Moment(clock.nanos(), wall.instant());
        // while it is open, calls that began before still end, and count in the window; probes that did not end do not
        boolean sameCalls = before.state() != HALF_OPEN && (step.state() == OPEN || step.state() == FORCED_OPEN);
        long token = sameCalls ? before.token() : nextToken(step.state());
        Moment until = since.plusNanos(untilNanos - since.nanos());
        phase = new Phase(step.state(), token, window, gate, since, until, step.reason());
        transitions.add(new BreakerTransition(
                migration,
                before.state(),
                step.state(),
                step.cause(),
                step.reason(),
                step.by(),
                since.wall(),
                openUntil(phase),
                window.failures(),
                ledger.trips(clock.nanos())));
    }

    /** Changes the phase without a change of state. */
    void replace(Phase same) {
        phase = same;
    }

    /** {@return when the first probe may go, by the wall clock as it is now; empty unless it is open and waits} */
    Optional<Instant> openUntil(Phase open) {
        if (open.state() != OPEN) {
            return Optional.empty();
        }
        Instant expected = open.openUntil().wall();
        Instant counted = wall.instant().plusNanos(open.openUntil().nanos() - clock.nanos());
        // the two clocks drift by less than this; more is a step of the wall clock, or a machine that slept
        boolean drift = Duration.between(expected, counted).abs().compareTo(DRIFT) < 0;
        return Optional.of(drift ? expected : counted);
    }

    static BreakerState counting(BreakerSettings settings) {
        return settings.enabled() ? CLOSED : DISABLED;
    }

    /** {@return the plan of a circuit that begins with these failures of an earlier window} */
    Circuit.Plan plan(RecentFailures carried) {
        return new Circuit.Plan(
                migration,
                settings,
                clock,
                () -> ledger.nextWait(settings.recovery(), clock.nanos()),
                () -> carried.count(clock.nanos()));
    }

    private long nextToken(BreakerState state) {
        generation++;
        return generation << 1 | (state == HALF_OPEN ? 1 : 0);
    }
}
