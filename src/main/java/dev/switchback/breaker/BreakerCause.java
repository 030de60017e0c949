package dev.switchback.breaker;

import java.util.Locale;

/** Why a breaker changed its state; written in lower snake case. */
public enum BreakerCause {
    /** As many failures in the window as the threshold allows. */
    ERROR_COUNT,
    /** Too large a share of the calls in the window failed. */
    FAILURE_RATE,
    /** Too large a share of the calls in the window was slow. */
    SLOW_CALLS,
    /** A probe failed. */
    PROBE_FAILED,
    /** Every probe passed, none of them too slow. */
    PROBES_PASSED,
    /** The wait was over when the next call came. */
    WAIT_OVER,
    /** The probes did not end in time. */
    PROBES_OVERDUE,
    /** A person opened or closed it. */
    BY_HAND,
    /** So many other nodes tripped that it opened with them. */
    FLEET,
    /** A rollback forced it open, or let it go. */
    ROLLBACK,
    /** Its settings changed. */
    CONFIGURED,
    /** What an earlier process had left behind came into force. */
    RESTORED;

    /** {@return the name in lower snake case} */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
