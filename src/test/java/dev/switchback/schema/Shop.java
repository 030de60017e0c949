package dev.switchback.schema;

import dev.switchback.schema.model.RollbackOptions;
import dev.switchback.schema.model.RolledBack;
import dev.switchback.schema.model.Selection;
import dev.switchback.schema.track.SchemaLock;
import dev.switchback.schema.track.SchemaTarget;
import dev.switchback.state.Attribution;
import dev.switchback.testing.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** A folder of migrations and a database of its own, for one test. */
final class Shop {

    static final Attribution ADA = new Attribution("ada", "a test", "api");

    final Path folder;
    final String url;

    Shop(Path folder, String url) {
        this.folder = folder;
        this.url = url;
    }

    static Shop onPostgres(Path folder) {
        String database = PostgresServer.databaseToCome();
        PostgresServer.create(database);
        return new Shop(folder, PostgresServer.urlOf(database));
    }

    static Shop onSqlite(Path folder) {
        return new Shop(folder, "jdbc:sqlite:" + folder.resolve("shop.db"));
    }

    static Shop onH2(Path folder) {
        return new Shop(folder, "jdbc:h2:" + folder.resolve("shop").toAbsolutePath() + ";AUTO_SERVER=TRUE");
    }

    SchemaMigrations migrations() {
        try {
            return new SchemaMigrations(SchemaTarget.ofUrl("shop", url, new Properties()), folder);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Writes a migration. */
    Shop with(String name, String up, String down) {
        write(name + ".up.sql", up);
        write(name + ".down.sql", down);
        return this;
    }

    void write(String file, String text) {
        try {
            Files.writeString(folder.resolve(file), text);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    void delete(String name) {
        try {
            Files.delete(folder.resolve(name + ".up.sql"));
            Files.deleteIfExists(folder.resolve(name + ".down.sql"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    void run(String... statements) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    List<String> rows(String sql) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (row.next()) {
                found.add(String.valueOf(row.getString(1)));
            }
            return found;
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    RolledBack rollback(Selection selection) {
        RollbackOptions options = RollbackOptions.by(ADA).confirmed();
        boolean undoes = !url.startsWith("jdbc:h2:"); // a down that nobody tried has to be forced there
        return migrations().rollback(selection, undoes ? options : options.forced());
    }

    List<String> standings() {
        return migrations().status().migrations().stream()
                .map(one -> "%s %s".formatted(one.version(), one.standing().text()))
                .toList();
    }

    SchemaLock.Pausing noPause() {
        return time -> Thread.onSpinWait();
    }
}
