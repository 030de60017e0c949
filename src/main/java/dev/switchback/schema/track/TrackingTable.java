package dev.switchback.schema.track;

import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.schema.sql.Dialect;
import dev.switchback.schema.track.TrackedMigration.Failure;
import dev.switchback.schema.track.TrackedMigration.Run;
import dev.switchback.schema.track.TrackedMigration.SchemaLook;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The table {@code schema_migrations}: one row for each migration that was begun and not rolled back.
 *
 * <p>Every method works on the connection it is given and in its transaction, so that a script and what the table says
 * of it are committed together. Immutable, and so thread-safe.
 */
public final class TrackingTable {

    /** What the table is called unless somebody says otherwise. */
    public static final String NAME = "schema_migrations";

    private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

    private final Dialect dialect;
    private final String table;

    /**
     * Makes one.
     *
     * @param dialect of the database
     * @param table its name, in lower case
     * @throws InvalidValueException for a name that would have to be quoted
     */
    public TrackingTable(Dialect dialect, String table) {
        InvalidValueException.unless(
                PLAIN.matcher(table).matches(), "table", "1 to 63 lower-case letters, digits and underscores", table);
        this.dialect = dialect;
        this.table = table;
    }

    /** {@return its name} */
    public String name() {
        return table;
    }

    /** Makes the table, or the columns that an older one does not have; changes nothing where all is there. */
    public void make(Connection connection) throws SQLException {
        List<String> there = columns(connection);
        try (Statement statement = connection.createStatement()) {
            for (String sql : TrackingColumns.toMake(table, there)) {
                statement.execute(sql);
            }
        }
    }

    /** What every such table has had from the beginning tells it from one that somebody else made. */
    private List<String> columns(Connection connection) throws SQLException {
        List<String> there = TrackingColumns.there(connection, dialect, table);
        InvalidValueException.unless(
                there.isEmpty() || there.containsAll(List.of("version", "applied_at", "checksum")),
                "table",
                "one that tracks migrations, or is not there yet",
                "%s, which is there and has other columns".formatted(table));
        return there;
    }

    /** {@return whether the table is there} */
    public boolean exists(Connection connection) throws SQLException {
        return !TrackingColumns.there(connection, dialect, table).isEmpty();
    }

    /** {@return the schemas of the database that have such a table, in order; none where there are no schemas} */
    public List<String> schemas(Connection connection) throws SQLException {
        List<String> found = new ArrayList<>();
        String stored = dialect == Dialect.H2 ? table.toUpperCase(Locale.ROOT) : table;
        if (dialect == Dialect.SQLITE) {
            return found;
        }
        try (PreparedStatement question = connection.prepareStatement(
                "select table_schema from information_schema.tables where table_name = ? order by 1")) {
            question.setString(1, stored);
            try (ResultSet row = question.executeQuery()) {
                while (row.next()) {
                    found.add(row.getString(1));
                }
            }
        }
        return found;
    }

    /** {@return every row, in the order in which they were applied; none where there is no table} */
    public List<TrackedMigration> all(Connection connection) throws SQLException {
        List<String> there = columns(connection);
        List<TrackedMigration> found = new ArrayList<>();
        if (there.isEmpty()) {
            return found;
        }
        String order = there.contains("applied_order")
                ? "coalesce(applied_order, 0), applied_at, version"
                : "applied_at, version";
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select * from %s order by %s".formatted(table, order))) {
            TrackedRow reader = new TrackedRow(row, dialect, there);
            while (row.next()) {
                found.add(reader.read());
            }
        }
        return found;
    }

    /** {@return the row of a version, empty if there is none} */
    public Optional<TrackedMigration> find(Connection connection, String version) throws SQLException {
        return all(connection).stream()
                .filter(row -> row.version().equals(version))
                .findFirst();
    }

    /** Adds a row, in the place of one that was there. */
    public void put(Connection connection, TrackedMigration row) throws SQLException {
        remove(connection, row.version());
        add(connection, row);
    }

    /** Adds a row where there is none. */
    public void add(Connection connection, TrackedMigration row) throws SQLException {
        String columns = "version, name, applied_at, checksum, execution_time_ms, state, applied_order, batch, up_sql,"
                + " transaction_mode, down_sql, down_origin, down_verdict, branch, commit_id, applied_by,"
                + " server_version, statements_done, statement_started, failed_direction, failed_statement,"
                + " failed_error, hash_before, hash_after, snapshot_before, touched";
        String values = "?, ".repeat(25) + "?";
        try (PreparedStatement insert =
                connection.prepareStatement("insert into %s (%s) values (%s)".formatted(table, columns, values))) {
            Run run = row.run();
            insert.setString(1, row.version());
            insert.setString(2, row.name());
            TrackingColumns.set(insert, 3, run.appliedAt(), dialect);
            insert.setString(4, row.up().checksum());
            insert.setInt(5, millis(run));
            insert.setString(6, run.state().name());
            insert.setLong(7, run.order());
            insert.setLong(8, run.batch());
            insert.setString(9, row.up().sql());
            insert.setString(10, row.up().mode().name());
            setDown(insert, 11, row);
            insert.setString(14, row.origin().branch());
            insert.setString(15, row.origin().commit());
            insert.setString(16, row.origin().by());
            insert.setString(17, row.origin().server());
            insert.setInt(18, run.done());
            insert.setInt(19, run.started() ? 1 : 0);
            TrackingColumns.set(
                    insert, 20, run.failure().map(Failure::direction).orElse(null));
            TrackingColumns.set(
                    insert, 21, run.failure().map(Failure::statement).orElse(null));
            TrackingColumns.set(insert, 22, run.failure().map(Failure::error).orElse(null));
            TrackingColumns.set(insert, 23, row.schema().before().orElse(null));
            TrackingColumns.set(insert, 24, row.schema().after().orElse(null));
            TrackingColumns.set(insert, 25, row.schema().snapshot().orElse(null));
            insert.setString(26, String.join("\n", row.schema().touched()));
            insert.executeUpdate();
        }
    }

    private static void setDown(PreparedStatement insert, int from, TrackedMigration row) throws SQLException {
        TrackingColumns.set(
                insert, from, row.down().map(TrackedMigration.Down::sql).orElse(null));
        TrackingColumns.set(
                insert, from + 1, row.down().map(down -> down.origin().name()).orElse(null));
        TrackingColumns.set(
                insert, from + 2, row.down().map(TrackedMigration.Down::verdict).orElse(null));
    }

    /** Removes the row of a version, if there is one. */
    public void remove(Connection connection, String version) throws SQLException {
        update(connection, "delete from %s where version = ?", version);
    }

    /**
     * Says how far the script of a migration came.
     *
     * @param done how many statements are done
     * @param started whether the next one was begun
     */
    public void progress(Connection connection, String version, int done, boolean started) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update %s set statements_done = ?, statement_started = ? where version = ?".formatted(table))) {
            update.setInt(1, done);
            update.setInt(2, started ? 1 : 0);
            update.setString(3, version);
            requireOne(version, update.executeUpdate());
        }
    }

    /** Says that all of an up is in effect. */
    public void applied(Connection connection, String version, Run run, SchemaLook look) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                ("update %s set state = 'APPLIED', applied_at = ?, execution_time_ms = ?, statements_done = 0,"
                                + " statement_started = 0, failed_direction = null, failed_statement = null,"
                                + " failed_error = null, hash_before = ?, hash_after = ?, snapshot_before = ?,"
                                + " touched = ? where version = ?")
                        .formatted(table))) {
            TrackingColumns.set(update, 1, run.appliedAt(), dialect);
            update.setInt(2, millis(run));
            TrackingColumns.set(update, 3, look.before().orElse(null));
            TrackingColumns.set(update, 4, look.after().orElse(null));
            TrackingColumns.set(update, 5, look.snapshot().orElse(null));
            update.setString(6, String.join("\n", look.touched()));
            update.setString(7, version);
            requireOne(version, update.executeUpdate());
        }
    }

    private static int millis(Run run) {
        return (int) Math.min(Integer.MAX_VALUE, run.duration().toMillis());
    }

    /** Says that the down of a migration begins: nothing of it is done yet. */
    public void beginDown(Connection connection, String version) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                ("update %s set state = 'ROLLING_BACK', statements_done = 0, statement_started = 0,"
                                + " failed_direction = null, failed_statement = null, failed_error = null"
                                + " where version = ?")
                        .formatted(table))) {
            update.setString(1, version);
            requireOne(version, update.executeUpdate());
        }
    }

    /** Says that a migration stands elsewhere; what failed before is forgotten. */
    public void state(Connection connection, String version, MigrationState state) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(("update %s set state = ?, failed_direction = null,"
                        + " failed_statement = null, failed_error = null where version = ?")
                .formatted(table))) {
            update.setString(1, state.name());
            update.setString(2, version);
            requireOne(version, update.executeUpdate());
        }
    }

    /** Says that a statement of a migration failed. */
    public void failed(Connection connection, String version, Failure failure) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                ("update %s set state = 'FAILED', failed_direction = ?, failed_statement = ?, failed_error = ?"
                                + " where version = ?")
                        .formatted(table))) {
            update.setString(1, failure.direction());
            update.setString(2, failure.statement());
            update.setString(3, failure.error());
            update.setString(4, version);
            requireOne(version, update.executeUpdate());
        }
    }

    /** {@return the place of the next migration in the order of application, from 1} */
    public long nextOrder(Connection connection) throws SQLException {
        return next(connection, "applied_order");
    }

    /** {@return the number of the next run of {@code up}, from 1} */
    public long nextBatch(Connection connection) throws SQLException {
        return next(connection, "batch");
    }

    private long next(Connection connection, String column) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("select coalesce(max(%s), 0) + 1 from %s".formatted(column, table))) {
            row.next();
            return row.getLong(1);
        }
    }

    private void update(Connection connection, String sql, String version) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql.formatted(table))) {
            update.setString(1, version);
            update.executeUpdate();
        }
    }

    private void requireOne(String version, int changed) throws SQLException {
        if (changed != 1) {
            throw new SQLException("the row of %s is not in %s any more".formatted(version, table), "P0002");
        }
    }
}
