package dev.switchback.schema.work;

import dev.switchback.schema.sql.SqlScript;
import dev.switchback.schema.track.TrackedMigration;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** Takes back what a failed up has left, by its down. */
final class HalfUp {

    private final SchemaWork work;
    private final Connection connection;

    HalfUp(SchemaWork work, Connection connection) {
        this.work = work;
        this.connection = connection;
    }

    /** {@return whether nothing of it is left} */
    boolean undo(TrackedMigration row) throws SQLException {
        if (row.down().isEmpty()) {
            return false;
        }
        SqlScript down = SqlScript.parse(
                row.title() + ".down.sql", row.down().get().sql(), work.target().dialect());
        Reverter.Result result = new Reverter(work, connection, version -> Optional.empty(), false, false)
                .revert(row, down, Planner.delta(row, work.snapshot(connection)));
        return result.done().isPresent() && result.failed().equals(Optional.empty());
    }
}
