package dev.switchback.rollback;

import dev.switchback.rollback.Follower.Forced;
import dev.switchback.rollback.RollbackSetup.Parts;
import dev.switchback.rollback.signal.Recommendation;
import dev.switchback.rollback.signal.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where one target stands now.
 *
 * @param target what would be taken back
 * @param state its state
 * @param epoch the generation that recorded the present or last rollback, 0 for none ever
 * @param generation the document's generation, to be named when the rollback is cleared
 * @param rolledBack whether what is taken back is forced, recorded or only in this process's memory
 * @param current the rollback or recovery that runs or has failed, empty where none does or has
 * @param lastRollback the last rollback that ended, empty for none ever
 * @param rollbacksToday how many rollbacks began on the present day in UTC
 * @param scheduledAt when a planned rollback is due, empty for none
 * @param unreadable why the recorded state cannot be trusted, empty if it can
 * @param flags the settings in force
 * @param breaker the breaker's state, in lower snake case
 * @param recommendation what the figures advise
 * @param indicators what is healthy
 */
public record RollbackStatus(
        String target,
        RollbackState state,
        long epoch,
        long generation,
        boolean rolledBack,
        Optional<Current> current,
        Optional<LastRollback> lastRollback,
        long rollbacksToday,
        Optional<Instant> scheduledAt,
        Optional<String> unreadable,
        Map<String, Object> flags,
        String breaker,
        Recommendation recommendation,
        Indicators indicators) {

    private static final long MANY = 5;

    public RollbackStatus {
        flags = Collections.unmodifiableMap(new LinkedHashMap<>(flags));
    }

    /** {@return where the target stands; no I/O} */
    static RollbackStatus of(Parts parts, Ledger ledger, Follower follower) {
        Optional<String> unreadable = ledger.unreadable();
        TargetState state = unreadable.isPresent() ? TargetState.NONE : ledger.state();
        long today = state.rollbacksOn(parts.clock().instant());
        String breaker = parts.signal().breaker();
        return new RollbackStatus(
                parts.target(),
                state.state(),
                state.epoch(),
                ledger.document().generation(),
                state.state().isForcing() || follower.isLatched() || unreadable.isPresent(),
                current(state, follower.unrecorded(), parts.target()),
                state.last(),
                today,
                state.scheduledAt(),
                unreadable,
                parts.signal().flags(),
                breaker,
                parts.thresholds().recommend(parts.signal().vitals()),
                new Indicators(
                        !parts.signal().vitals().breakerOpen(),
                        unreadable.isEmpty(),
                        state.state().isHealthy(),
                        today <= MANY));
    }

    private static Optional<Current> current(TargetState state, @Nullable Forced unrecorded, String target) {
        if (unrecorded != null) {
            return Optional.of(Current.of(unrecorded.request(), unrecorded.at()));
        }
        boolean ended = !state.state().isForcing() || state.state() == RollbackState.ROLLED_BACK;
        return ended
                ? Optional.empty()
                : state.request(target).flatMap(request -> state.askedAt().map(at -> Current.of(request, at)));
    }

    /**
     * What is being carried out now, or has failed, in whichever process; or what is in force in this process's memory
     * alone.
     *
     * @param at when it began
     * @param trigger what made it happen
     * @param reason why
     * @param operator who
     */
    public record Current(Instant at, Trigger trigger, String reason, String operator) {

        private static Current of(RollbackRequest request, Instant at) {
            return new Current(at, request.trigger(), request.reason(), request.operator());
        }
    }

    /**
     * The last rollback that ended.
     *
     * @param at when it began
     * @param trigger what made it happen
     * @param reason why
     * @param operator who
     * @param success whether every step worked, the acknowledgements of others apart, and the proof was given
     * @param unacknowledged the processes that had not acknowledged it, with the reason
     * @param took how long it took
     */
    public record LastRollback(
            Instant at,
            Trigger trigger,
            String reason,
            String operator,
            boolean success,
            List<String> unacknowledged,
            Duration took) {

        public LastRollback {
            unacknowledged = List.copyOf(unacknowledged);
        }
    }

    /**
     * What is healthy.
     *
     * @param breakerHealthy whether the breaker is not open
     * @param flagsSafe whether the recorded state can be read
     * @param rollbackStateHealthy whether nobody has to act on the rollback state
     * @param rollbackCountHealthy whether there were not more than five rollbacks today
     */
    public record Indicators(
            boolean breakerHealthy, boolean flagsSafe, boolean rollbackStateHealthy, boolean rollbackCountHealthy) {}
}
