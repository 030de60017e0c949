package dev.switchback.ingest.table;

import dev.switchback.ingest.queue.Claimed;
import dev.switchback.ingest.queue.QueuedEvent;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;
import org.postgresql.PGConnection;

/** From rows to records, and from lists to arrays. */
final class Rows {

    private Rows() {}

    /** One row to one thing. */
    @FunctionalInterface
    interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    static <T> List<T> all(PreparedStatement statement, Reader<T> reader) throws SQLException {
        List<T> found = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                found.add(reader.read(rows));
            }
        }
        return found;
    }

    static QueuedEvent event(ResultSet row, String acceptedAt) throws SQLException {
        return new QueuedEvent(
                row.getObject("id", UUID.class),
                row.getString("tenant"),
                Optional.ofNullable(row.getString("ordering_key")),
                row.getString("payload"),
                row.getInt("attempts"),
                instant(row, acceptedAt).orElse(Instant.EPOCH));
    }

    static UUID id(ResultSet row) throws SQLException {
        return row.getObject(1, UUID.class);
    }

    static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? Optional.empty() : Optional.of(time.toInstant());
    }

    static <T> Array array(Connection connection, String type, List<T> list, Function<T, ?> element)
            throws SQLException {
        return connection.createArrayOf(type, list.stream().map(element).toArray());
    }

    static Array longs(Connection connection, Sql sql, List<Claimed> list, ToLongFunction<Claimed> element)
            throws SQLException {
        long[] numbers = list.stream().mapToLong(element).toArray();
        return sql == Sql.POSTGRES
                ? OfPostgres.longs(connection, numbers)
                : connection.createArrayOf(
                        "bigint", LongStream.of(numbers).boxed().toArray());
    }

    /** Apart, for the driver need not be there where the database is another one. */
    private static final class OfPostgres {

        /** The driver sends an array of numbers as it is, and one of objects as a text. */
        static Array longs(Connection connection, long[] numbers) throws SQLException {
            return connection.unwrap(PGConnection.class).createArrayOf("bigint", numbers);
        }
    }

    static Array ids(Connection connection, List<UUID> ids) throws SQLException {
        return array(connection, "uuid", ids, Function.identity());
    }

    /** {@return the number of milliseconds, or of years' worth of them at most} */
    static long millis(Duration time) {
        return Math.min(time.toMillis(), Duration.ofDays(3_650).toMillis());
    }
}
