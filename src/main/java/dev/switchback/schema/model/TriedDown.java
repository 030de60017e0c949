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
 * @param schema what the schema was after it, beside what it was before the up
 * @param data what becomes of the data: {@code none_affected}, {@code lost} or {@code unknown}
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

    /** {@return whether it was seen to restore the schema, the order of columns aside} */
    public boolean isProven() {
        return schema == RolledBack.Verdict.IDENTICAL || schema == RolledBack.Verdict.EQUIVALENT;
    }
}
