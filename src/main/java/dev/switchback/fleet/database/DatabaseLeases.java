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
                touch(found.connection());
                return OptionalLong.of(found.term());
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

    private static void touch(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("select 1");
        }
    }

    /** Looks first, for a connection costs more than a look. */
    private boolean isFree(String name) throws SQLException {
        return database.look(connection -> {
            // the two halves of the key are apart there
            try (PreparedStatement select = connection.prepareStatement(
                    "select not exists (select from pg_locks, (select " + KEY + " as id) as lease"
                            + " where locktype = 'advisory' and objsubid = 1 and granted"
                            + " and database = (select oid from pg_database where datname = current_database())"
                            + " and classid::bigint = (id >> 32) & 4294967295 and objid::bigint = id & 4294967295)")) {
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
                close(connection);
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
            unlock(found.connection());
        }
    }

    /** So that it is free at once: the server notices a closed connection only a moment later. */
    private static void unlock(Connection connection) {
        try (connection;
                Statement statement = connection.createStatement()) {
            statement.execute("select pg_advisory_unlock_all()");
        } catch (SQLException broken) { // then the server has ended it, or will
            LOG.debug("the connection of a lease was broken already", broken);
        }
    }

    /** Gives up all that this process has. */
    synchronized void close() {
        held.values().forEach(given -> unlock(given.connection()));
        held.clear();
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException broken) { // then the server has ended it, or will
            LOG.debug("the connection of a lease was broken already", broken);
        }
    }
}
