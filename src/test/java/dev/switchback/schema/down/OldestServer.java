package dev.switchback.schema.down;

import dev.switchback.testing.DebianPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.stream.Collectors;

/** The oldest PostgreSQL we support, with its {@code pg_dump}, shared by the tests of a JVM. */
final class OldestServer {

    private OldestServer() {}

    /** Started by the first who asks, and stopped with the JVM. */
    private static final class Started {
        private static final DebianPostgres SERVER = start();

        private static DebianPostgres start() {
            try {
                DebianPostgres server = DebianPostgres.start(Files.createTempDirectory("switchback-oldest"));
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
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(interrupted);
            }
        }
    }

    static Connection open(String database) throws SQLException {
        return DriverManager.getConnection(Started.SERVER.urlOf(database));
    }

    /** {@return what {@code pg_dump --schema-only} says, without the word of its own that each call makes up} */
    static String dump(String database) throws IOException, InterruptedException {
        Path output = Files.createTempFile("switchback-dump", ".sql");
        String program = DebianPostgres.PROGRAMS.resolve("pg_dump").toString();
        ProcessBuilder builder = new ProcessBuilder(program, "--schema-only", database);
        builder.environment().putAll(Started.SERVER.variables());
        int code = builder.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start()
                .waitFor();
        String text = Files.readString(output);
        Files.delete(output);
        if (code != 0) {
            throw new IOException(text);
        }
        return text.lines()
                .filter(line -> !line.startsWith("\\restrict") && !line.startsWith("\\unrestrict"))
                .collect(Collectors.joining("\n"));
    }
}
