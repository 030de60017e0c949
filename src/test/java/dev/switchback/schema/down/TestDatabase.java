package dev.switchback.schema.down;

import dev.switchback.schema.down.clone.Clones;
import dev.switchback.testing.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A database of one test's own, empty at first, on a server that many share.
 *
 * @param opening how databases of the server are opened
 * @param name of the database
 */
public record TestDatabase(Clones.Opening opening, String name) implements AutoCloseable {

    /** {@return one on the embedded server, which is the newest we support} */
    public static TestDatabase onNewest() throws SQLException {
        return made(database -> DriverManager.getConnection(PostgresServer.urlOf(database)));
    }

    /** {@return one on Debian's server, which is the oldest we support} */
    public static TestDatabase onOldest() throws SQLException {
        return made(OldestServer::open);
    }

    private static TestDatabase made(Clones.Opening opening) throws SQLException {
        String name = PostgresServer.databaseToCome();
        try (Connection server = opening.open("postgres")) {
            run(server, "create database " + name);
        }
        return new TestDatabase(opening, name);
    }

    /** {@return a new connection to it} */
    public Connection open() throws SQLException {
        return opening.open(name);
    }

    /** {@return what makes clones of it} */
    public Clones clones() {
        return Clones.of(opening, name);
    }

    /** Runs statements on it, each on its own. */
    public static void run(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** The server waits a tenth of a second for a session that is not gone yet; most are gone sooner. */
    private void awaitOthers(Connection server) throws SQLException {
        String sql = "select pg_sleep(0.002) from pg_stat_activity where datname = '%s' limit 1".formatted(name);
        boolean others = true;
        for (int time = 0; others && time < 50; time++) {
            try (Statement look = server.createStatement();
                    ResultSet row = look.executeQuery(sql)) {
                others = row.next();
            }
        }
    }

    @Override
    public void close() throws SQLException {
        try (Connection server = opening.open("postgres")) {
            awaitOthers(server);
            run(server, "drop database if exists %s with (force)".formatted(name));
        }
    }
}
