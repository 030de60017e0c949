package dev.switchback.schema.model;

import dev.switchback.schema.sql.SqlScript;
import dev.switchback.schema.track.TrackedMigration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What rolling one migration back would do.
 *
 * @param migration the migration
 * @param down the script that would run, empty if none is known
 * @param refusals why it is refused, a sentence each; {@code force} goes over those that may be forced
 * @param effects what it would do to what is there, a sentence each: dropped tables with their rows, columns with their
 *     values, foreign keys that point at them
 * @param warnings what to think of before, a sentence each
 * @param rows how many rows and values would be lost, at least; 0 if none or unknown
 * @param data {@code none_affected}, {@code lost} or {@code unknown}
 */
public record PlannedRollback(
        TrackedMigration migration,
        Optional<SqlScript> down,
        List<Refusal> refusals,
        List<String> effects,
        List<String> warnings,
        long rows,
        DataVerdict data) {

    /** Copies the lists. */
    public PlannedRollback {
        refusals = List.copyOf(refusals);
        effects = List.copyOf(effects);
        warnings = List.copyOf(warnings);
    }

    /** What becomes of the data. */
    public enum DataVerdict {
        /** No data is touched. */
        NONE_AFFECTED,
        /** Data is lost. */
        LOST,
        /** Rows that the up wrote were seen to be there still after its down; said only of a down that was tried. */
        LEFT,
        /** Nobody can tell. */
        UNKNOWN;

        /** {@return the name in lower snake case} */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Why a rollback is refused.
     *
     * @param why a sentence
     * @param forceable whether a person may go over it
     */
    public record Refusal(String why, boolean forceable) {}

    /** {@return whether it has to be confirmed: something is lost, or nobody can tell} */
    public boolean isDestructive() {
        return data != DataVerdict.NONE_AFFECTED;
    }
}
