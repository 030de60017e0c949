package dev.switchback.rollback;

import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.rollback.signal.Recommendation;
import dev.switchback.state.HistoryEntry;
import dev.switchback.state.HistoryQuery;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Takes one target back, proves it, and keeps it back until a person clears it.
 *
 * <p>Thread-safe. What is taken back is forced in memory before anything is recorded, so a disk that hangs or fails
 * delays nothing: such trouble is in the report, and never thrown. A reason is mandatory; a blank operator becomes the
 * user of the operating system.
 */
public interface RollbackManager {

    /**
     * Takes it back at once, and returns when it is proven or its time-outs are over.
     *
     * @throws InvalidValueException for a reason that is none ; nothing was changed
     * @throws RollbackRefusedException if the state does not lead there ; what is taken back is forced all the same
     */
    RollbackReport emergencyRollback(String reason, String operator);

    /** Takes it back at once in the name of the user of the operating system. */
    default RollbackReport emergencyRollback(String reason) {
        return emergencyRollback(reason, "");
    }

    /**
     * Does what a request says: takes it back with any trigger, plans that, or repeats it; or tries that out.
     *
     * @throws InvalidValueException for a request to clear, or for another target ; nothing was changed
     * @throws RollbackRefusedException if the state does not lead there
     */
    RollbackReport rollback(RollbackRequest request);

    /** {@return how it went, if automatic rollbacks are on and the figures recommend one; otherwise empty} */
    Optional<RollbackReport> automaticRollback();

    /**
     * Plans to take it back, which survives a restart.
     *
     * @param at when; what is past is due at once
     * @throws RollbackRefusedException if the state does not lead there
     */
    RollbackReport plannedRollback(String reason, String operator, Instant at);

    /**
     * Gives up the planned rollback.
     *
     * @throws RollbackRefusedException if none is planned
     */
    RollbackReport cancelPlanned(String reason, String operator);

    /**
     * Repeats a rollback that failed.
     *
     * @throws RollbackRefusedException if none failed
     */
    RollbackReport attemptRecovery(String reason, String operator);

    /**
     * Leaves the rollback; routing is left at 0 %.
     *
     * @param seenGeneration the document's generation that the caller has looked at
     * @throws RollbackRefusedException if the state does not lead there
     * @throws dev.switchback.state.StateConflictException if the state has moved on since ; nothing was changed
     * @throws dev.switchback.state.StateStoreException if it could not be recorded ; nothing was changed
     */
    default void clear(String reason, String operator, long seenGeneration) {
        clear(Clearance.of(reason, operator, seenGeneration));
    }

    /** Leaves the rollback with all that can be said about it; throws as {@link #clear(String, String, long)} does. */
    void clear(Clearance clearance);

    /** {@return what would happen; recorded as a dry run only if the request says that it is one} */
    RollbackPlan dryRun(RollbackRequest request);

    /** {@return what the figures advise} */
    Recommendation recommendation();

    /** {@return the proof that what is recorded is so, made now} */
    Validation validate();

    /** {@return where it stands; no I/O} */
    RollbackStatus currentStatus();

    /**
     * Returns what happened to this target, newest first. Reads the disk.
     *
     * @throws dev.switchback.state.StateStoreException if the history cannot be read
     */
    List<HistoryEntry> history(HistoryQuery query);

    /**
     * How a rollback is to be left.
     *
     * @param reason why, 1 to 1000 characters without control characters
     * @param operator who; blank becomes the user of the operating system
     * @param seenGeneration the document's generation that the caller has looked at
     * @param percentage the share that routing is left at, from 0 to 100 with at most three decimals
     * @param forced whether a failed recovery is to be left too
     */
    record Clearance(String reason, String operator, long seenGeneration, double percentage, boolean forced) {

        public Clearance {
            InvalidValueException.unless(
                    percentage >= 0 && percentage <= 100 && percentage == Math.rint(percentage * 1_000) / 1_000,
                    "percentage",
                    "from 0 to 100 with at most 3 decimals",
                    percentage);
        }

        /** {@return a clearance that leaves routing at 0 %} */
        public static Clearance of(String reason, String operator, long seenGeneration) {
            return new Clearance(reason, operator, seenGeneration, 0, false);
        }

        /** {@return this clearance, leaving routing at another share} */
        public Clearance leavingAt(double percent) {
            return new Clearance(reason, operator, seenGeneration, percent, forced);
        }

        /** {@return this clearance, also for a failed recovery} */
        public Clearance byForce() {
            return new Clearance(reason, operator, seenGeneration, percentage, true);
        }
    }
}
