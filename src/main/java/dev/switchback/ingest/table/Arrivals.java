package dev.switchback.ingest.table;

import dev.switchback.ingest.queue.Arriving;
import dev.switchback.ingest.queue.Intake;
import dev.switchback.ingest.queue.Intake.Fate;
import dev.switchback.ingest.queue.Intake.What;
import dev.switchback.ingest.queue.Mode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * Events on their way in: first their keys, which decide what is new, then the rows, then how many they are.
 *
 * <p>Keys are never removed, so that an event is known wherever it is by now. They are written in their order, or two
 * batches with the same keys would wait for each other.
 */
final class Arrivals {

    private final Sql sql;

    Arrivals(Sql sql) {
        this.sql = sql;
    }

    private record Key(String tenant, String text) {
        static Key of(Arriving arriving) {
            return new Key(
                    arriving.event().tenant(), arriving.event().idempotencyKey().orElse(""));
        }
    }

    private record Known(Key key, UUID id, String digest) {}

    /** Writes those that are new, and says what became of each. */
    List<Fate> write(Connection connection, List<Arriving> batch, boolean handled, List<String> subscribers)
            throws SQLException {
        List<Arriving> keyed = batch.stream()
                .filter(one -> one.event().idempotencyKey().isPresent())
                .sorted(Comparator.comparing(
                        Key::of, Comparator.comparing(Key::tenant).thenComparing(Key::text)))
                .toList();
        Set<UUID> claimed = keyed.isEmpty() ? Set.of() : claim(connection, keyed);
        List<Arriving> fresh = batch.stream()
                .filter(one -> one.event().idempotencyKey().isEmpty() || claimed.contains(one.id()))
                .toList();
        if (!fresh.isEmpty()) {
            insert(connection, fresh, handled);
            count(connection, fresh.size());
            if (handled && !subscribers.isEmpty()) {
                deliver(connection, fresh, subscribers);
            }
        }
        Map<Key, Known> known = fresh.size() == batch.size() ? Map.of() : known(connection, keyed);
        List<Fate> fates = new ArrayList<>();
        for (Arriving one : batch) {
            boolean isNew = one.event().idempotencyKey().isEmpty() || claimed.contains(one.id());
            fates.add(isNew ? new Fate(What.NEW, one.id()) : fate(one, known));
        }
        return fates;
    }

    /** {@return what is known of events with keys, without writing anything; nothing for those that are new} */
    Map<UUID, Fate> look(Connection connection, List<Arriving> batch) throws SQLException {
        List<Arriving> keyed = batch.stream()
                .filter(one -> one.event().idempotencyKey().isPresent())
                .toList();
        Map<UUID, Fate> fates = new HashMap<>();
        Map<Key, Known> known = keyed.isEmpty() ? Map.of() : known(connection, keyed);
        for (Arriving one : keyed) {
            if (known.containsKey(Key.of(one))) {
                fates.put(one.id(), fate(one, known));
            }
        }
        return fates;
    }

    Set<UUID> behindQueued(Connection connection, List<Arriving> batch) throws SQLException {
        Set<UUID> behind = new HashSet<>();
        String select = "select 1 from event_queue where tenant = ? and ordering_key = ? limit 1";
        try (PreparedStatement statement = connection.prepareStatement(select)) {
            for (Arriving one : batch) {
                if (one.event().orderingKey().isPresent()) {
                    statement.setString(1, one.event().tenant());
                    statement.setString(2, one.event().orderingKey().get());
                    if (!Rows.all(statement, row -> row.getInt(1)).isEmpty()) {
                        behind.add(one.id());
                    }
                }
            }
        }
        return behind;
    }

    private static Fate fate(Arriving one, Map<Key, Known> known) {
        Known before = known.get(Key.of(one));
        if (before == null) {
            throw new IllegalStateException("a key is neither new nor known: " + Key.of(one));
        }
        return new Fate(before.digest().equals(digest(one)) ? What.REPEATED : What.CONFLICT, before.id());
    }

    private Set<UUID> claim(Connection connection, List<Arriving> keyed) throws SQLException {
        String given = sql.unnest("varchar", "varchar", "uuid", "varchar");
        String insert = sql == Sql.POSTGRES
                ? "insert into event_keys (tenant, idempotency_key, id, digest) select * from %s on conflict do nothing returning id"
                        .formatted(given)
                : """
                select id from final table (insert into event_keys (tenant, idempotency_key, id, digest)
                select g.c1, g.c2, g.c3, g.c4 from %s g where not exists (select 1 from event_keys k
                    where k.tenant = g.c1 and k.idempotency_key = g.c2))""".formatted(given);
        List<Arriving> first = sql == Sql.POSTGRES ? keyed : withoutRepetitions(keyed);
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            bindKeys(connection, statement, first);
            statement.setArray(3, Rows.array(connection, "uuid", first, Arriving::id));
            statement.setArray(4, Rows.array(connection, "varchar", first, Arrivals::digest));
            return new HashSet<>(Rows.all(statement, Rows::id));
        }
    }

    private static List<Arriving> withoutRepetitions(List<Arriving> keyed) {
        Set<Key> seen = new HashSet<>();
        return keyed.stream().filter(one -> seen.add(Key.of(one))).toList();
    }

    /** Led by what is asked for: H2 reads every key that there ever was for a condition on an array. */
    private Map<Key, Known> known(Connection connection, List<Arriving> keyed) throws SQLException {
        String select = """
                select k.tenant, k.idempotency_key, k.id, k.digest from %s g(tenant, ikey)
                join event_keys k on k.tenant = g.tenant and k.idempotency_key = g.ikey""".formatted(sql.unnest("varchar", "varchar"));
        try (PreparedStatement statement = connection.prepareStatement(select)) {
            bindKeys(connection, statement, keyed);
            Map<Key, Known> known = new HashMap<>();
            for (Known one : Rows.all(
                    statement,
                    row -> new Known(
                            new Key(row.getString(1), row.getString(2)),
                            row.getObject(3, UUID.class),
                            row.getString(4)))) {
                known.put(one.key(), one);
            }
            return known;
        }
    }

    private static void bindKeys(Connection connection, PreparedStatement statement, List<Arriving> keyed)
            throws SQLException {
        statement.setArray(
                1, Rows.array(connection, "varchar", keyed, one -> Key.of(one).tenant()));
        statement.setArray(
                2, Rows.array(connection, "varchar", keyed, one -> Key.of(one).text()));
    }

    private void insert(Connection connection, List<Arriving> fresh, boolean handled) throws SQLException {
        String into = handled
                ? "insert into events (id, tenant, idempotency_key, ordering_key, payload, attempts, accepted_at)"
                : "insert into event_queue (id, tenant, idempotency_key, ordering_key, payload)";
        String more = handled ? ", 1, %s".formatted(sql.now()) : "";
        String insert = sql == Sql.POSTGRES
                ? "%s select g.id, g.tenant, g.ikey, g.okey, g.payload::json%s from %s with ordinality as g(id, tenant, ikey, okey, payload, n) order by n"
                        .formatted(into, more, sql.unnest("uuid", "varchar", "varchar", "varchar", "varchar"))
                : "%s select g.c1, g.c2, g.c3, g.c4, g.c5%s from %s g"
                        .formatted(into, more, sql.unnest("uuid", "varchar", "varchar", "varchar", "varchar"));
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            statement.setArray(1, Rows.array(connection, "uuid", fresh, Arriving::id));
            bind(connection, statement, 2, fresh, one -> one.event().tenant());
            bind(
                    connection,
                    statement,
                    3,
                    fresh,
                    one -> one.event().idempotencyKey().orElse(null));
            bind(
                    connection,
                    statement,
                    4,
                    fresh,
                    one -> one.event().orderingKey().orElse(null));
            bind(connection, statement, 5, fresh, one -> one.event().payload());
            statement.executeUpdate();
        }
    }

    private static void bind(
            Connection connection,
            PreparedStatement statement,
            int at,
            List<Arriving> fresh,
            Function<Arriving, ?> element)
            throws SQLException {
        statement.setArray(at, Rows.array(connection, "varchar", fresh, element));
    }

    /**
     * Events without keys, in one round trip for PostgreSQL: the lock on the control row that gives the mode, the rows,
     * how many they are, and the notification.
     *
     * @param notified empty if nobody is to be told
     */
    Intake queueAtOnce(Connection connection, List<Arriving> batch, String queue, Optional<String> notified)
            throws SQLException {
        String once = """
                with control as materialized (select mode from ingest_control where queue = ? for share),
                fresh as (insert into event_queue (id, tenant, ordering_key, payload)
                    select g.id, g.tenant, g.okey, g.payload::json
                    from %s with ordinality as g(id, tenant, okey, payload, n)
                    where (select mode from control) in ('ASYNC', 'HOLD') order by n returning 1),
                counted as (insert into ingest_accepted (events) select count(*) from fresh having count(*) > 0)
                select mode%s from control""".formatted(
                sql.unnest("uuid", "varchar", "varchar", "varchar"), notified.isEmpty() ? "" : ", pg_notify(?, ?)");
        try (PreparedStatement statement = connection.prepareStatement(once)) {
            statement.setString(1, queue);
            statement.setArray(2, Rows.array(connection, "uuid", batch, Arriving::id));
            bind(connection, statement, 3, batch, one -> one.event().tenant());
            bind(
                    connection,
                    statement,
                    4,
                    batch,
                    one -> one.event().orderingKey().orElse(null));
            bind(connection, statement, 5, batch, one -> one.event().payload());
            if (notified.isPresent()) {
                statement.setString(6, notified.get());
                statement.setString(7, queue);
            }
            Mode mode = Rows.all(statement, row -> Mode.valueOf(row.getString(1))).stream()
                    .findFirst()
                    .orElseThrow(() -> new SQLException("the control row is gone", "02000"));
            boolean taken = mode.accepting() == Mode.Accepting.QUEUED;
            return new Intake(
                    mode,
                    taken
                            ? batch.stream()
                                    .map(one -> new Fate(What.NEW, one.id()))
                                    .toList()
                            : List.of());
        }
    }

    static boolean haveKeys(List<Arriving> events) {
        return events.stream().anyMatch(one -> one.event().idempotencyKey().isPresent());
    }

    private static void count(Connection connection, int number) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("insert into ingest_accepted (events) values (?)")) {
            statement.setInt(1, number);
            statement.executeUpdate();
        }
    }

    private void deliver(Connection connection, List<Arriving> fresh, List<String> subscribers) throws SQLException {
        List<UUID> ids = fresh.stream().map(Arriving::id).toList();
        DeliveryTable.insert(connection, sql, ids, subscribers);
    }

    /** What tells one payload from another under the same key. */
    private static String digest(Arriving arriving) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(arriving.event().orderingKey().orElse("").getBytes(StandardCharsets.UTF_8));
            sha.update((byte) 0);
            return HexFormat.of()
                    .formatHex(sha.digest(arriving.event().payload().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) { // every Java has it
            throw new IllegalStateException(impossible);
        }
    }
}
