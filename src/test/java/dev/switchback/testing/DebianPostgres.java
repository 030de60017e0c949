package dev.switchback.testing;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A PostgreSQL of one test's own with all its programs, as Debian packages it: the embedded one has neither {@code psql}
 * nor {@code pg_dump}.
 */
public final class DebianPostgres implements AutoCloseable {

    /** Where the programs are. */
    public static final Path PROGRAMS = Path.of("/usr/lib/postgresql/15/bin");

    private static final int LONGEST_SECONDS = 120;

    private final Path directory;
    private final int port;

    private DebianPostgres(Path directory, int port) {
        this.directory = directory;
        this.port = port;
    }

    /** {@return whether it is installed} */
    public static boolean isInstalled() {
        return Stream.of("initdb", "postgres", "pg_ctl", "pg_dump", "pg_restore", "psql", "createdb", "dropdb")
                .allMatch(program -> Files.isExecutable(PROGRAMS.resolve(program)));
    }

    /** Makes a cluster in a directory and starts it. */
    public static DebianPostgres start(Path directory) throws IOException, InterruptedException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        DebianPostgres server = new DebianPostgres(directory, port);
        server.asNobody("initdb", "-D", "cluster", "-U", "postgres", "-A", "trust", "-E", "UTF8", "-N");
        server.asNobody(
                "pg_ctl",
                "-D",
                "cluster",
                "-l",
                "log",
                "-w",
                "-o",
                "-p %d -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off".formatted(port),
                "start");
        return server;
    }

    /** {@return the URL of a database} */
    public String urlOf(String database) {
        return "jdbc:postgresql://127.0.0.1:%d/%s?user=postgres".formatted(port, database);
    }

    /** {@return what the programs find it by} */
    public Map<String, String> variables() {
        return Map.of(
                "PATH",
                PROGRAMS + File.pathSeparator + System.getenv("PATH"),
                "PGHOST",
                "127.0.0.1",
                "PGPORT",
                String.valueOf(port),
                "PGUSER",
                "postgres");
    }

    /** Root may not run it, and need not become anybody else for that: in a namespace of its own it is nobody. */
    private void asNobody(String program, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if ("root".equals(System.getProperty("user.name"))) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(PROGRAMS.resolve(program).toString());
        command.addAll(List.of(arguments));
        Path says = directory.resolve(program + ".out");
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(says.toFile())
                .start();
        if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException("%s failed: %s".formatted(command, Files.readString(says)));
        }
    }

    @Override
    public void close() throws IOException {
        try {
            asNobody("pg_ctl", "-D", "cluster", "-w", "-m", "immediate", "stop");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
