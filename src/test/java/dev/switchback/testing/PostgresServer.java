package dev.switchback.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** A real PostgreSQL that the tests of one JVM share; each test gets a schema of its own. */
public final class PostgresServer {

    private static final AtomicInteger SCHEMAS = new AtomicInteger();

    private PostgresServer() {}

    /** Started by the first who asks, and stopped with the JVM. */
    private static final class Started {
        private static final EmbeddedPostgres SERVER = start();

        private static EmbeddedPostgres start() {
            try {
                EmbeddedPostgres server = EmbeddedPostgres.builder()
                        .setServerConfig("max_connections", "200")
                        .start();
                Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                    try {
                        server.close();
                    } catch (IOException late) {
                        throw new UncheckedIOException(late);
                    }
                }));
                return server;
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }

    /** {@return a URL whose current schema is new and empty} */
    public static String freshSchema() {
        String schema = "test_%d".formatted(SCHEMAS.incrementAndGet());
        execute("create schema " + schema);
        return "%s&currentSchema=%s".formatted(Started.SERVER.getJdbcUrl("postgres", "postgres"), schema);
    }

    /** {@return the name of a database that is not there yet, and that {@link #create} makes} */
    public static String databaseToCome() {
        return "test_database_%d".formatted(SCHEMAS.incrementAndGet());
    }

    /** {@return the URL of a database, whether it is there or not} */
    public static String urlOf(String database) {
        return Started.SERVER.getJdbcUrl("postgres", database);
    }

    /** Makes a database. */
    public static void create(String database) {
        execute("create database " + database);
    }

    /** Throws all out of a database, and lets nobody in, or lets them in again. */
    public static void close(String database, boolean closed) {
        execute("alter database %s allow_connections %b".formatted(database, !closed));
        if (closed) {
            execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = '%s'".formatted(database));
        }
    }

    /** {@return whether somebody writes into a history at this moment} */
    public static boolean isWritingHistory() {
        return isTrue(
                "select count(*) > 0 from pg_stat_activity where query like 'insert into switchback_history%'"
                        + " and state like '%transaction' or state = 'active' and query like 'insert into switchback_history%'");
    }

    private static boolean isTrue(String sql) {
        try (Connection connection = Started.SERVER.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() && row.getBoolean(1);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Runs something as the superuser, in no schema. */
    public static void execute(String sql) {
        try (Connection connection = Started.SERVER.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
