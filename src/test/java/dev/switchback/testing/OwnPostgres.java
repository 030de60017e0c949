package dev.switchback.testing;

import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

/** A PostgreSQL of one test's own, which can be killed without any farewell and started again. */
public final class OwnPostgres implements AutoCloseable {

    private final Path files;
    private final int port;
    private EmbeddedPostgres server;

    /** Starts a server whose files are kept in a directory. */
    public OwnPostgres(Path directory) throws IOException {
        files = directory.resolve("postgres");
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        server = started();
    }

    private EmbeddedPostgres started() throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(files.toFile())
                .setCleanDataDirectory(false)
                .setPort(port)
                .setServerConfig("max_connections", "200")
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on") // off by default here
                .start();
    }

    /** {@return its URL} */
    public String url() {
        return server.getJdbcUrl("postgres", "postgres");
    }

    /** Does what {@code pg_ctl stop -m immediate} does: no connection is told, nothing is written any more. */
    public void killImmediately() throws IOException, InterruptedException {
        String pid = Files.readAllLines(files.resolve("postmaster.pid")).get(0);
        new ProcessBuilder("kill", "-QUIT", pid).inheritIO().start().waitFor();
        await().until(() -> ProcessHandle.of(Long.parseLong(pid)).isEmpty());
    }

    /** Starts it again, with what it had made durable. */
    public void restart() throws IOException {
        server.close(); // it finds nothing to stop, and gives the lock on the files up
        server = started();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
