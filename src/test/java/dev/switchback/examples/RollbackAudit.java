package dev.switchback.examples;

import dev.switchback.event.EventSource;
import dev.switchback.event.MigrationEvent;
import dev.switchback.event.Subscription;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Map;
import javax.sql.DataSource;

/** Example 2: audit. Writes every end of a rolled back migration into a table of the application. */
public final class RollbackAudit {

    private static final String INSERT = """
            insert into audit_log (occurred_at, event_type, migration_version, migration_name, branch, success, error_message)
            values (?, ?, ?, ?, ?, ?, ?)
            """;

    private final DataSource database;

    private RollbackAudit(DataSource database) {
        this.database = database;
    }

    /** Subscribes. */
    public static Subscription subscribe(EventSource events, DataSource database) {
        return events.onName("switchback.rollback_migration.*", new RollbackAudit(database)::write);
    }

    private void write(MigrationEvent event) {
        if (event.name().endsWith(".start")) {
            return;
        }
        Map<String, Object> payload = event.payload();
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setTimestamp(1, Timestamp.from(event.at()));
            insert.setString(2, event.name());
            insert.setString(3, String.valueOf(payload.get("migration_version")));
            insert.setString(4, String.valueOf(payload.get("migration_name")));
            insert.setString(5, String.valueOf(payload.get("branch")));
            insert.setBoolean(6, !event.name().endsWith(".failed"));
            insert.setString(7, (String) payload.get("error_message"));
            insert.executeUpdate();
        } catch (SQLException failed) {
            throw new IllegalStateException("the audit log cannot be written", failed); // logged once, and nothing else
        }
    }
}
