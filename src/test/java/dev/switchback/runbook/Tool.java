package dev.switchback.runbook;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A program of the machine, where it is installed. */
final class Tool {

    private static final int SECONDS = 60;

    private Tool() {}

    /** What a program did; both its streams in one. */
    record Said(int exit, String text) {}

    static Optional<Path> find(String name) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Arrays.stream(path.split(File.pathSeparator, -1))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** {@return what it said, kept in a file of that folder meanwhile} */
    static Said run(Path folder, List<String> command) throws IOException, InterruptedException {
        return run(folder, new ProcessBuilder(command));
    }

    static Said run(Path folder, ProcessBuilder builder) throws IOException, InterruptedException {
        Path said = Files.createTempFile(folder, "said", ".txt");
        Process process = builder.redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(said.toFile())
                .start();
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            return new Said(-1, "did not end in %d s: %s".formatted(SECONDS, Files.readString(said)));
        }
        return new Said(process.exitValue(), Files.readString(said));
    }
}
