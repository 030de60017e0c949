package dev.switchback.bench;

import dev.switchback.ingest.table.TableQueueStore;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A PostgreSQL whose commits are durable, with queues that are filled by SQL. */
final class IngestServer implements AutoCloseable {

    static final String QUEUE = "bench";
    private static final int PAYLOAD = 100;

    private final EmbeddedPostgres server;

    IngestServer() throws IOException, SQLException {
        server = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("shared_buffers", "1GB")
                .setServerConfig("max_wal_size", "4GB")
                .start();
        for (String setting : new String[] {"fsync", "synchronous_commit"}) {
            if (!text(url("postgres"), "show " + setting).equals("on")) {
                throw new IllegalStateException(setting + " is off");
            }
        }
    }

    private String url(String database) {
        return server.getJdbcUrl("postgres", database);
    }

    /** {@return the URL of a new database with the tables of a queue} */
    String queue(String name) throws SQLException {
        execute(url("postgres"), "create database " + name);
        try (TableQueueStore store = TableQueueStore.open(QUEUE, url(name))) {
            store.prepare();
        }
        return url(name);
    }

    static String payload() {
        return "{\"text\": \"%s\"}".formatted("x".repeat(PAYLOAD));
    }

    /** Puts events into a queue, all at once, with ids that begin with the time, as those of a queue do. */
    static void fill(String url, long events) throws SQLException {
        execute(
                url,
                "insert into event_queue (id, tenant, payload) select uuidv7(), 'default', '%s' from generate_series(1, %d)"
                        .formatted(payload(), events));
        execute(url, "insert into ingest_accepted (events) values (%d)".formatted(events));
        execute(url, "analyze event_queue");
    }

    static void execute(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static long number(String url, String sql) throws SQLException {
        return Long.parseLong(text(url, sql));
    }

    private static String text(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
