package dev.switchback.fleet;

import java.time.Clock;
import java.time.Duration;
import java.util.function.LongPredicate;

/** Tells from a report whether the process that wrote it still runs. */
record Liveness(Clock clock, String host, LongPredicate processes) {

    private static final Duration FRESH = Duration.ofSeconds(5);
    private static final Duration DEAD = Duration.ofSeconds(10);

    /** Whether it certainly runs. A heartbeat of the future is one: clocks differ, and it is the safe side. */
    boolean isLive(NodeReport report) {
        return !isGone(report) && silence(report).compareTo(FRESH) <= 0;
    }

    /**
     * Whether it may run, so that a rollback is not proven without it: it runs, or it has fallen silent without being
     * known to be dead, as a stopped process does.
     */
    boolean mayRun(NodeReport report) {
        return !isDead(report);
    }

    /** Whether it certainly does not run any more. */
    boolean isDead(NodeReport report) {
        return isGone(report) || (!isHere(report) && silence(report).compareTo(DEAD) > 0);
    }

    /** Whether a newcomer may take its name. */
    boolean isClaimable(NodeReport report) {
        return isGone(report) || silence(report).compareTo(DEAD) > 0;
    }

    private boolean isGone(NodeReport report) {
        return isHere(report) && !processes.test(report.pid());
    }

    private boolean isHere(NodeReport report) {
        return report.host().equals(host);
    }

    private Duration silence(NodeReport report) {
        return Duration.between(report.heartbeat(), clock.instant());
    }
}
