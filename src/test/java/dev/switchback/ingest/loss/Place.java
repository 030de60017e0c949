package dev.switchback.ingest.loss;

import dev.switchback.testing.OwnPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the queue of the campaign is. */
interface Place extends AutoCloseable {

    String url();

    /** Kills the database without any farewell, and starts it again. */
    void crash() throws IOException, InterruptedException;

    @Override
    void close() throws IOException;

    /** {@return a PostgreSQL of its own, with durable commits} */
    static Place postgres(Path folder) throws IOException {
        OwnPostgres server = new OwnPostgres(Files.createDirectories(folder));
        return new Place() {
            @Override
            public String url() {
                return server.url();
            }

            @Override
            public void crash() throws IOException, InterruptedException {
                server.killImmediately();
                server.restart();
            }

            @Override
            public void close() throws IOException {
                server.close();
            }
        };
    }

    /** {@return a file that its processes share: it dies with the one that has it open} */
    static Place h2(Path folder) {
        return new Place() {
            @Override
            public String url() {
                return "jdbc:h2:file:" + folder.resolve("queue");
            }

            @Override
            public void crash() {
                throw new IllegalStateException("whoever holds the file is killed");
            }

            @Override
            public void close() {}
        };
    }
}
