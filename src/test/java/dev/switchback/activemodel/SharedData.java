package dev.switchback.activemodel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The real schemas that lie beside the project, in {@code ../shared/data}, or where {@code SWITCHBACK_SHARED} says.
 *
 * <p>A test that needs one fails without it: skipping would be a test that nobody misses.
 */
public final class SharedData {

    private SharedData() {}

    public static Path file(String place) {
        String elsewhere = System.getenv("SWITCHBACK_SHARED");
        Path shared = elsewhere == null ? Path.of("..", "shared") : Path.of(elsewhere);
        Path file = shared.resolve("data").resolve(place).toAbsolutePath().normalize();
        if (!Files.isRegularFile(file)) {
            throw new IllegalStateException(
                    "%s is missing. The test data lies beside the project; set SWITCHBACK_SHARED to its place"
                            .formatted(file));
        }
        return file;
    }

    public static String text(String place) {
        try {
            return Files.readString(file(place));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
