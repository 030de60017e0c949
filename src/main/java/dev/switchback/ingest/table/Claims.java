package dev.switchback.ingest.table;

import dev.switchback.ingest.queue.Claimed;
import dev.switchback.ingest.queue.QueuedEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;

/**
 * Events that are claimed: who is due, and in which order.
 *
 * <p>Of the events of one ordering key only the first in the queue may be claimed, so the second waits until the first
 * is finished or dead. Rows that are locked are skipped, never waited for. The choice stands behind a fence
 * (materialized), or the planner may run it more than once and claim too many; what it chose is found by an array, or
 * the planner reads the whole queue to join it (measured: 46 ms for 500 of 30,000 events, and 13 ms).
 *
 * <p>Old versions of finished rows lie at the front of the index, and someone else's old snapshot keeps them there: so
 * the search begins where the last one has found its first event, and from the very front ten times a second, for
 * events that were committed late or are due again; less often, once a second at least, where that takes long.
 */
final class Claims {

    private static final String PROCESSING = "('ASYNC', 'DRAIN', 'REJECT')";
    private static final long FROM_THE_FRONT_NANOS = Duration.ofMillis(100).toNanos();
    private static final long SELDOM_NANOS = Duration.ofSeconds(1).toNanos();
    private static final int PARTS_OF_THE_TIME = 20;
    private static final Place FRONT = new Place(Instant.EPOCH.atOffset(ZoneOffset.UTC), 0);

    private static final String DUE = """
            select q.seq from event_queue q
            where q.status = 'pending' and q.next_attempt_at >= ? and (q.next_attempt_at, q.seq) >= (?, ?) and q.next_attempt_at <= %s
              and (q.ordering_key is null or not exists (select 1 from event_queue e
                  where e.tenant = q.tenant and e.ordering_key = q.ordering_key and e.seq < q.seq))
              and exists (select 1 from ingest_control where mode in %s)
            order by q.next_attempt_at, q.seq limit ? for update %s skip locked""";

    private static final String MARK = """
            update event_queue set status = 'processing', owner = ?, token = ?, claimed_at = %s, lease_until = %s,
                attempts = event_queue.attempts + 1
            where seq %s""";

    private static final String RETURNED =
            "seq, token, id, tenant, ordering_key, payload, attempts, inserted_at, next_attempt_at";
    private static final String LEASE = "(select lease_ms from ingest_control)";

    private final Sql sql;
    private final LongSupplier nanoTime;
    private volatile Place floor = FRONT;
    private volatile long lookedAtFront;
    private volatile long frontPause = FROM_THE_FRONT_NANOS;

    /** A place in the index. */
    private record Place(OffsetDateTime due, long seq) {

        static Place of(Found found) {
            return new Place(found.due(), found.claimed().seq());
        }

        void bind(PreparedStatement statement) throws SQLException {
            statement.setObject(1, due);
            statement.setObject(2, due);
            statement.setLong(3, seq);
        }
    }

    Claims(Sql sql, LongSupplier nanoTime) {
        this.sql = sql;
        this.nanoTime = nanoTime;
        this.lookedAtFront = nanoTime.getAsLong() - FROM_THE_FRONT_NANOS;
    }

    /** What a row says of its claim. */
    private record Found(Claimed claimed, OffsetDateTime due) {}

    List<Claimed> claim(Connection connection, String owner, int most) throws SQLException {
        Place from = from();
        long began = nanoTime.getAsLong();
        List<Found> found =
                sql == Sql.POSTGRES ? atOnce(connection, owner, most, from) : stepwise(connection, owner, most, from);
        looked(from, began);
        if (found.isEmpty() && !from.equals(FRONT)) {
            floor = FRONT;
            return claim(connection, owner, most);
        }
        // in the order of the index, which a join does not keep
        List<Found> sorted = found.stream()
                .sorted((one, other) -> {
                    int byTime = one.due().compareTo(other.due());
                    return byTime == 0
                            ? Long.compare(one.claimed().seq(), other.claimed().seq())
                            : byTime;
                })
                .toList();
        floor = sorted.size() < most ? FRONT : Place.of(sorted.get(0));
        return sorted.stream().map(Found::claimed).toList();
    }

    /** Two threads that do this at once do it once too often, which costs little. */
    private Place from() {
        long now = nanoTime.getAsLong();
        if (now - lookedAtFront >= frontPause) {
            lookedAtFront = now;
            return FRONT;
        }
        return floor;
    }

    private void looked(Place from, long began) {
        if (from.equals(FRONT)) {
            long seldom = Math.min(SELDOM_NANOS, (nanoTime.getAsLong() - began) * PARTS_OF_THE_TIME);
            frontPause = Math.max(FROM_THE_FRONT_NANOS, seldom);
        }
    }

    private List<Found> atOnce(Connection connection, String owner, int most, Place from) throws SQLException {
        String due = DUE.formatted(sql.now(), PROCESSING, "of q");
        String claim = "with due as materialized (%s), claim as (%s as token) %s returning %s"
                .formatted(
                        due,
                        sql.nextClaim(),
                        MARK.formatted(sql.now(), sql.after(LEASE), "= any (array(select due.seq from due))")
                                .replace("token = ?", "token = (select claim.token from claim)"),
                        RETURNED);
        try (PreparedStatement statement = connection.prepareStatement(claim)) {
            from.bind(statement);
            statement.setInt(4, most);
            statement.setString(5, owner);
            return Rows.all(statement, Claims::found);
        }
    }

    private List<Found> stepwise(Connection connection, String owner, int most, Place from) throws SQLException {
        List<Long> due;
        try (PreparedStatement statement = connection.prepareStatement(DUE.formatted(sql.now(), PROCESSING, ""))) {
            from.bind(statement);
            statement.setInt(4, most);
            due = Rows.all(statement, row -> row.getLong(1));
        }
        if (due.isEmpty()) {
            return List.of();
        }
        // one by one, by the primary key: H2 scans the table for a condition on an array
        String mark = MARK.formatted(sql.now(), sql.after(LEASE), "= ?");
        List<Found> found = new ArrayList<>();
        try (PreparedStatement statement =
                connection.prepareStatement(sql.returning(RETURNED, Sql.Change.UPDATE, mark))) {
            statement.setString(1, owner);
            statement.setLong(2, nextToken(connection));
            for (long seq : due) {
                statement.setLong(3, seq);
                found.addAll(Rows.all(statement, Claims::found));
            }
        }
        return found;
    }

    private long nextToken(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql.nextClaim());
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /** By the places of the columns, for this is done for every event. */
    private static Found found(ResultSet row) throws SQLException {
        QueuedEvent event = new QueuedEvent(
                row.getObject(3, UUID.class),
                row.getString(4),
                Optional.ofNullable(row.getString(5)),
                row.getString(6),
                row.getInt(7),
                row.getObject(8, OffsetDateTime.class).toInstant());
        return new Found(new Claimed(event, row.getLong(1), row.getLong(2)), row.getObject(9, OffsetDateTime.class));
    }

    /** Locks events that are due for the rest of the transaction, without marking them. */
    List<Claimed> lock(Connection connection, int most) throws SQLException {
        String due = DUE.formatted(sql.now(), PROCESSING, sql == Sql.POSTGRES ? "of q" : "")
                .replace(
                        "select q.seq from",
                        "select q.seq, 0 as token, q.id, q.tenant, q.ordering_key, q.payload,"
                                + " q.attempts + 1 as attempts, q.inserted_at, q.next_attempt_at from");
        Place from = from();
        long began = nanoTime.getAsLong();
        try (PreparedStatement statement = connection.prepareStatement(due)) {
            from.bind(statement);
            statement.setInt(4, most);
            List<Found> found = Rows.all(statement, Claims::found);
            looked(from, began);
            floor = found.size() < most ? FRONT : Place.of(found.get(0));
            if (found.isEmpty() && !from.equals(FRONT)) {
                return lock(connection, most);
            }
            return found.stream().map(Found::claimed).toList();
        }
    }

    /** What is being finished just now is not waited for. */
    int extend(Connection connection, String owner, Set<Long> tokens) throws SQLException {
        int kept = 0;
        for (String table : List.of("event_queue", "event_deliveries")) {
            String held = "status = 'processing' and owner = ? and " + sql.anyOf("token", "bigint");
            String update = "update %s set lease_until = %s where %s"
                    .formatted(table, sql.after(LEASE), sql.unlocked(table, held));
            try (PreparedStatement statement = connection.prepareStatement(update)) {
                statement.setString(1, owner);
                statement.setArray(2, connection.createArrayOf("bigint", tokens.toArray()));
                kept += statement.executeUpdate();
            }
        }
        return kept;
    }

    static List<QueuedEvent> events(List<Claimed> claimed) {
        return claimed.stream().map(Claimed::event).toList();
    }
}
