package dev.switchback.fleet.database;

import dev.switchback.state.Document;
import dev.switchback.state.StateJson;
import dev.switchback.state.StateTree;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The table {@code switchback_migration}; it has no state of its own. */
final class MigrationTable {

    /** What was read, and why some documents could not be. */
    record Found(Map<String, Document> documents, Map<String, String> damaged) {}

    /** {@return the documents of which a record came after a number} */
    Found changedSince(Connection connection, long sequence) throws SQLException {
        Found found = new Found(new HashMap<>(), new TreeMap<>());
        try (PreparedStatement select = connection.prepareStatement(
                "select name, generation, sequence, changed_at, sections from switchback_migration"
                        + " where sequence > ?")) {
            select.setLong(1, sequence);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    read(row, found);
                }
            }
        }
        return found;
    }

    private static void read(ResultSet row, Found found) throws SQLException {
        String name = row.getString(1);
        try {
            Map<String, JsonNode> sections = new TreeMap<>();
            JsonNode tree = StateTree.read(row.getString(5).getBytes(StandardCharsets.UTF_8));
            if (!tree.isObject()) {
                throw new IllegalArgumentException("it is no JSON object");
            }
            tree.properties().forEach(section -> sections.put(section.getKey(), section.getValue()));
            found.documents()
                    .put(
                            name,
                            new Document(
                                    name,
                                    row.getLong(2),
                                    row.getLong(3),
                                    row.getObject(4, OffsetDateTime.class).toInstant(),
                                    sections));
        } catch (JacksonException | IllegalArgumentException unreadable) {
            found.damaged().put(name, "its row in switchback_migration cannot be read: " + unreadable.getMessage());
        }
    }

    /**
     * Replaces a document, if it is still what it was.
     *
     * @throws ForeignChangeException if somebody else than Switchback changed it
     */
    void replace(Connection connection, Document before, Document after) throws SQLException {
        String sql = before.sequence() == 0
                ? "insert into switchback_migration (generation, sequence, changed_at, sections, name)"
                        + " values (?, ?, ?, ?::json, ?) on conflict do nothing"
                : "update switchback_migration set generation = ?, sequence = ?, changed_at = ?, sections = ?::json"
                        + " where name = ? and generation = ? and sequence = ?";
        try (PreparedStatement change = connection.prepareStatement(sql)) {
            change.setLong(1, after.generation());
            change.setLong(2, after.sequence());
            change.setObject(3, OffsetDateTime.ofInstant(after.changedAt(), ZoneOffset.UTC));
            change.setString(4, StateJson.MAPPER.writeValueAsString(after.sections()));
            change.setString(5, after.migration());
            if (before.sequence() > 0) {
                change.setLong(6, before.generation());
                change.setLong(7, before.sequence());
            }
            if (change.executeUpdate() != 1) {
                throw new ForeignChangeException(after.migration());
            }
        }
    }
}
