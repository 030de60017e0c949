package dev.switchback.schema.track;

import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.schema.sql.Dialect;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The schema that migrations change, and the way to it.
 *
 * <p>Immutable, and as thread-safe as what connects.
 *
 * @param shown what to call the database in a message, without credentials
 * @param dialect of the database
 * @param schema the schema that unqualified names mean, one tenant's for instance; empty for the connection's own
 * @param connecting what connects; each connection is closed by whoever asked for it
 * @param sibling what connects to another database of the same server; empty where nothing can
 */
public record SchemaTarget(
        String shown, Dialect dialect, Optional<String> schema, Connecting connecting, Optional<Sibling> sibling) {

    private static final int LONGEST = 63;
    private static final Pattern OF_THE_SERVER = Pattern.compile("pg_.*|information_schema", Pattern.DOTALL);

    /** What is before the name of the database in a URL, and what after it. */
    private static final Pattern DATABASE = Pattern.compile("(jdbc:postgresql:(?://[^/]*/)?)[^?/]*(\\?.*)?");

    /** Connects to a database. */
    @FunctionalInterface
    public interface Connecting {

        /** {@return a new connection, or one of a pool} */
        Connection connect() throws SQLException;
    }

    /** Connects to another database of the same server. */
    @FunctionalInterface
    public interface Sibling {

        /** {@return a new connection to a database of this name} */
        Connection connect(String database) throws SQLException;
    }

    /** Checks the name of the schema. */
    public SchemaTarget {
        schema.ifPresent(name -> InvalidValueException.unless(
                !name.isBlank() && name.length() <= LONGEST && name.codePoints().noneMatch(Character::isISOControl),
                "schema",
                "1 to %d characters without control characters".formatted(LONGEST),
                name));
        InvalidValueException.unless(
                dialect != Dialect.POSTGRESQL
                        || !OF_THE_SERVER.matcher(schema.orElse("")).matches(),
                "schema",
                "one that is not of the server itself",
                schema.orElse(""));
        InvalidValueException.unless(
                schema.isEmpty() || dialect != Dialect.SQLITE, "schema", "absent: SQLite has none", schema.orElse(""));
    }

    /**
     * Looks what database it is.
     *
     * @throws InvalidValueException for any but PostgreSQL, SQLite and H2
     * @throws SQLException if it cannot be asked
     */
    public static SchemaTarget of(String shown, Connecting connecting) throws SQLException {
        try (Connection connection = connecting.connect()) {
            Dialect dialect = Dialect.ofProduct(connection.getMetaData().getDatabaseProductName());
            return new SchemaTarget(shown, dialect, Optional.empty(), connecting, Optional.empty());
        }
    }

    /**
     * Looks what database a URL leads to.
     *
     * @param settings what the driver is given besides
     * @throws InvalidValueException for any but PostgreSQL, SQLite and H2
     * @throws SQLException if it cannot be asked
     */
    public static SchemaTarget ofUrl(String shown, String url, Properties settings) throws SQLException {
        SchemaTarget target = of(shown, () -> DriverManager.getConnection(url, settings));
        Matcher parts = DATABASE.matcher(url);
        if (!parts.matches()) {
            return target;
        }
        Sibling sibling = name -> DriverManager.getConnection(
                parts.group(1) + name + (parts.group(2) == null ? "" : parts.group(2)), settings);
        return new SchemaTarget(shown, target.dialect, Optional.empty(), target.connecting, Optional.of(sibling));
    }

    /** {@return the same database, another schema of it} */
    public SchemaTarget in(String other) {
        return new SchemaTarget(shown, dialect, Optional.of(other), connecting, sibling);
    }

    /** {@return a connection that commits by itself, in which unqualified names mean the schema} */
    public Connection connect() throws SQLException {
        Connection connection = connecting.connect();
        try {
            connection.setAutoCommit(true);
            if (schema.isPresent()) {
                use(connection, schema.get());
            }
            return connection;
        } catch (SQLException | RuntimeException failed) {
            connection.close();
            throw failed;
        }
    }

    /** Lets unqualified names on a connection mean the schema; of a database without it, makes it. */
    public void adopt(Connection connection) throws SQLException {
        if (schema.isPresent()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("create schema if not exists %s".formatted(Dialect.quoted(schema.get())));
            }
            use(connection, schema.get());
        }
    }

    /** Names that every tenant shares, such as the functions of extensions, are in {@code public}. */
    private void use(Connection connection, String name) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            String quoted = Dialect.quoted(name);
            statement.execute(
                    dialect == Dialect.POSTGRESQL
                            ? "set search_path to %s, public".formatted(quoted)
                            : "set schema %s".formatted(quoted));
        }
        if (!name.equals(connection.getSchema())) { // PostgreSQL would take public for one that is not there
            throw new SQLException("schema %s does not exist".formatted(name), "3F000");
        }
    }

    /** {@return the database and the schema, for messages} */
    public String title() {
        return schema.map(name -> "%s, schema=%s".formatted(shown, name)).orElse(shown);
    }
}
