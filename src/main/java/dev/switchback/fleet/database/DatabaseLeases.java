package dev.switchback.fleet.database;

import dev.switchback.jdbc.Database;
import dev.switchback.state.StateStoreException;
import dev.switchback.state.lease.LeaseName;
import dev.switchback.state.lease.Leases;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leases as advisory locks, each on a connection of its own that only its holder has. The server ends the connection
 * when the holder's process dies, and when it has been silent for three seconds. No clock is compared with another.
 */
final class DatabaseLeases implements Leases {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseLeases.class);

    /** More than {@link Leases#LASTS}: whoever loses a lease in this way has stopped to believe in it before. */
    private static final String SILENCE = "set idle_session_timeout = '3s'";

    /** One number for each lease of each schema. */
    private static final String KEY = "hashtextextended(current_schema() || '.switchback.' || ?, 0)";

    /** Who has one of them; the two halves of the key are apart there. */
    private static final String LOCKS = "pg_locks, (select " + KEY + " as id) as lease"
            + " where locktype = 'advisory' and objsubid = 1 and granted"
            + " and database = (select oid from pg_database where datname = current_database())"
            + " and classid::bigint = (id >> 32) & 4294967295 and objid::bigint = id & 4294967295";

    private final Database database;
    private final Map<String, Held> held = new HashMap<>(); // guarded by this

    private record Held(String holder, long term, Connection connection) {}

    DatabaseLeases(Database database) {
        this.database = database;
    }

    @Override
    public synchronized OptionalLong take(String name, String holder) {
        Held found = held.get(LeaseName.checked(name));
        try {
            if (found != null && found.holder().equals(holder)) {
                if (isStill(found, name)) {
                    return OptionalLong.of(found.term());
                }
                held.remove(name);
                giveBack(found.connection(), name);
                return OptionalLong.empty();
            }
            Held taken = found == null && isFree(name) ? lock(name, holder) : null;
            return taken == null ? OptionalLong.empty() : OptionalLong.of(taken.term());
        } catch (SQLException failed) {
            if (found != null) {
                held.remove(name);
                close(found.connection());
            }
            throw StateStoreException.notDurable(database.shown(), failed);
        }
    }

    /**
     * Asks on the connection that took it whether its session has the lock, and whether nobody has had it since: behind
     * a pooler that gives the session to others the first may be true of two.
     */
    private static boolean isStill(Held found, String name) throws SQLException {
        try (PreparedStatement select = found.connection()
                .prepareStatement("select exists (select from " + LOCKS + " and pid = pg_backend_pid())"
                        + " and exists (select from switchback_lease where name = ? and holder = ? and term = ?)")) {
            select.setString(1, name);
            select.setString(2, name);
            select.setString(3, found.holder());
            select.setLong(4, found.term());
            try (ResultSet row = select.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    /** Looks first, for a connection costs more than a look. */
    private boolean isFree(String name) throws SQLException {
        return database.look(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("select not exists (select from " + LOCKS + ")")) {
                select.setString(1, name);
                try (ResultSet row = select.executeQuery()) {
                    return row.next() && row.getBoolean(1);
                }
            }
        });
    }

    private @Nullable Held lock(String name, String holder) throws SQLException {
        Connection connection = database.connectApart();
        try {
            connection.setAutoCommit(true);
            if (!tryLock(connection, name)) {
                giveBack(connection, name);
                return null;
            }
            Held taken = new Held(holder, term(connection, name, holder), connection);
            held.put(name, taken);
            return taken;
        } catch (SQLException failed) {
            close(connection);
            throw failed;
        }
    }

    private static boolean tryLock(Connection connection, String name) throws SQLException {
        try (Statement settings = connection.createStatement();
                PreparedStatement lock = connection.prepareStatement("select pg_try_advisory_lock(" + KEY + ")")) {
            settings.execute(SILENCE);
            lock.setString(1, name);
            try (ResultSet row = lock.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    private static long term(Connection connection, String name, String holder) throws SQLException {
        try (PreparedStatement count =
                connection.prepareStatement("insert into switchback_lease as lease values (?, ?, 1, clock_timestamp())"
                        + " on conflict (name) do update set holder = excluded.holder, term = lease.term + 1,"
                        + " taken_at = excluded.taken_at returning term")) {
            count.setString(1, name);
            count.setString(2, holder);
            try (ResultSet row = count.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    @Override
    public synchronized void give(String name, String holder) {
        Held found = held.get(name);
        if (found != null && found.holder().equals(holder)) {
            held.remove(name);
            giveBack(found.connection(), name);
        }
    }

    /**
     * So that it is free at once, for the server notices a closed connection only a moment later; and so that the pool
     * of an application gets its connection back as it was.
     */
    private static void giveBack(Connection connection, String name) {
        try (connection;
                Statement settings = connection.createStatement();
                PreparedStatement unlock = connection.prepareStatement("select pg_advisory_unlock(" + KEY + ")")) {
            unlock.setString(1, name);
            unlock.execute();
            settings.execute("reset idle_session_timeout");
        } catch (SQLException broken) { // then the server has ended it, or will
            LOG.debug("[StateStore] the connection of a lease was broken already", broken);
        }
    }

    /** Gives up all that this process has. */
    synchronized void close() {
        held.forEach((name, given) -> giveBack(given.connection(), name));
        held.clear();
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException broken) { // then the server has ended it, or will
            LOG.debug("[StateStore] the connection of a lease was broken already", broken);
        }
    }
}
