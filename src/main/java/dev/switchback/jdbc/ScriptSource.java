package dev.switchback.jdbc;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * An SQL script, run into an H2 that lives as long as the connection.
 *
 * @param location an absolute path, or {@code classpath:} and a place on it
 */
record ScriptSource(String location) implements DatabaseSource {

    static final String CLASSPATH = "classpath:";

    /** Without a name the database is private to its connection; names are kept lower-case, as in PostgreSQL. */
    private static final String URL = "jdbc:h2:mem:;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH";

    @Override
    @SuppressWarnings("try") // after a failure the connection is named only to be closed
    public Connection openForReading() {
        DatabaseKind.H2.requireDriver(shown());
        try {
            Connection connection = DriverManager.getConnection(URL);
            try (PreparedStatement script = connection.prepareStatement("RUNSCRIPT FROM ? CHARSET 'UTF-8'")) {
                script.setString(1, location);
                script.execute();
                return connection;
            } catch (SQLException e) {
                try (connection) {
                    throw SourceException.scriptFailed(shown(), e);
                }
            }
        } catch (SQLException e) {
            throw SourceException.notOpened(shown(), e);
        }
    }

    @Override
    public String shown() {
        return location;
    }
}
