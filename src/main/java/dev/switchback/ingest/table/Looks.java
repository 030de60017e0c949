package dev.switchback.ingest.table;

import dev.switchback.ingest.queue.Accounting;
import dev.switchback.ingest.queue.Arriving;
import dev.switchback.ingest.queue.Depths;
import dev.switchback.ingest.queue.QueueRow;
import dev.switchback.ingest.queue.QueuedEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What operators and health see: counts, lists, and the accounting. Changes nothing. */
final class Looks {

    private final Sql sql;

    Looks(Sql sql) {
        this.sql = sql;
    }

    Depths depths(Connection connection) throws SQLException {
        String select = """
                select q.pending, q.processing, q.stuck,
                       exists (select 1 from event_queue d where d.status = 'pending' and d.next_attempt_at <= %1$s
                           and (d.ordering_key is null or not exists (select 1 from event_queue e where
                               e.tenant = d.tenant and e.ordering_key = d.ordering_key and e.seq < d.seq))) as claimable,
                       (select min(inserted_at) from event_queue
                            where seq in (select seq from event_queue order by seq limit 100)) as oldest,
                       (select count(*) from dead_events) as dead,
                       (select count(*) from event_deliveries where status = 'pending')
                           + (select count(*) from event_deliveries where status = 'processing') as deliveries,
                       (select count(*) from event_deliveries where status = 'failed') as undeliverable,
                       %1$s as looked_at
                from (select count(*) filter (where status = 'pending') as pending,
                             count(*) filter (where status = 'processing') as processing,
                             count(*) filter (where status = 'processing' and lease_until < %1$s) as stuck
                      from event_queue) q""".formatted(sql.now());
        try (PreparedStatement statement = connection.prepareStatement(select)) {
            return Rows.all(statement, Looks::depths).get(0);
        }
    }

    private static Depths depths(ResultSet row) throws SQLException {
        Instant now = Rows.instant(row, "looked_at").orElse(Instant.EPOCH);
        Duration oldest = Rows.instant(row, "oldest")
                .map(then -> Duration.between(then, now))
                .filter(age -> !age.isNegative())
                .orElse(Duration.ZERO);
        return new Depths(
                row.getLong("pending"),
                row.getLong("processing"),
                row.getLong("stuck"),
                row.getBoolean("claimable"),
                oldest,
                row.getLong("dead"),
                row.getLong("deliveries"),
                row.getLong("undeliverable"),
                now);
    }

    /** {@return how many events each tenant has in the queue} */
    Map<String, Long> byTenant(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select tenant, count(*) from event_queue group by tenant")) {
            Map<String, Long> counts = new HashMap<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    counts.put(rows.getString(1), rows.getLong(2));
                }
            }
            return counts;
        }
    }

    /** All in one statement, so that all is counted at one moment. */
    Accounting accounting(Connection connection) throws SQLException {
        String select = """
                select (select coalesce(sum(events), 0) from ingest_accepted) as accepted,
                       (select count(*) from event_queue where status = 'pending') as pending,
                       (select count(*) from event_queue where status = 'processing') as processing,
                       (select count(*) from events) as events,
                       (select count(*) from dead_events) as dead,
                       (select count(*) from event_queue q where exists (select 1 from events e where e.id = q.id))
                       + (select count(*) from event_queue q where exists (select 1 from dead_events d where d.id = q.id))
                       + (select count(*) from dead_events d where exists (select 1 from events e where e.id = d.id))
                           as twice""";
        try (PreparedStatement statement = connection.prepareStatement(select)) {
            return Rows.all(
                            statement,
                            row -> new Accounting(
                                    row.getLong("accepted"),
                                    row.getLong("pending"),
                                    row.getLong("processing"),
                                    row.getLong("events"),
                                    row.getLong("dead"),
                                    row.getLong("twice")))
                    .get(0);
        }
    }

    List<QueueRow> queued(Connection connection, boolean processing, int most) throws SQLException {
        String select = "select * from event_queue where status = ? order by next_attempt_at, seq limit ?";
        try (PreparedStatement statement = connection.prepareStatement(select)) {
            statement.setString(1, processing ? "processing" : "pending");
            statement.setInt(2, most);
            return Rows.all(
                    statement,
                    row -> new QueueRow(
                            Rows.event(row, "inserted_at"),
                            row.getString("status").equals("processing"),
                            Optional.ofNullable(row.getString("owner")),
                            Rows.instant(row, "claimed_at"),
                            Rows.instant(row, "lease_until"),
                            Rows.instant(row, "next_attempt_at").orElse(Instant.EPOCH),
                            Optional.ofNullable(row.getString("error"))));
        }
    }

    /** Ids begin with the time at which they were given, so the newest have the highest. */
    List<QueuedEvent> events(Connection connection, int most) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select * from events order by id desc limit ?")) {
            statement.setInt(1, most);
            return Rows.all(statement, row -> Rows.event(row, "accepted_at"));
        }
    }

    /** {@return events that were just written among the events, with the time at which they were} */
    static List<QueuedEvent> asTaken(Connection connection, List<Arriving> written) throws SQLException {
        List<QueuedEvent> taken = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement("select accepted_at from events where id = ?")) {
            for (Arriving one : written) {
                statement.setObject(1, one.id());
                for (Instant at : Rows.all(
                        statement, row -> Rows.instant(row, "accepted_at").orElseThrow())) {
                    taken.add(one.asQueued(at));
                }
            }
        }
        return taken;
    }
}
