package dev.switchback.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import dev.switchback.pipeline.InvalidValueException;
import java.sql.Connection;
import javax.sql.DataSource;

/** The pool of a database that is our own. */
final class Pool implements AutoCloseable {

    private static final String RULE_OF_H2 = "a JDBC URL of H2: jdbc:h2:file:...";
    private static final long CONNECT_MILLIS = 2_000;
    private static final long OPEN_MILLIS = 20_000; // a new file of H2 on a busy machine
    private static final long IDLE_MILLIS = 60_000;

    private final DatabaseKind kind;
    private final HikariDataSource source;

    private Pool(DatabaseKind kind, HikariDataSource source) {
        this.kind = kind;
        this.source = source;
    }

    /** Makes one, which connects to nothing yet; throws as {@link Database#of} does. */
    static Pool of(DatabaseKind kind, String input, String url, int connections) {
        DatabaseKind.requireClass(
                Redaction.shown(url), "com.zaxxer.hikari.HikariDataSource", "com.zaxxer:HikariCP:7.0.2");
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setDataSourceProperties(kind.forWriting());
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(0);
        config.setIdleTimeout(IDLE_MILLIS);
        config.setConnectionTimeout(kind == DatabaseKind.H2 ? OPEN_MILLIS : CONNECT_MILLIS);
        config.setValidationTimeout(CONNECT_MILLIS / 2);
        config.setInitializationFailTimeout(-1); // the database may be away when we begin
        config.setPoolName("switchback");
        try {
            return new Pool(kind, new HikariDataSource(config));
        } catch (RuntimeException malformed) { // the driver does not take the URL
            throw InvalidValueException.of(
                    input, kind == DatabaseKind.H2 ? RULE_OF_H2 : Database.RULE, Redaction.shown(url), malformed);
        }
    }

    DatabaseKind kind() {
        return kind;
    }

    String url() {
        return source.getJdbcUrl();
    }

    DataSource source() {
        return source;
    }

    PoolUse use() {
        HikariPoolMXBean pool = source.getHikariPoolMXBean();
        return pool == null
                ? PoolUse.UNKNOWN
                : new PoolUse(
                        pool.getActiveConnections(), pool.getIdleConnections(), pool.getThreadsAwaitingConnection());
    }

    /** Gives a connection out no more, once it is given back. */
    void forget(Connection broken) {
        source.evictConnection(broken);
    }

    @Override
    public void close() {
        source.close();
    }
}
