package dev.switchback;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a migration stands: what is happening, why, and what to press. Percentages are numbers from 0 to 100.
 *
 * @param migration the migration's name
 * @param sentence all of it in one sentence for people
 * @param state the rollback state, in lower snake case
 * @param rolledBack whether every key is held on legacy by a rollback
 * @param percentage how much is to go to the new pipeline, and does
 * @param canary whether and how often both sides are compared
 * @param override a person's word on where all keys go, or null
 * @param breaker what takes the new pipeline out of service
 * @param rollbacksToday rollbacks on the present day in UTC
 * @param lastRollback the last rollback that ended, or null
 * @param scheduledAt when a planned rollback is due, or null
 * @param statistics what has been counted
 * @param store where the state is kept, and how it is
 * @param nodes the live processes
 */
public record MigrationStatus(
        String migration,
        String sentence,
        String state,
        boolean rolledBack,
        Percentage percentage,
        Canary canary,
        @Nullable Word override,
        Breaker breaker,
        long rollbacksToday,
        @Nullable LastRollback lastRollback,
        @Nullable Instant scheduledAt,
        Statistics statistics,
        Store store,
        List<Node> nodes) {

    public MigrationStatus {
        nodes = List.copyOf(nodes);
    }

    MigrationStatus saying(String words) {
        return new MigrationStatus(
                migration,
                words,
                state,
                rolledBack,
                percentage,
                canary,
                override,
                breaker,
                rollbacksToday,
                lastRollback,
                scheduledAt,
                statistics,
                store,
                nodes);
    }

    /**
     * How much goes to the new pipeline.
     *
     * @param target what was asked for
     * @param effective what is in force: 0 while every key is held on legacy
     * @param source where the target comes from: {@code default}, {@code stored}, or the variable's name
     */
    public record Percentage(double target, double effective, String source) {}

    /**
     * The canary.
     *
     * @param enabled whether both sides are compared
     * @param samplePercentage how many of the keys
     * @param source where that comes from
     */
    public record Canary(boolean enabled, double samplePercentage, String source) {}

    /**
     * An override.
     *
     * @param mode {@code legacy} or {@code new}
     * @param by who
     * @param reason why
     * @param until when it ends, null for never
     * @param remainingSeconds how many seconds are left until then, null likewise
     * @param source where it comes from
     */
    public record Word(
            String mode,
            String by,
            String reason,
            @Nullable Instant until,
            @Nullable Long remainingSeconds,
            String source) {}

    /**
     * The breaker that is worst among the live processes, or the one that was kept last.
     *
     * @param state in lower snake case
     * @param errors failures in the window
     * @param errorThreshold failures that open it
     * @param windowSeconds the window's length
     * @param openUntil when the next call may probe, null unless it is open and waits
     * @param nextProbeSeconds how many seconds are left until then, null likewise
     * @param openedBy who opened it, {@code errors}, {@code fleet}, {@code operator} or {@code rollback}; null unless open
     * @param reason why it is in that state, a sentence; null if no process runs that could say it
     */
    public record Breaker(
            String state,
            int errors,
            int errorThreshold,
            long windowSeconds,
            @Nullable Instant openUntil,
            @Nullable Long nextProbeSeconds,
            @Nullable String openedBy,
            @Nullable String reason) {

        /** {@return whether it keeps the new pipeline out of service, probes apart} */
        public boolean isOpen() {
            return state.equals("open") || state.equals("half_open") || state.equals("forced_open");
        }
    }

    /**
     * The last rollback that ended.
     *
     * @param at when it began
     * @param trigger what made it happen
     * @param reason why
     * @param operator who
     * @param success whether every step worked, the acknowledgements of others apart
     * @param unacknowledged the processes that had not acknowledged it, with the reason
     * @param tookMillis how long it took
     */
    public record LastRollback(
            Instant at,
            String trigger,
            String reason,
            String operator,
            boolean success,
            List<String> unacknowledged,
            long tookMillis) {}

    /**
     * The store.
     *
     * @param kind {@code files}, {@code postgresql} or {@code memory}
     * @param where the directory, or the database without credentials
     * @param readable whether what it holds can be trusted
     * @param writable whether changes can be recorded
     * @param generation the document's generation
     * @param undurable events that wait in memory for the disk or the database
     * @param ageMillis how long ago the store was last looked at
     * @param trouble what is wrong with it, null for nothing
     */
    public record Store(
            String kind,
            String where,
            boolean readable,
            boolean writable,
            long generation,
            int undurable,
            long ageMillis,
            @Nullable String trouble) {}

    /**
     * One live process.
     *
     * @param node its name
     * @param host the machine it runs on
     * @param pid its process id
     * @param epoch the highest rollback that it has drained for
     * @param percentage its effective percentage
     * @param breaker its breaker's state
     * @param inFlightNew calls running on its new pipeline
     * @param lastSeen when it was last heard of, by the clock of whoever asks
     * @param clockSkewMillis how far its clock is before that of whoever asks, null where all have one clock
     */
    public record Node(
            String node,
            String host,
            long pid,
            long epoch,
            double percentage,
            String breaker,
            long inFlightNew,
            Instant lastSeen,
            @Nullable Long clockSkewMillis) {}
}
