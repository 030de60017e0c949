package dev.switchback.schema;

import dev.switchback.schema.model.Checkout;
import dev.switchback.schema.model.RollbackOptions;
import dev.switchback.schema.model.SchemaSettings;
import dev.switchback.schema.model.Selection;
import dev.switchback.schema.model.UpOptions;
import dev.switchback.schema.track.SchemaTarget;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A process of its own that changes a schema, to be killed. */
final class SchemaProcess implements AutoCloseable {

    private final Process process;

    private SchemaProcess(Process process) {
        this.process = process;
    }

    /** Starts one that does {@code up} or {@code rollback}. */
    static SchemaProcess start(Shop shop, String work) throws IOException {
        return new SchemaProcess(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xshare:auto",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SchemaProcess.class.getName(),
                        shop.url,
                        shop.folder.toString(),
                        work)
                .redirectErrorStream(true)
                .redirectOutput(shop.folder.resolve("%s.log".formatted(work)).toFile())
                .start());
    }

    /** Kills it as {@code kill -9} does, and waits until it is gone. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(30, TimeUnit.SECONDS);
    }

    /** {@return its exit code, once it has ended by itself} */
    int end() throws InterruptedException {
        return process.waitFor(60, TimeUnit.SECONDS) ? process.exitValue() : -1;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** Runs in the process. */
    public static void main(String[] arguments) throws Exception {
        SchemaTarget target = SchemaTarget.of("shop", () -> DriverManager.getConnection(arguments[0]));
        Path folder = Path.of(arguments[1]);
        SchemaSettings settings = SchemaSettings.of(Checkout.of(folder)).lockTimeout(Duration.ofSeconds(60));
        SchemaMigrations migrations = new SchemaMigrations(target, folder, settings, event -> {});
        boolean good = arguments[2].equals("up")
                ? migrations.up(UpOptions.all()).failure().isEmpty()
                : migrations
                        .rollback(
                                new Selection.Last(1),
                                RollbackOptions.by(Shop.ADA).forced())
                        .isComplete();
        System.exit(good ? 0 : 1);
    }
}
