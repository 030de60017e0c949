package dev.switchback.schema.run;

import dev.switchback.schema.sql.SqlStatement;
import dev.switchback.schema.sql.SqlStatement.ConcurrentIndex;
import dev.switchback.schema.track.TrackingTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks which index a {@code CREATE INDEX CONCURRENTLY} has made: on its table, of its name, and newer than the row that
 * was written just before it began. Others may be making theirs at the same time. PostgreSQL only.
 *
 * <p>For one thread.
 */
final class NewIndexes {

    private static final String SQL = """
            select format('%I.%I', n.nspname, c.relname), i.indisvalid
            from pg_index i join pg_class c on c.oid = i.indexrelid join pg_namespace n on n.oid = c.relnamespace
            where i.indrelid = to_regclass(?)
                and (?::text is null or c.relname = (parse_ident(?))[1]::name)
                and age(c.xmin) <= age(?::xid)
                and not exists (select from pg_stat_progress_create_index p where p.index_relid = i.indexrelid)
            """;

    private final Connection connection;
    private final TrackingTable table;
    private final String version;
    private final SessionAsItWas session;

    NewIndexes(Connection connection, TrackingTable table, String version, SessionAsItWas session) {
        this.connection = connection;
        this.table = table;
        this.version = version;
        this.session = session;
    }

    /**
     * An index.
     *
     * @param name with its schema, as SQL takes it
     */
    record Index(String name, boolean valid) {

        @Override
        public String toString() {
            return name;
        }
    }

    /** {@return the index that a statement has made, more where it gives no name; none where it cannot be read} */
    List<Index> of(SqlStatement statement) throws SQLException {
        Optional<ConcurrentIndex> wanted = ConcurrentIndex.of(statement);
        List<Index> found = new ArrayList<>();
        if (wanted.isEmpty()) {
            return found; // an invalid one is told by the status
        }
        String name = wanted.get().name().orElse(null);
        String since = row();
        try (PreparedStatement question = connection.prepareStatement(SQL)) {
            question.setString(1, wanted.get().table());
            question.setString(2, name);
            question.setString(3, name);
            question.setString(4, since);
            try (ResultSet row = question.executeQuery()) {
                while (row.next()) {
                    found.add(new Index(row.getString(1), row.getBoolean(2)));
                }
            }
        }
        return found;
    }

    /** {@return the transaction that wrote the row} */
    private String row() throws SQLException {
        List<String> found = new ArrayList<>();
        session.aside(() -> {
            try (PreparedStatement question = connection.prepareStatement(
                    "select xmin::text from %s where version = ?".formatted(table.name()))) {
                question.setString(1, version);
                try (ResultSet row = question.executeQuery()) {
                    while (row.next()) {
                        found.add(row.getString(1));
                    }
                }
            }
        });
        return found.isEmpty() ? "0" : found.get(0);
    }
}
