package dev.switchback.schema.model;

import dev.switchback.schema.track.DownOrigin;
import java.time.Duration;
import java.util.List;

/**
 * What came of trying a down on a copy of the schema.
 *
 * @param version the version of its migration
 * @param title version and name
 * @param sql the down
 * @param origin where it comes from
 * @param schema what the schema was after it, beside what it was before the up; unknown if it was not tried, or not to
 *     its end, or if the up changes rows alone and nobody saw them come back
 * @param data what becomes of the data: {@code none_affected}, {@code lost}, {@code unknown}, or {@code left} where rows
 *     that the up wrote were still there
 * @param notes what differs, what is lost, why it failed: a line each
 * @param duration how long it took, with the copies
 */
public record TriedDown(
        String version,
        String title,
        String sql,
        DownOrigin origin,
        RolledBack.Verdict schema,
        PlannedRollback.DataVerdict data,
        List<String> notes,
        Duration duration) {

    /** Copies the list. */
    public TriedDown {
        notes = List.copyOf(notes);
    }

    /** {@return whether it was seen to restore the schema, the order of columns aside, and to leave no rows behind} */
    public boolean isProven() {
        boolean restored = schema == RolledBack.Verdict.IDENTICAL || schema == RolledBack.Verdict.EQUIVALENT;
        return restored && data != PlannedRollback.DataVerdict.LEFT;
    }

    /** {@return whether it was seen not to restore the schema, or to fail} */
    public boolean isWrong() {
        return schema == RolledBack.Verdict.DIFFERENT;
    }
}
