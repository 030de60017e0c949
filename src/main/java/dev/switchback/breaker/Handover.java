package dev.switchback.breaker;

import static dev.switchback.breaker.BreakerState.DISABLED;
import static dev.switchback.breaker.BreakerState.FORCED_OPEN;
import static dev.switchback.breaker.BreakerState.HALF_OPEN;
import static dev.switchback.breaker.BreakerState.OPEN;

import dev.switchback.breaker.Phase.Moment;
import dev.switchback.breaker.Phase.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * Carries a breaker over a change of settings, from one process to the next, or along with the rest of the fleet.
 *
 * <p>Resilience4j's settings are fixed per instance and its window cannot be filled with the past: so a new circuit is
 * given the failures that still count, each for the rest of its time, towards the count. The rate begins anew, for the
 * successes that belong to it are not remembered. Used under the breaker's lock.
 */
final class Handover {

    private final Control control;

    Handover(Control control) {
        this.control = control;
    }

    void configure(BreakerSettings next) {
        if (next.equals(control.settings())) {
            return;
        }
        Phase before = control.phase();
        long now = control.clock().nanos();
        control.settings(next);
        control.ledger().configure(next, now);
        Circuit window = Circuit.counting(control.plan(control.ledger().recent().under(next)));
        if (before.state() != FORCED_OPEN && next.enabled() == (before.state() == DISABLED)) {
            control.ledger().counts(next.enabled(), now);
            BreakerState state = Control.counting(next);
            control.enter(new Step(state, BreakerCause.CONFIGURED, Reasons.configured(state)), window, window, now);
        } else if (before.state() == HALF_OPEN) {
            openUntil(window, now - 1);
            Step step = new Step(OPEN, BreakerCause.CONFIGURED, Reasons.configured(OPEN));
            control.enter(step, window, window, now - 1);
        } else {
            if (before.state() == OPEN) {
                openUntil(window, before.openUntil().nanos());
            }
            control.replace(before.with(window));
        }
    }

    BreakerMemory memory() {
        long now = control.clock().nanos();
        Instant wallNow = control.wall().instant();
        List<Instant> failures = Arrays.stream(control.ledger().recent().within(now))
                .mapToObj(moment -> wallNow.minusNanos(now - moment))
                .toList();
        Phase phase = control.phase();
        return new BreakerMemory(
                phase.state(),
                phase.since().wall(),
                control.openUntil(phase),
                control.ledger().trips(now),
                control.ledger().lastTrip(),
                control.ledger().origin(),
                failures);
    }

    void restore(BreakerMemory memory) {
        long now = control.clock().nanos();
        Past past = new Past(memory, control.wall().instant(), now);
        RecentFailures failures = past.failures(control.settings());
        control.ledger().restore(past.backoff(), memory, failures);
        Circuit window = Circuit.counting(control.plan(failures.under(control.settings())));
        String reason = "an earlier process left it " + memory.state().text();
        boolean waits = memory.state().isOpen() && memory.state() != FORCED_OPEN;
        // what was forced open belongs to a rollback: if that still holds, the rollback forces it open again
        if (waits && control.settings().enabled()) {
            long until = past.openUntil(control.settings());
            openUntil(window, until);
            control.enter(new Step(OPEN, BreakerCause.RESTORED, reason), window, window, until);
        } else {
            control.replace(control.phase().with(window));
        }
        Phase restored = control.phase();
        if (restored.state() == memory.state()) {
            control.replace(restored.with(past.since(), restored.openUntil()));
        }
    }

    /** Opens it with others that tripped; its own trips and waits do not grow by that. */
    boolean follow(String why, Instant until) {
        Phase before = control.phase();
        if (before.state() != BreakerState.CLOSED) {
            return false;
        }
        long now = control.clock().nanos();
        Instant wallNow = control.wall().instant();
        Duration base = control.settings().recovery();
        Duration wait = longer(base, shorter(Duration.between(wallNow, until), Backoff.longest(base)));
        if (!before.window().isOpen()) {
            before.window().openFor(wait);
        }
        control.ledger().opened(BreakerCause.FLEET, wallNow, now);
        Step step = new Step(OPEN, BreakerCause.FLEET, why);
        control.enter(step, before.window(), before.window(), now + wait.toNanos());
        return true;
    }

    private static Duration longer(Duration one, Duration two) {
        return one.compareTo(two) >= 0 ? one : two;
    }

    private static Duration shorter(Duration one, Duration two) {
        return one.compareTo(two) <= 0 ? one : two;
    }

    private void openUntil(Circuit window, long untilNanos) {
        long wait = untilNanos - control.clock().nanos();
        window.openFor(Duration.ofNanos(Math.max(0, wait)));
    }

    /**
     * What an earlier process left behind, on this process's clocks.
     *
     * <p>Its moments are wall time and may lie in the future, where a clock was wrong: they count as now, so that no
     * mistake
     * keeps a failure in the window, or the breaker open, for longer than the settings say.
     *
     * @param memory what it left
     * @param wallNow now, by the wall clock
     * @param nowNanos now, in nanoseconds
     */
    private record Past(BreakerMemory memory, Instant wallNow, long nowNanos) {

        private static final Duration LONG_AGO = Duration.ofDays(366);

        /** {@return the failures that still count in the window that ends now} */
        RecentFailures failures(BreakerSettings settings) {
            RecentFailures failures = new RecentFailures(settings);
            memory.failures().stream().mapToLong(this::nanos).sorted().forEach(failures::add);
            failures.count(nowNanos);
            return failures;
        }

        Backoff backoff() {
            // one that was off is closed from now on; where it stays off, or opens, the next change says so
            boolean wasClosed = memory.state() == BreakerState.CLOSED;
            boolean closed = wasClosed || memory.state() == DISABLED;
            return new Backoff(memory.trips(), closed, wasClosed ? nanos(memory.since()) : nowNanos);
        }

        Moment since() {
            return new Moment(nanos(memory.since()), memory.since());
        }

        /** {@return when the first probe may go, in nanoseconds; just past if probing had begun} */
        long openUntil(BreakerSettings settings) {
            Duration wait = memory.openUntil()
                    .map(until -> Duration.between(wallNow, until))
                    .filter(rest -> rest.compareTo(Duration.ZERO) > 0)
                    .orElse(Duration.ofNanos(-1));
            Duration longest = Backoff.longest(settings.recovery());
            return nowNanos + (wait.compareTo(longest) > 0 ? longest : wait).toNanos();
        }

        private long nanos(Instant instant) {
            Duration age = Duration.between(instant, wallNow);
            if (age.isNegative()) {
                return nowNanos;
            }
            return nowNanos - (age.compareTo(LONG_AGO) > 0 ? LONG_AGO : age).toNanos();
        }
    }
}
