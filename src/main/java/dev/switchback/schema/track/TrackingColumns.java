package dev.switchback.schema.track;

import dev.switchback.schema.sql.Dialect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The columns of the table: the first five are those of anybody's {@code schema_migrations}, the others ours. */
final class TrackingColumns {

    private static final Map<String, String> COLUMNS = columns();

    private TrackingColumns() {}

    private static Map<String, String> columns() {
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put("version", "varchar(100) primary key");
        columns.put("name", "varchar(255) not null");
        columns.put("applied_at", "timestamp with time zone not null");
        columns.put("checksum", "varchar(64) not null");
        columns.put("execution_time_ms", "integer");
        columns.put("state", "varchar(20) default 'APPLIED' not null");
        columns.put("applied_order", "bigint");
        columns.put("batch", "bigint");
        columns.put("up_sql", "text");
        columns.put("transaction_mode", "varchar(20)");
        columns.put("down_sql", "text");
        columns.put("down_origin", "varchar(20)");
        columns.put("down_verdict", "varchar(20)");
        columns.put("branch", "text");
        columns.put("commit_id", "text");
        columns.put("applied_by", "text");
        columns.put("server_version", "text");
        columns.put("statements_done", "integer default 0 not null");
        columns.put("statement_started", "integer default 0 not null");
        columns.put("failed_direction", "varchar(10)");
        columns.put("failed_statement", "text");
        columns.put("failed_error", "text");
        columns.put("hash_before", "varchar(64)");
        columns.put("hash_after", "varchar(64)");
        columns.put("snapshot_before", "text");
        columns.put("touched", "text");
        return columns;
    }

    /** {@return the statements that make the table, or what is missing of one that is there} */
    static List<String> toMake(String table, List<String> there) {
        List<String> statements = new ArrayList<>();
        if (there.isEmpty()) {
            List<String> all = new ArrayList<>();
            COLUMNS.forEach((name, type) -> all.add("%s %s".formatted(name, type)));
            return List.of("create table if not exists %s (%s)".formatted(table, String.join(", ", all)));
        }
        COLUMNS.forEach((name, type) -> {
            if (!there.contains(name)) {
                statements.add("alter table %s add column %s %s".formatted(table, name, type));
            }
        });
        return statements;
    }

    /** {@return the names of the columns that the table has, none if there is no table} */
    static List<String> there(Connection connection, Dialect dialect, String table) throws SQLException {
        List<String> names = new ArrayList<>();
        String stored = dialect == Dialect.H2 ? table.toUpperCase(Locale.ROOT) : table;
        String schema = dialect == Dialect.SQLITE ? null : connection.getSchema();
        String pattern = stored.replace("_", connection.getMetaData().getSearchStringEscape() + "_");
        try (ResultSet columns = connection.getMetaData().getColumns(null, schema, pattern, null)) {
            while (columns.next()) {
                if (columns.getString("TABLE_NAME").equals(stored)) {
                    names.add(columns.getString("COLUMN_NAME").toLowerCase(Locale.ROOT));
                }
            }
        }
        return names;
    }

    /** Sets an instant, which SQLite keeps as text. */
    static void set(PreparedStatement statement, int index, Instant at, Dialect dialect) throws SQLException {
        if (dialect == Dialect.SQLITE) {
            statement.setString(index, at.toString());
        } else {
            statement.setObject(index, OffsetDateTime.ofInstant(at, ZoneOffset.UTC));
        }
    }

    static void set(PreparedStatement statement, int index, @Nullable String text) throws SQLException {
        if (text == null) {
            statement.setNull(index, Types.VARCHAR);
        } else {
            statement.setString(index, text);
        }
    }

    static Instant instant(ResultSet row, String column, Dialect dialect) throws SQLException {
        if (dialect == Dialect.SQLITE) {
            return instant(row.getString(column));
        }
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    /** SQLite's own {@code CURRENT_TIMESTAMP} has a space and no zone, and means UTC. */
    private static Instant instant(String text) {
        String iso = text.replace(' ', 'T');
        return Instant.parse(iso.endsWith("Z") || iso.contains("+") ? iso : iso + "Z");
    }
}
