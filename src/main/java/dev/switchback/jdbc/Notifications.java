package dev.switchback.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens on a connection of its own for what others say they have written to a PostgreSQL. Nothing depends on it: what
 * is missed is found by looking.
 */
public final class Notifications implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Notifications.class);
    private static final int QUIET_MILLIS = 5_000;
    private static final long AGAIN_MILLIS = 1_000;

    private final Database database;
    private final Identifier channel;
    private final Runnable wake;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread worker = new Thread(task, "switchback-notifications");
        worker.setDaemon(true);
        return worker;
    });
    private Future<?> listens = CompletableFuture.completedFuture(null);
    private volatile boolean closed;
    private volatile @Nullable Connection listening;

    private Notifications(Database database, Identifier channel, Runnable wake) {
        this.database = database;
        this.channel = channel;
        this.wake = wake;
    }

    /** Says something on a channel, when the transaction of the connection commits. */
    public static void send(Connection connection, String channel, String said) throws SQLException {
        try (PreparedStatement notify = connection.prepareStatement("select pg_notify(?, ?)")) {
            notify.setString(1, channel);
            notify.setString(2, said);
            notify.execute();
        }
    }

    /**
     * Prepares to listen.
     *
     * @param channel a single identifier
     * @param wake called whenever something was said, and each time listening begins; must not throw
     */
    public static Notifications of(Database database, String channel, Runnable wake) {
        return new Notifications(database, Identifier.parse("channel", channel), wake);
    }

    /** Begins to listen, and goes on after the database was away. */
    public void start() {
        listens = thread.scheduleWithFixedDelay(this::listen, 0, AGAIN_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Listens until the connection breaks; then it is called again. */
    private void listen() {
        try (Connection connection = database.connectApart()) {
            listening = connection;
            if (closed || !connection.isWrapperFor(PGConnection.class)) {
                return; // the pool hides the driver: it remains to look
            }
            connection.setAutoCommit(true);
            try (Statement listen = connection.createStatement()) {
                listen.execute("listen " + channel.quoted(listen));
            }
            wake.run(); // for what came before
            PGConnection notified = connection.unwrap(PGConnection.class);
            while (!closed) {
                if (notified.getNotifications(QUIET_MILLIS).length > 0) {
                    wake.run();
                } else if (!connection.isValid(2)) {
                    return;
                }
            }
        } catch (SQLException | RuntimeException broken) {
            LOG.debug("[Database] nobody tells of changes until the database is back", broken);
        } finally {
            listening = null;
        }
    }

    /** Ends it; idempotent. */
    @Override
    public void close() {
        closed = true;
        listens.cancel(true);
        thread.shutdownNow();
        Connection open = listening;
        if (open != null) {
            try {
                open.abort(Runnable::run);
            } catch (SQLException broken) {
                LOG.debug("[Database] the connection that listened was broken already", broken);
            }
        }
    }
}
