package dev.switchback.activemodel;

import dev.switchback.activemodel.tables.DatabaseSchema;
import dev.switchback.activemodel.tables.SchemaReader;
import dev.switchback.activemodel.tables.Table;
import dev.switchback.jdbc.DatabaseSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Schemas read from real databases, each made for one reading. */
public final class Schemas {

    private Schemas() {}

    public static DatabaseSchema sample() {
        return read(SampleSchema.source());
    }

    public static DatabaseSchema chinookOnH2() {
        return read(DatabaseSource.parse(
                "source", SharedData.file("chinook/chinook-h2-iso-dates.sql").toString()));
    }

    public static DatabaseSchema chinookOnSqlite() {
        return read("jdbc:sqlite::memory:", SharedData.text("chinook/Chinook_Sqlite.sql"));
    }

    public static DatabaseSchema sakilaOnSqlite() {
        return read("jdbc:sqlite::memory:", SharedData.text("sakila/sqlite-sakila-schema.sql"));
    }

    /** Reads Chinook, without its rows, from a PostgreSQL of its own. */
    public static DatabaseSchema chinookOnPostgres() {
        String script = SharedData.text("chinook/Chinook_PostgreSql.sql");
        int tables = script.indexOf("CREATE TABLE");
        return onPostgres(script.substring(tables, script.indexOf("INSERT INTO", tables)));
    }

    /** Reads Sakila, and whatever is added to it, from a PostgreSQL of its own. */
    public static DatabaseSchema sakilaOnPostgres(String more) {
        return onPostgres(SharedData.text("sakila/postgres-sakila-schema.sql"), more);
    }

    public static DatabaseSchema onPostgres(String... scripts) {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder().start()) {
            try (Connection connection = server.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                for (String script : scripts) {
                    statement.execute(script);
                }
            }
            return read(DatabaseSource.parse("source", server.getJdbcUrl("postgres", "postgres")));
        } catch (SQLException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public static DatabaseSchema onH2(String script) {
        return read("jdbc:h2:mem:;DATABASE_TO_LOWER=TRUE", script);
    }

    public static DatabaseSchema onSqlite(String script) {
        return read("jdbc:sqlite::memory:", script);
    }

    /** Tables without columns, for tests of names only. */
    public static DatabaseSchema named(String... tables) {
        return new DatabaseSchema(
                "H2",
                "public",
                Stream.of(tables)
                        .map(name -> new Table(
                                name, List.of(), List.of(), List.of(), List.of(), Optional.empty(), Optional.empty()))
                        .toList());
    }

    private static DatabaseSchema read(DatabaseSource source) {
        try (Connection connection = source.openForReading()) {
            return SchemaReader.read(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** SQLite runs a script of many statements, triggers included, as one; so does H2. */
    private static DatabaseSchema read(String url, String script) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(script);
            return SchemaReader.read(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
