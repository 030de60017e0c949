package dev.switchback.cli.db;

import dev.switchback.cli.CommandLineKit;
import dev.switchback.cli.CommandLineKit.Result;
import dev.switchback.cli.shell.Terminal;
import dev.switchback.testing.FakeClock;
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
import java.util.stream.Stream;

/** A folder of migrations, a database of its own, and the commands about both. */
final class DbKit {

    final Path folder;
    final String url;
    final FakeClock clock = new FakeClock();
    final CommandLineKit kit;

    private DbKit(Path directory, String url) {
        this.folder = directory.resolve("migrations");
        this.url = url;
        this.kit = new CommandLineKit(directory.resolve("state")).at(clock);
        try {
            Files.createDirectories(folder);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static DbKit on(String database, Path directory) {
        return switch (database) {
            case "sqlite" -> new DbKit(directory, "jdbc:sqlite:" + directory.resolve("shop.db"));
            case "h2 in memory" ->
                new DbKit(directory, "jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1".formatted(directory.getFileName()));
            case "h2" -> new DbKit(directory, "jdbc:h2:" + directory.resolve("shop") + ";AUTO_SERVER=TRUE");
            default -> onPostgres(directory);
        };
    }

    static DbKit onPostgres(Path directory) {
        String database = PostgresServer.databaseToCome();
        PostgresServer.create(database);
        return new DbKit(directory, PostgresServer.urlOf(database));
    }

    DbKit answering(Terminal.Prompt prompt) {
        kit.answering(prompt);
        return this;
    }

    /** Writes a migration; without a down if that is empty. */
    DbKit with(String name, String up, String down) {
        write(name + ".up.sql", up);
        if (!down.isEmpty()) {
            write(name + ".down.sql", down);
        }
        return this;
    }

    void write(String file, String text) {
        try {
            Files.createDirectories(folder.resolve(file).getParent());
            Files.writeString(folder.resolve(file), text);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    void delete(String name) {
        try {
            Files.delete(folder.resolve(name + ".up.sql"));
            Files.delete(folder.resolve(name + ".down.sql"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    String read(String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** {@return what {@code switchback db} did with these words, in this folder and database} */
    Result db(String... words) {
        return run(List.of("db"), words, "--url", url, "--migrations", folder.toString());
    }

    /** {@return what it did without a database} */
    Result offline(String... words) {
        return run(List.of("db"), words, "--migrations", folder.toString());
    }

    private Result run(List<String> first, String[] words, String... last) {
        return kit.run(Stream.of(first.stream(), Stream.of(words), Stream.of(last))
                .flatMap(each -> each)
                .toArray(String[]::new));
    }

    void sql(String... statements) {
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

    /** {@return the versions that PostgreSQL tracks, in order; none where nothing is tracked yet} */
    List<String> tracked() {
        return rows("select to_regclass('schema_migrations')").contains("null")
                ? List.of()
                : rows("select version from schema_migrations order by applied_order");
    }
}
