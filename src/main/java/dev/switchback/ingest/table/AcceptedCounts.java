package dev.switchback.ingest.table;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * How many events were accepted: a row for each batch, so that no two senders wait for each other, added up to one from
 * time to time, so that the table stays small.
 */
final class AcceptedCounts {

    private static final int WORTH_IT = 1_000;
    private static final int MOST = 20_000;

    private final Sql sql;

    AcceptedCounts(Sql sql) {
        this.sql = sql;
    }

    /** {@return how many rows became one} */
    int addUp(Connection connection) throws SQLException {
        if (rows(connection) < WORTH_IT) {
            return 0;
        }
        // those that are committed, by their own ids: a row with a lower one may still be on its way
        String delete = sql.returning(
                "events",
                Sql.Change.DELETE,
                "delete from ingest_accepted where id in (select id from ingest_accepted order by id limit ?)");
        try (PreparedStatement statement = connection.prepareStatement(delete)) {
            statement.setInt(1, MOST);
            List<Long> counts = Rows.all(statement, row -> row.getLong(1));
            insert(connection, counts.stream().mapToLong(Long::longValue).sum());
            return counts.size();
        }
    }

    private static int rows(Connection connection) throws SQLException {
        String count = "select count(*) from (select 1 from ingest_accepted limit ?) counted";
        try (PreparedStatement statement = connection.prepareStatement(count)) {
            statement.setInt(1, WORTH_IT);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getInt(1) : 0;
            }
        }
    }

    private static void insert(Connection connection, long events) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("insert into ingest_accepted (events) values (?)")) {
            statement.setLong(1, events);
            statement.executeUpdate();
        }
    }
}
