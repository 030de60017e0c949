package dev.switchback.ingest.table;

import dev.switchback.ingest.queue.Control;
import dev.switchback.ingest.queue.ControlChange;
import dev.switchback.ingest.queue.Mode;
import dev.switchback.ingest.queue.ModeRefusedException;
import dev.switchback.ingest.queue.QueueSettings;
import dev.switchback.state.Attribution;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The control row, and the table of its changes.
 *
 * <p>Whoever takes events in shares a lock on the row, so a change waits for them and they for it: once a change has
 * committed, nothing is taken in under the old mode any more.
 */
final class ControlTable {

    private static final String COLUMNS =
            "mode, max_concurrency, min_poll_ms, batch_size, lease_ms, attempts, generation, mode_since, operator, reason";

    private final String queue;
    private final Sql sql;

    ControlTable(String queue, Sql sql) {
        this.queue = queue;
        this.sql = sql;
    }

    /** Makes the row if it is missing. */
    void prepare(Connection connection) throws SQLException {
        QueueSettings settings = QueueSettings.DEFAULTS;
        String insert = """
                insert into ingest_control (queue, format, mode, max_concurrency, min_poll_ms, batch_size, lease_ms,
                    attempts, generation, operator, reason)
                select ?, ?, 'ASYNC', ?, ?, ?, ?, ?, 0, 'switchback', 'the queue was made'
                where not exists (select 1 from ingest_control)""";
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            statement.setString(1, queue);
            statement.setInt(2, Definition.FORMAT);
            statement.setInt(3, settings.maxConcurrency());
            statement.setLong(4, settings.minPollInterval().toMillis());
            statement.setInt(5, settings.batchSize());
            statement.setLong(6, settings.lease().toMillis());
            statement.setInt(7, settings.attempts());
            statement.executeUpdate();
        }
    }

    /** {@return the mode, which cannot change until the transaction has ended} */
    Mode share(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select mode from ingest_control where queue = ? " + sql.shared())) {
            statement.setString(1, queue);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new SQLException("the control row is gone", "02000");
                }
                return Mode.valueOf(row.getString(1));
            }
        }
    }

    Control read(Connection connection) throws SQLException {
        return read(connection, "");
    }

    private Control read(Connection connection, String lock) throws SQLException {
        String select = "select %s from ingest_control where queue = ? %s".formatted(COLUMNS, lock);
        try (PreparedStatement statement = connection.prepareStatement(select)) {
            statement.setString(1, queue);
            return Rows.all(statement, ControlTable::control).stream()
                    .findFirst()
                    .orElseThrow(() -> new SQLException("the control row is gone", "02000"));
        }
    }

    private static Control control(ResultSet row) throws SQLException {
        QueueSettings settings = new QueueSettings(
                row.getInt("max_concurrency"),
                Duration.ofMillis(row.getLong("min_poll_ms")),
                row.getInt("batch_size"),
                Duration.ofMillis(row.getLong("lease_ms")),
                row.getInt("attempts"));
        return new Control(
                Mode.valueOf(row.getString("mode")),
                settings,
                row.getLong("generation"),
                Rows.instant(row, "mode_since").orElse(Instant.EPOCH),
                row.getString("operator"),
                row.getString("reason"));
    }

    /** Changes the row, and notes what was changed; nothing if nothing was. */
    Control change(Connection connection, UnaryOperator<Control> edit, boolean forced, Attribution by)
            throws SQLException {
        queueUp(connection);
        Control old = read(connection, "for update");
        Control wanted = edit.apply(old);
        Map<String, String[]> changed = differences(old, wanted);
        if (changed.isEmpty()) {
            return old;
        }
        if (wanted.mode() == Mode.SYNC && old.mode() != Mode.SYNC && !forced) {
            long left = count(connection);
            if (left > 0) {
                throw ModeRefusedException.notEmpty(old.mode(), left);
            }
        }
        boolean newMode = old.mode() != wanted.mode();
        write(connection, wanted, newMode, newMode ? by : new Attribution(old.operator(), old.reason(), by.source()));
        note(connection, old.generation() + 1, changed, by);
        return read(connection);
    }

    /**
     * Locks of a row do not queue up in PostgreSQL: whoever shares one goes past him who waits to change it, and as long
     * as they leave no gap he waits. Those of a table do. Readers, claims among them, are not kept. The wait ends before
     * that of the driver: a server whose client has gone would go on keeping everybody who comes.
     */
    private void queueUp(Connection connection) throws SQLException {
        if (sql == Sql.POSTGRES) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("set local lock_timeout = '8s'; lock table ingest_control in exclusive mode");
            }
        }
    }

    private static long count(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select count(*) from event_queue");
                ResultSet row = statement.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    private static Map<String, String[]> differences(Control old, Control now) {
        Map<String, String[]> changed = new LinkedHashMap<>();
        QueueSettings had = old.settings();
        QueueSettings gets = now.settings();
        note(changed, "mode", old.mode(), now.mode());
        note(changed, "max-concurrency", had.maxConcurrency(), gets.maxConcurrency());
        note(
                changed,
                "min-poll-interval",
                had.minPollInterval().toMillis(),
                gets.minPollInterval().toMillis());
        note(changed, "batch-size", had.batchSize(), gets.batchSize());
        note(changed, "lease", had.lease().toMillis(), gets.lease().toMillis());
        note(changed, "attempts", had.attempts(), gets.attempts());
        return changed;
    }

    private static void note(Map<String, String[]> changed, String what, Object old, Object now) {
        if (!old.equals(now)) {
            changed.put(what, new String[] {old.toString(), now.toString()});
        }
    }

    private void write(Connection connection, Control wanted, boolean newMode, Attribution by) throws SQLException {
        String update = """
                update ingest_control set mode = ?, max_concurrency = ?, min_poll_ms = ?, batch_size = ?, lease_ms = ?,
                    attempts = ?, operator = ?, reason = ?, generation = generation + 1, mode_since = %s
                where queue = ?""".formatted(newMode ? sql.now() : "mode_since");
        QueueSettings settings = wanted.settings();
        try (PreparedStatement statement = connection.prepareStatement(update)) {
            statement.setString(1, wanted.mode().name());
            statement.setInt(2, settings.maxConcurrency());
            statement.setLong(3, settings.minPollInterval().toMillis());
            statement.setInt(4, settings.batchSize());
            statement.setLong(5, settings.lease().toMillis());
            statement.setInt(6, settings.attempts());
            statement.setString(7, by.operator());
            statement.setString(8, by.reason());
            statement.setString(9, queue);
            statement.executeUpdate();
        }
    }

    private void note(Connection connection, long generation, Map<String, String[]> changed, Attribution by)
            throws SQLException {
        String insert = """
                insert into ingest_changes (generation, changed_at, what, old_value, new_value, operator, reason, source)
                values (?, %s, ?, ?, ?, ?, ?, ?)""".formatted(sql.now());
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            for (Map.Entry<String, String[]> one : changed.entrySet()) {
                statement.setLong(1, generation);
                statement.setString(2, one.getKey());
                statement.setString(3, one.getValue()[0]);
                statement.setString(4, one.getValue()[1]);
                statement.setString(5, by.operator());
                statement.setString(6, by.reason());
                statement.setString(7, by.source());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** Notes what a person did that changes neither mode nor settings. */
    void remark(Connection connection, String what, int events, Attribution by) throws SQLException {
        String now = "%d events".formatted(events);
        note(connection, read(connection).generation(), Map.of(what, new String[] {"", now}), by);
    }

    List<ControlChange> changes(Connection connection, int most) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select * from ingest_changes order by id desc limit ?")) {
            statement.setInt(1, most);
            return Rows.all(
                    statement,
                    row -> new ControlChange(
                            row.getLong("generation"),
                            Rows.instant(row, "changed_at").orElse(Instant.EPOCH),
                            row.getString("what"),
                            row.getString("old_value"),
                            row.getString("new_value"),
                            row.getString("operator"),
                            row.getString("reason"),
                            row.getString("source")));
        }
    }
}
