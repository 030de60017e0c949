package dev.switchback.schema.down.clone;

import dev.switchback.schema.sql.Dialect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes clones of one PostgreSQL database.
 *
 * <p>A copy is a database of its own, named {@code switchback_clone_<source>_<random>}. It is dropped when it is closed;
 * one whose process was killed is found by the lock that is no longer held, and dropped by the next who makes a copy.
 */
public final class Clones {

    private static final Logger LOG = LoggerFactory.getLogger(Clones.class);
    private static final String PREFIX = "switchback_clone_";
    private static final String IN_USE = "55006";

    /** Sleeps, and says so, as long as others are connected to a database: it returns no row once nobody is. */
    private static final String OTHERS = "select pg_catalog.pg_sleep(0.002) from pg_catalog.pg_stat_activity"
            + " where datname = ? and pid <> pg_catalog.pg_backend_pid() limit 1";

    private static final int LOOKS = 50;

    private final Opening opening;
    private final String database;

    private Clones(Opening opening, String database) {
        this.opening = opening;
        this.database = database;
    }

    /** How connections to databases of one server are opened. */
    @FunctionalInterface
    public interface Opening {

        /** {@return a new connection to a database, which the caller closes} */
        Connection open(String database) throws SQLException;
    }

    /**
     * Returns what makes clones of a database.
     *
     * @param database its name as it is spelled
     */
    public static Clones of(Opening opening, String database) {
        return new Clones(opening, database);
    }

    /**
     * Returns a clone that is a transaction on a connection, rolled back after each trial.
     *
     * <p>What is tried there takes the locks that it takes: not for a database that others work on.
     *
     * @param connection with automatic commits; the caller closes it
     */
    public static Clone inTransaction(Connection connection) {
        return new TransactionClone(connection);
    }

    /**
     * Returns a copy of the database, with its rows.
     *
     * @throws CloneException if it cannot be made; nothing is left then. While others are connected to it, a database
     *     cannot be copied: then a copy of its schema, built into an {@link #empty} database, can
     * @throws SQLException if the server is away
     */
    public Clone copy() throws SQLException {
        return made(" template " + Dialect.quoted(database));
    }

    /**
     * Returns an empty database on the same server, for the schema of another to be built in.
     *
     * @throws CloneException if it cannot be made; nothing is left then
     * @throws SQLException if the server is away
     */
    public Clone empty() throws SQLException {
        return made(" template template0");
    }

    private Clone made(String how) throws SQLException {
        Connection keeper = opening.open(database);
        try {
            sweep(keeper);
            String name = PREFIX
                    + oid(keeper)
                    + '_'
                    + UUID.randomUUID().toString().replace("-", "").substring(0, 20);
            lock(keeper, name);
            awaitOthers(keeper, database);
            create(keeper, name, how);
            return opened(keeper, name);
        } catch (SQLException | RuntimeException failed) {
            closeQuietly(keeper);
            throw failed;
        }
    }

    /**
     * Waits a tenth of a second for sessions that were just closed and are not gone yet: the server itself would look
     * only after that time again.
     */
    private static void awaitOthers(Connection keeper, String name) throws SQLException {
        try (PreparedStatement look = keeper.prepareStatement(OTHERS)) {
            look.setString(1, name);
            boolean others = true;
            for (int time = 0; others && time < LOOKS; time++) {
                try (ResultSet row = look.executeQuery()) {
                    others = row.next();
                }
            }
        }
    }

    private void create(Connection keeper, String name, String how) throws SQLException {
        try {
            execute(keeper, "create database " + Dialect.quoted(name) + how);
        } catch (SQLException refused) {
            throw IN_USE.equals(refused.getSQLState())
                    ? CloneException.inUse(database, refused)
                    : CloneException.notMade(database, refused);
        }
    }

    private Clone opened(Connection keeper, String name) throws SQLException {
        try {
            return new DatabaseClone(keeper, name, opening.open(name));
        } catch (SQLException | RuntimeException failed) {
            drop(keeper, name);
            throw failed;
        }
    }

    /** {@return how many copies of killed processes were dropped} */
    public int sweep() throws SQLException {
        try (Connection keeper = opening.open(database)) {
            return sweep(keeper);
        }
    }

    private static int sweep(Connection keeper) throws SQLException {
        int dropped = 0;
        for (String name : leftOver(keeper)) {
            if (tryLock(keeper, name)) {
                drop(keeper, name);
                unlock(keeper, name);
                dropped++;
            }
        }
        return dropped;
    }

    /** Locks belong to a database, and so do the names that are looked for. */
    private static List<String> leftOver(Connection keeper) throws SQLException {
        List<String> names = new ArrayList<>();
        String sql = "select datname from pg_catalog.pg_database where starts_with(datname, ?)";
        try (PreparedStatement statement = keeper.prepareStatement(sql)) {
            statement.setString(1, PREFIX + oid(keeper) + '_');
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    names.add(row.getString(1));
                }
            }
        }
        return names;
    }

    private static long oid(Connection keeper) throws SQLException {
        String sql = "select oid from pg_catalog.pg_database where datname = pg_catalog.current_database()";
        try (Statement statement = keeper.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void lock(Connection keeper, String name) throws SQLException {
        if (!tryLock(keeper, name)) {
            throw new IllegalStateException("the name of a clone is taken: " + name);
        }
    }

    private static boolean tryLock(Connection keeper, String name) throws SQLException {
        return flag(keeper, "select pg_catalog.pg_try_advisory_lock(pg_catalog.hashtextextended(?, 0))", name);
    }

    private static void unlock(Connection keeper, String name) throws SQLException {
        flag(keeper, "select pg_catalog.pg_advisory_unlock(pg_catalog.hashtextextended(?, 0))", name);
    }

    private static boolean flag(Connection keeper, String sql, String name) throws SQLException {
        try (PreparedStatement statement = keeper.prepareStatement(sql)) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    static void drop(Connection keeper, String name) throws SQLException {
        awaitOthers(keeper, name);
        execute(keeper, "drop database if exists %s with (force)".formatted(Dialect.quoted(name)));
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void closeQuietly(Connection keeper) {
        try {
            keeper.close();
        } catch (SQLException broken) {
            LOG.debug("[SchemaRollback] a connection could not be closed in order", broken);
        }
    }
}
