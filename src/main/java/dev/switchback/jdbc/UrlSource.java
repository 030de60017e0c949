package dev.switchback.jdbc;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * A database by its JDBC URL, which may hold credentials: it is never shown as it is.
 *
 * @param kind the database that the URL is for
 * @param url the whole URL
 */
record UrlSource(DatabaseKind kind, String url) implements DatabaseSource {

    @Override
    public Connection openForReading() {
        kind.requireDriver(shown());
        try {
            return DriverManager.getConnection(url, kind.settings(url));
        } catch (SQLException e) {
            throw SourceException.notOpened(shown(), Redaction.of(url).clean(e));
        }
    }

    @Override
    public String shown() {
        return Redaction.shown(url);
    }

    @Override
    public String toString() {
        return shown();
    }
}
