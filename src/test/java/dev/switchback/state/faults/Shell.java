package dev.switchback.state.faults;

import static org.assertj.core.api.Assumptions.assumeThat;

import dev.switchback.testing.Processes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Commands of the system, and what of it a test cannot do without. */
final class Shell {

    private Shell() {}

    /** Runs a command, which is to succeed. */
    static String run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (Processes.awaitEnd(process) != 0) {
            throw new IOException("%s: %s".formatted(List.of(command), said.strip()));
        }
        return said;
    }

    /** {@return whether a command succeeded} */
    static boolean succeeds(String... command) {
        try {
            run(command);
            return true;
        } catch (IOException failed) {
            return failed.getMessage() == null;
        }
    }

    /** Skips the test, and says why, where it would have to be root. */
    static void needsRoot() throws IOException {
        assumeThat(run("id", "-u").strip()).as("needs root").isEqualTo("0");
    }

    /** Skips the test, and says why, where a program is missing. */
    static void needs(String... programs) {
        for (String program : programs) {
            boolean there = Stream.of(System.getenv("PATH").split(":"))
                    .map(Path::of)
                    .anyMatch(folder -> Files.isExecutable(folder.resolve(program)));
            assumeThat(there).as("needs %s", program).isTrue();
        }
    }
}
