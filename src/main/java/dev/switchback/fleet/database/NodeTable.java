package dev.switchback.fleet.database;

import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.state.Observation;
import dev.switchback.state.StateJson;
import dev.switchback.state.StateTree;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The table {@code switchback_node}. */
final class NodeTable {

    private static final Logger LOG = LoggerFactory.getLogger(NodeTable.class);
    private static final int LONGEST = 1 << 20;

    private final Clock clock;

    NodeTable(Clock clock) {
        this.clock = clock;
    }

    /** A report is soon replaced by the next, so that its commit need not wait for the server's disk. */
    int put(Connection connection, String node, JsonNode report) throws SQLException {
        String text = StateJson.MAPPER.writeValueAsString(report);
        InvalidValueException.unless(text.length() <= LONGEST, "report", "at most 1 MiB as JSON", text.length());
        try (Statement settings = connection.createStatement();
                PreparedStatement put = connection.prepareStatement(
                        "insert into switchback_node as known values (?, clock_timestamp(), ?::json) on conflict (node)"
                                + " do update set seen_at = excluded.seen_at, report = excluded.report")) {
            settings.execute("set local synchronous_commit = off");
            put.setString(1, node);
            put.setString(2, text);
            return put.executeUpdate();
        }
    }

    int delete(Connection connection, String node) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("delete from switchback_node where node = ?")) {
            delete.setString(1, node);
            return delete.executeUpdate();
        }
    }

    /**
     * Returns what all nodes say. The server's clock tells how long ago each said it, whatever theirs say; and none is
     * held to have been silent while the server itself was down.
     */
    Map<String, Observation> all(Connection connection) throws SQLException {
        Map<String, Observation> reports = new TreeMap<>();
        try (PreparedStatement select =
                        connection.prepareStatement("select node, report, extract(epoch from clock_timestamp()"
                                + " - greatest(seen_at, pg_postmaster_start_time())) * 1000 from switchback_node");
                ResultSet rows = select.executeQuery()) {
            Instant now = clock.instant();
            while (rows.next()) {
                Instant seenAt = now.minus(Duration.ofMillis(rows.getLong(3)));
                read(rows.getString(1), rows.getString(2), seenAt, reports);
            }
        }
        return reports;
    }

    private static void read(String node, String report, Instant seenAt, Map<String, Observation> reports) {
        try {
            reports.put(node, new Observation(StateTree.read(report.getBytes(StandardCharsets.UTF_8)), seenAt));
        } catch (JacksonException unreadable) { // its writer replaces it soon
            LOG.debug("[StateStore] the report of node {} cannot be read", node, unreadable);
        }
    }
}
