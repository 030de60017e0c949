package dev.switchback.fleet.database;

import dev.switchback.jdbc.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** Looks at a database from all sides, and changes nothing. */
final class Examination {

    private static final int QUESTIONS = 5;
    private static final int NOTIFIED_WITHIN_MILLIS = 2_000;

    private final Database database;
    private final Clock clock;
    private final LongSupplier nanoTime;

    Examination(Database database, Clock clock, LongSupplier nanoTime) {
        this.database = database;
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    DatabaseReport run() throws SQLException {
        boolean standby = database.snapshot(Examination::isStandby);
        boolean listens = !standby && listens();
        return database.snapshot(connection -> {
            Duration roundTrip = roundTrip(connection);
            return new DatabaseReport(
                    text(connection, "show server_version"),
                    standby,
                    Tables.exist(connection) ? Tables.version(connection) : 0,
                    Tables.KNOWN,
                    roundTrip,
                    Integer.parseInt(text(connection, "select count(*) from pg_stat_activity")),
                    Integer.parseInt(text(connection, "show max_connections")),
                    listens,
                    clockAhead(connection, roundTrip));
        });
    }

    private static boolean isStandby(Connection connection) throws SQLException {
        return text(connection, "select pg_is_in_recovery()").equals("t");
    }

    private Duration roundTrip(Connection connection) throws SQLException {
        long shortest = Long.MAX_VALUE;
        for (int question = 0; question < QUESTIONS; question++) {
            long asked = nanoTime.getAsLong();
            text(connection, "select 1");
            shortest = Math.min(shortest, nanoTime.getAsLong() - asked);
        }
        return Duration.ofNanos(shortest);
    }

    private Duration clockAhead(Connection connection, Duration roundTrip) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select clock_timestamp()")) {
            row.next();
            Instant there = row.getObject(1, OffsetDateTime.class).toInstant();
            return Duration.between(clock.instant().minus(roundTrip.dividedBy(2)), there);
        }
    }

    /** Tries it, since nothing else tells whether a pool between here and the server loses notifications. */
    private boolean listens() throws SQLException {
        String channel = "switchback_" + UUID.randomUUID().toString().replace('-', '_');
        try (Connection connection = database.connectApart()) {
            if (!connection.isWrapperFor(PGConnection.class)) {
                return false;
            }
            connection.setAutoCommit(true);
            try (Statement listen = connection.createStatement()) {
                listen.execute("listen " + channel);
            }
            database.transaction(other -> {
                try (PreparedStatement notify = other.prepareStatement("select pg_notify(?, '')")) {
                    notify.setString(1, channel);
                    return notify.execute();
                }
            });
            PGNotification[] heard = connection.unwrap(PGConnection.class).getNotifications(NOTIFIED_WITHIN_MILLIS);
            try (Statement unlisten = connection.createStatement()) {
                unlisten.execute("unlisten " + channel); // the connection may be a pool's, and live on
            }
            return heard.length > 0;
        }
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? String.valueOf(row.getString(1)) : "";
        }
    }
}
