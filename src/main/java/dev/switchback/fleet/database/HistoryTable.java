package dev.switchback.fleet.database;

import dev.switchback.state.HistoryEntry;
import dev.switchback.state.HistoryQuery;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/** The table {@code switchback_history}; it has no state of its own. */
final class HistoryTable {

    private static final int FETCH = 500;

    /** Clocks differ, numbers decide: the first number of that time or later bounds the search from below. */
    private static final String SINCE = " and at >= ?"
            + " and sequence >= (select coalesce(min(sequence), 0) from switchback_history where at >= ?)";

    private static final String COLUMNS = "change_id, record, prev, hash";

    /** Appends rows in their order. */
    void append(Connection connection, Collection<HistoryRow> rows) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into switchback_history (sequence, change_id, at, type, migration, strategy, observation,"
                        + " record, prev, hash) values (?, ?, ?, ?, ?, ?, ?, ?::json, ?, ?)")) {
            for (HistoryRow row : rows) {
                HistoryEntry entry = row.entry();
                insert.setLong(1, entry.sequence());
                insert.setObject(2, row.changeId());
                insert.setObject(3, OffsetDateTime.ofInstant(entry.at(), ZoneOffset.UTC));
                insert.setString(4, entry.type());
                insert.setString(5, entry.migration());
                insert.setString(6, entry.strategy());
                insert.setBoolean(7, entry.data().containsKey("observation"));
                insert.setString(8, row.record());
                insert.setBytes(9, HexFormat.of().parseHex(row.prev()));
                insert.setBytes(10, HexFormat.of().parseHex(row.hash()));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** {@return the newest rows after a number, the oldest of them first, and at most so many} */
    List<HistoryRow> since(Connection connection, long sequence, int most) throws SQLException {
        List<HistoryRow> rows = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                "select " + COLUMNS + " from switchback_history where sequence > ? order by sequence desc limit ?")) {
            select.setLong(1, sequence);
            select.setInt(2, most);
            read(select, rows::add);
        }
        Collections.reverse(rows);
        return rows;
    }

    /** {@return the entries of those changes that are there, by the change's id} */
    Map<UUID, HistoryEntry> find(Connection connection, Collection<UUID> changes) throws SQLException {
        Map<UUID, HistoryEntry> found = new HashMap<>();
        if (!changes.isEmpty()) {
            Array ids = connection.createArrayOf("uuid", changes.toArray());
            try (PreparedStatement select = connection.prepareStatement(
                    "select " + COLUMNS + " from switchback_history where change_id = any (?)")) {
                select.setArray(1, ids);
                read(select, row -> found.put(row.changeId(), row.entry()));
            }
        }
        return found;
    }

    /** {@return the newest entries that fit, newest first, up to a number} */
    List<HistoryEntry> newest(Connection connection, HistoryQuery query, long upTo) throws SQLException {
        StringBuilder sql = new StringBuilder("select record from switchback_history where sequence <= ?");
        List<Object> bound = new ArrayList<>(List.of(upTo));
        query.type()
                .ifPresentOrElse(
                        type -> bind(sql, bound, " and type = ?", type), () -> sql.append(" and not observation"));
        query.migration().ifPresent(migration -> bind(sql, bound, " and migration = ?", migration));
        query.since()
                .map(since -> OffsetDateTime.ofInstant(since, ZoneOffset.UTC))
                .ifPresent(since -> {
                    bind(sql, bound, SINCE, since);
                    bound.add(since);
                });
        bind(sql, bound, " order by sequence desc limit ?", query.limit());
        List<HistoryEntry> entries = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(sql.toString())) {
            for (int index = 0; index < bound.size(); index++) {
                select.setObject(index + 1, bound.get(index));
            }
            select.setFetchSize(FETCH);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    entries.add(HistoryRow.entry(rows.getString(1)));
                }
            }
        }
        return entries;
    }

    private static void bind(StringBuilder sql, List<Object> bound, String clause, Object value) {
        sql.append(clause);
        bound.add(value);
    }

    /** Tells every row, oldest first, a few at a time. */
    void each(Connection connection, Consumer<HistoryRow> row) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select " + COLUMNS + " from switchback_history order by sequence")) {
            read(select, row);
        }
    }

    private static void read(PreparedStatement select, Consumer<HistoryRow> each) throws SQLException {
        select.setFetchSize(FETCH);
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                String record = rows.getString(2);
                each.accept(new HistoryRow(
                        rows.getObject(1, UUID.class),
                        HistoryRow.entry(record),
                        record,
                        HexFormat.of().formatHex(rows.getBytes(3)),
                        HexFormat.of().formatHex(rows.getBytes(4))));
            }
        }
    }
}
