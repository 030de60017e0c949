package dev.switchback.fleet;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Tells from a report whether the process that wrote it still runs. */
record Liveness(Clock clock, String host, Processes processes) {

    private static final Duration FRESH = Duration.ofSeconds(5);
    private static final Duration JITTER = Duration.ofSeconds(2);
    private static final Duration DEAD = Duration.ofSeconds(10);
    private static final Duration FORGOTTEN = Duration.ofMinutes(10);

    /** Twice as long as a rollback waits for calls to end: those that were left behind have ended by then as a rule. */
    private static final Duration LEAVING = Duration.ofMinutes(1);

    /** Whether it certainly runs. A heartbeat of the future is one: clocks differ, and it is the safe side. */
    boolean isLive(NodeReport report) {
        return !isDead(report) && silence(report).compareTo(FRESH) <= 0;
    }

    /**
     * Whether it may run, so that a rollback is not proven without it: it runs, or it has fallen silent without being
     * known to be dead, as a stopped process does.
     */
    boolean mayRun(NodeReport report) {
        return !isDead(report);
    }

    /**
     * Whether it certainly does not run any more, or has left, so that a newcomer may take its name. A process of this
     * host that runs and says nothing, since it is stopped, keeps its name: its report is what a rollback waits for.
     */
    boolean isDead(NodeReport report) {
        return report.leftAt() != null
                || isGone(report)
                || (!isHere(report) && silence(report).compareTo(DEAD) > 0);
    }

    /**
     * Whether it has left not long ago while calls ran, and its process may still run them.
     */
    boolean isLeaving(NodeReport report) {
        return report.leftAt() != null && !isGone(report) && silence(report).compareTo(LEAVING) <= 0;
    }

    /**
     * Whether it fell silent on another host without a farewell, and not long ago: it may be dead, and it may be cut off
     * from the store and go on with what it last knew.
     */
    boolean isCutOff(NodeReport report) {
        return report.leftAt() == null
                && !isGone(report)
                && !isHere(report)
                && silence(report).compareTo(DEAD) > 0
                && silence(report).compareTo(FORGOTTEN) <= 0;
    }

    /** Of a container that has this host's name too, nothing here says whether its processes run: its heartbeat does. */
    private boolean isGone(NodeReport report) {
        return isHere(report)
                && (!processes.runs(report.pid()) || isAnother(report))
                && (isOfThisSpace(report) || silence(report).compareTo(FRESH) > 0);
    }

    private boolean isOfThisSpace(NodeReport report) {
        String its = report.processSpace();
        return its == null || its.isEmpty() || its.equals(processes.space());
    }

    /** Whether its id has gone to another process since: a container's first process is always number one. */
    private boolean isAnother(NodeReport report) {
        Instant then = report.processStartedAt();
        Optional<Instant> now = processes.startedAt(report.pid());
        if (then == null || now.isEmpty()) {
            return false;
        }
        if (report.pid() == processes.own()) {
            return !then.equals(now.get()); // of itself a process is always told the same instant
        }
        // another process may be told another instant for it, when the clock was set in between: its heartbeat decides
        return Duration.between(then, now.get()).abs().compareTo(JITTER) > 0
                && now.get().isAfter(report.heartbeat())
                && !report.heartbeat().isBefore(report.startedAt());
    }

    private boolean isHere(NodeReport report) {
        return report.host().equals(host);
    }

    /** {@return for how long it has been silent} */
    Duration silence(NodeReport report) {
        return Duration.between(report.lastSeen(), clock.instant());
    }
}
