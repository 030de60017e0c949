package dev.switchback.jdbc;

import dev.switchback.pipeline.InvalidValueException;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A database that is read and written: a few pooled connections, and one apart for whoever keeps it. A PostgreSQL, or
 * an H2 where its user says that this will do.
 *
 * <p>Thread-safe. Making one connects to nothing: the database may be away, now or later, and is asked again with each
 * connection that is wanted. No credentials are in any message.
 */
public final class Database implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    static final String RULE = "a JDBC URL of PostgreSQL: jdbc:postgresql://host:port/database?user=...";

    /** In use, broken, closed, closing: what H2 says when the process that has the file open dies. */
    private final String shown;

    private final DataSource pool;
    private final @Nullable Pool owned;
    private final Redaction redaction;
    private final Connecting apart;

    private interface Connecting {
        Connection connect() throws SQLException;
    }

    private Database(String shown, DataSource pool, @Nullable Pool owned, Redaction redaction, Connecting apart) {
        this.shown = shown;
        this.pool = pool;
        this.owned = owned;
        this.redaction = redaction;
        this.apart = apart;
    }

    /**
     * Makes a pool for a URL.
     *
     * @param input what the URL is called in a message, for instance {@code --database}
     * @param url begins with {@code jdbc:postgresql:}; settings in it go before ours
     * @param connections how many the pool has at most
     * @throws InvalidValueException for any other text
     * @throws SourceException if the driver or the pool is not on the class path: both are optional dependencies
     */
    public static Database of(String input, String url, int connections) {
        InvalidValueException.unless(
                url.startsWith(DatabaseKind.POSTGRESQL.prefix())
                        && url.codePoints().noneMatch(Character::isISOControl),
                input,
                RULE,
                Redaction.shown(url));
        return pooled(DatabaseKind.POSTGRESQL, input, url, connections);
    }

    /**
     * Makes a pool for the URL of a PostgreSQL or an H2; processes that open the same file of H2 share it, and a commit
     * of H2 is on the disk.
     *
     * @throws InvalidValueException for any other text
     * @throws SourceException if the driver or the pool is not on the class path: both are optional dependencies
     */
    public static Database ofEither(String input, String url, int connections) {
        boolean embedded = url.startsWith(DatabaseKind.H2.prefix());
        InvalidValueException.unless(
                (embedded || url.startsWith(DatabaseKind.POSTGRESQL.prefix()))
                        && url.codePoints().noneMatch(Character::isISOControl),
                input,
                "a JDBC URL of PostgreSQL or H2: jdbc:postgresql://host:port/database?user=... or jdbc:h2:file:...",
                Redaction.shown(url));
        return pooled(embedded ? DatabaseKind.H2 : DatabaseKind.POSTGRESQL, input, url, connections);
    }

    private static Database pooled(DatabaseKind kind, String input, String url, int connections) {
        String shown = Redaction.shown(url);
        kind.requireDriver(shown);
        Pool pool = Pool.of(kind, input, url, connections);
        return new Database(
                shown,
                pool.source(),
                pool,
                Redaction.of(url),
                () -> DriverManager.getConnection(url, kind.forWriting()));
    }

    /** {@return the database of a pool that somebody else made, and closes} */
    public static Database of(DataSource pool) {
        return new Database("a data source of the application", pool, null, Redaction.of(""), pool::getConnection);
    }

    /** {@return what to call it in a message: without credentials and without settings} */
    public String shown() {
        return shown;
    }

    /** {@return whether it is an H2} */
    public boolean isEmbedded() {
        return owned != null && owned.kind() == DatabaseKind.H2;
    }

    /** {@return how many connections of the pool are used, unused and waited for, each -1 if it is not our own} */
    public PoolUse poolUse() {
        return owned == null ? PoolUse.UNKNOWN : owned.use();
    }

    /** {@return what is equal for the same database opened in the same way} */
    public Object identity() {
        return owned == null ? pool : owned.url();
    }

    /** {@return a connection of the pool, which the caller closes} */
    public Connection connect() throws SQLException {
        try {
            return pool.getConnection();
        } catch (SQLException failed) {
            throw redaction.clean(plain(failed));
        }
    }

    /** The pool only says that it waited in vain; why, is in the cause. */
    private static SQLException plain(SQLException failed) {
        return failed.getCause() instanceof SQLException reason
                ? new SQLException(reason.getMessage(), reason.getSQLState(), failed)
                : failed;
    }

    /** {@return a connection that the caller keeps for long, and closes} */
    public Connection connectApart() throws SQLException {
        try {
            return apart.connect();
        } catch (SQLException failed) {
            throw redaction.clean(failed);
        }
    }

    /**
     * Reads something by a single statement.
     *
     * @throws SQLException if it could not be read
     */
    public <T> T look(Work<T> work) throws SQLException {
        try (Connection connection = connect()) {
            return look(connection, work);
        } catch (SQLException failed) {
            throw redaction.clean(failed);
        }
    }

    private <T> T look(Connection connection, Work<T> work) throws SQLException {
        try {
            connection.setAutoCommit(true);
            return work.on(connection);
        } catch (SQLException failed) {
            forgetIfBroken(connection, failed);
            throw failed;
        }
    }

    /**
     * Reads something, all of it as it was at one moment.
     *
     * @throws SQLException if it could not be read
     */
    public <T> T snapshot(Work<T> work) throws SQLException {
        return transaction(connection -> {
            try (Statement settings = connection.createStatement()) {
                settings.execute("set transaction isolation level repeatable read, read only");
            }
            return work.on(connection);
        });
    }

    /**
     * Runs something in one transaction, and commits it.
     *
     * @throws UncertainCommitException if the database did not answer the commit
     * @throws SQLException if it was not committed
     */
    public <T> T transaction(Work<T> work) throws SQLException {
        Connection connection = connect();
        try {
            connection.setAutoCommit(false);
            T result = run(connection, work);
            commit(connection);
            return result;
        } catch (SQLException failed) {
            forgetIfBroken(connection, failed);
            throw redaction.clean(primary(failed));
        } finally {
            close(connection);
        }
    }

    /** The pool knows some failures by itself, none of H2's, and does not test what was used a moment ago. */
    private void forgetIfBroken(Connection connection, SQLException failed) {
        if (owned != null && Trouble.isAway(failed)) {
            owned.forget(connection);
        }
    }

    private static void commit(Connection connection) throws SQLException {
        try {
            connection.commit();
        } catch (SQLException failed) {
            throw Trouble.isAway(failed) ? new UncertainCommitException(failed) : failed;
        }
    }

    /** Whatever closing says: it changes nothing of what was committed, or has failed already. */
    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException broken) {
            LOG.debug("[Database] a connection could not be closed in order", broken);
        }
    }

    /** Only what the server says in the first place: the rest holds whole rows. */
    private SQLException primary(SQLException failed) {
        SQLException next = failed instanceof BatchUpdateException ? failed.getNextException() : null;
        SQLException said = next == null ? failed : next;
        if (isEmbedded()) {
            return said; // the other driver need not be there
        }
        ServerErrorMessage message = said instanceof PSQLException server ? server.getServerErrorMessage() : null;
        if (message == null || message.getMessage() == null) {
            return said;
        }
        SQLException plain = new SQLException(message.getMessage(), said.getSQLState());
        plain.setStackTrace(said.getStackTrace());
        return plain;
    }

    private static <T> T run(Connection connection, Work<T> work) throws SQLException {
        try {
            return work.on(connection);
        } catch (SQLException | RuntimeException | Error failed) {
            try {
                connection.rollback();
            } catch (SQLException second) {
                failed.addSuppressed(second);
            }
            throw failed;
        }
    }

    /** Closes the pool, if it is our own; idempotent. */
    @Override
    public void close() {
        if (owned != null) {
            owned.close();
        }
    }

    /** Something done in a transaction. */
    @FunctionalInterface
    public interface Work<T> {

        /** Does it. */
        T on(Connection connection) throws SQLException;
    }
}
