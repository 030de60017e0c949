package dev.switchback.state.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.switchback.state.StateStoreException;
import dev.switchback.state.files.FileStateStore;
import dev.switchback.testing.Processes;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A directory that is mounted from elsewhere, as far as a process can tell. */
@Tag("faults")
class NetworkDiskTest {

    @TempDir
    Path folder;

    @Test
    void isRefused() throws Exception {
        Shell.needsRoot();
        Shell.needs("perl");
        assumeThat(Path.of("/dev/fuse")).as("needs FUSE").exists();
        Path point = Files.createDirectory(folder.resolve("mounted"));
        Process served = new ProcessBuilder("perl", script().toString(), "fuse.sshfs", point.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Thread atExit = new Thread(() -> end(served, point));
        Runtime.getRuntime().addShutdownHook(atExit);
        try (BufferedReader says =
                new BufferedReader(new InputStreamReader(served.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(says.readLine()).isEqualTo("ready");

            for (Path directory : new Path[] {point, point.resolve("state")}) {
                assertThatThrownBy(() -> FileStateStore.open(directory))
                        .isInstanceOf(StateStoreException.class)
                        .hasMessage(
                                "cannot open state: it is on a network file system, whose locks cannot be relied on (type=fuse.sshfs) (store=%s). Nothing was changed"
                                        .formatted(directory));
            }
        } finally {
            end(served, point);
            Runtime.getRuntime().removeShutdownHook(atExit);
        }
    }

    private Path script() throws IOException {
        try (InputStream text = NetworkDiskTest.class.getResourceAsStream("empty-directory.pl")) {
            Path script = folder.resolve("empty-directory.pl");
            Files.copy(Objects.requireNonNull(text), script);
            return script;
        }
    }

    private static void end(Process served, Path point) {
        Shell.succeeds("umount", "-l", point.toString());
        Processes.awaitEnd(served.destroyForcibly());
    }
}
