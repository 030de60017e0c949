package dev.switchback.schema.track;

import dev.switchback.schema.sql.Dialect;
import dev.switchback.schema.sql.TransactionMode;
import dev.switchback.schema.track.TrackedMigration.Down;
import dev.switchback.schema.track.TrackedMigration.Failure;
import dev.switchback.schema.track.TrackedMigration.Origin;
import dev.switchback.schema.track.TrackedMigration.Run;
import dev.switchback.schema.track.TrackedMigration.SchemaLook;
import dev.switchback.schema.track.TrackedMigration.Up;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads rows of the table, also of one that somebody else made with fewer columns. For one thread. */
final class TrackedRow {

    private final ResultSet row;
    private final Dialect dialect;
    private final List<String> columns;

    TrackedRow(ResultSet row, Dialect dialect, List<String> columns) {
        this.row = row;
        this.dialect = dialect;
        this.columns = columns;
    }

    /** {@return the row that the result stands on} */
    TrackedMigration read() throws SQLException {
        String version = row.getString("version");
        return new TrackedMigration(
                version,
                or(text("name"), ""),
                new Up(
                        or(text("up_sql"), ""),
                        or(text("checksum"), ""),
                        word(TransactionMode.class, version, "transaction_mode", TransactionMode.SINGLE)),
                down(version),
                new Origin(
                        or(text("branch"), Origin.UNKNOWN),
                        or(text("commit_id"), Origin.UNKNOWN),
                        or(text("applied_by"), Origin.UNKNOWN),
                        or(text("server_version"), Origin.UNKNOWN)),
                run(version),
                new SchemaLook(
                        Optional.ofNullable(text("hash_before")),
                        Optional.ofNullable(text("hash_after")),
                        Optional.ofNullable(text("snapshot_before")),
                        or(text("touched"), "").lines().toList()));
    }

    private Optional<Down> down(String version) throws SQLException {
        String sql = text("down_sql");
        return sql == null
                ? Optional.empty()
                : Optional.of(new Down(
                        sql,
                        word(DownOrigin.class, version, "down_origin", DownOrigin.FILE),
                        or(text("down_verdict"), Down.UNVERIFIED)));
    }

    private Run run(String version) throws SQLException {
        String failed = text("failed_direction");
        return new Run(
                word(MigrationState.class, version, "state", MigrationState.APPLIED),
                number("applied_order"),
                number("batch"),
                TrackingColumns.instant(row, "applied_at", dialect),
                Duration.ofMillis(number("execution_time_ms")),
                (int) number("statements_done"),
                number("statement_started") != 0,
                failed == null
                        ? Optional.empty()
                        : Optional.of(
                                new Failure(failed, or(text("failed_statement"), ""), or(text("failed_error"), ""))));
    }

    private @Nullable String text(String column) throws SQLException {
        return columns.contains(column) ? row.getString(column) : null;
    }

    private long number(String column) throws SQLException {
        return columns.contains(column) ? row.getLong(column) : 0;
    }

    private <E extends Enum<E>> E word(Class<E> type, String version, String column, E otherwise) throws SQLException {
        String text = text(column);
        if (text == null) {
            return otherwise;
        }
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(text)) {
                return constant;
            }
        }
        throw TrackingException.damaged(version, column, text);
    }

    private static String or(@Nullable String text, String otherwise) {
        return text == null ? otherwise : text;
    }
}
