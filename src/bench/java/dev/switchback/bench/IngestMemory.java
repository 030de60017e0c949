package dev.switchback.bench;

import dev.switchback.ingest.Ingestion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Hands in a million events, a process of its own with a heap of 256 MiB. */
final class IngestMemory {

    private IngestMemory() {}

    /**
     * Hands them in.
     *
     * @param arguments the database, the directory of the state, how many
     */
    public static void main(String[] arguments) throws InterruptedException {
        try (Ingestion ingestion = IngestProcessing.base(arguments[0], Path.of(arguments[1]))
                .processing(false)
                .start()) {
            System.out.printf("%.0f%n", IngestAccepting.many(ingestion, Integer.parseInt(arguments[2])));
        }
        System.exit(0);
    }

    /** {@return events a second, or what the process said instead} */
    static String run(String url, Path state, int events) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        IngestMemory.class.getName(),
                        url,
                        state.toString(),
                        Integer.toString(events))
                .redirectErrorStream(true)
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }
}
