package dev.switchback.breaker;

import dev.switchback.breaker.BreakerTransition.By;
import java.time.Instant;

/**
 * What a breaker does from one change of state to the next; immutable, read once per call.
 *
 * @param state the state
 * @param token the permit it gives out; while it is open, the one of the phase before, whose calls still end
 * @param window counts the calls; the circuit that tripped while it is open
 * @param gate counts the probes; the window itself where there are none
 * @param since when it began
 * @param openUntil when the first probe may go; its beginning unless it is open
 * @param reason why it began, a sentence
 */
record Phase(
        BreakerState state, long token, Circuit window, Circuit gate, Moment since, Moment openUntil, String reason) {

    /** {@return whether every call may go} */
    boolean admits() {
        return state == BreakerState.CLOSED || state == BreakerState.DISABLED;
    }

    /** {@return whether no call may go, at that moment} */
    boolean refuses(long nowNanos) {
        return state == BreakerState.FORCED_OPEN || (state == BreakerState.OPEN && nowNanos - openUntil.nanos() <= 0);
    }

    /** {@return whether a call with that permit is one of its probes} */
    boolean probes(long permit) {
        return state == BreakerState.HALF_OPEN && permit == token;
    }

    /** {@return the same phase with another window} */
    Phase with(Circuit other) {
        return new Phase(state, token, other, other, since, openUntil, reason);
    }

    /** {@return the same phase, begun and ending at other moments} */
    Phase with(Moment begun, Moment until) {
        return new Phase(state, token, window, gate, begun, until, reason);
    }

    /**
     * One moment on both clocks.
     *
     * @param nanos elapsed time, which decides
     * @param wall wall time, which is shown and stored
     */
    record Moment(long nanos, Instant wall) {

        Moment plusNanos(long more) {
            return new Moment(nanos + more, wall.plusNanos(more));
        }
    }

    /**
     * The way into a phase.
     *
     * @param state the state it leads to
     * @param cause why, for machines
     * @param reason why, a sentence
     * @param by who leads there
     */
    record Step(BreakerState state, BreakerCause cause, String reason, By by) {

        Step(BreakerState state, BreakerCause cause, String reason) {
            this(state, cause, reason, By.ITSELF);
        }
    }
}
