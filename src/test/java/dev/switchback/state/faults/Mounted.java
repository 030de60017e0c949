package dev.switchback.state.faults;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A mount that is taken away again whatever happens, also when the driver itself is stopped. */
final class Mounted implements AutoCloseable {

    private final List<String> mount;
    private final Path point;
    private final Thread atExit = new Thread(this::unmount);

    private Mounted(List<String> mount, Path point) {
        this.mount = mount;
        this.point = point;
    }

    /** Mounts; a machine that cannot do that skips the test. */
    static Mounted of(Path point, String... options) throws IOException {
        Shell.needsRoot();
        Files.createDirectories(point);
        List<String> mount = new ArrayList<>(List.of("mount"));
        mount.addAll(List.of(options));
        mount.add(point.toString());
        Mounted mounted = new Mounted(mount, point);
        Runtime.getRuntime().addShutdownHook(mounted.atExit);
        assumeThat(Shell.succeeds(mount.toArray(String[]::new)))
                .as("needs %s", mount)
                .isTrue();
        return mounted;
    }

    /** Mounts a directory onto itself. */
    static Mounted onItself(Path point) throws IOException {
        return of(point, "--bind", point.toString());
    }

    /** Mounts a file that holds a file system. */
    static Mounted image(Path image, Path point) throws IOException {
        return of(point, "-o", "loop", image.toString());
    }

    Path point() {
        return point;
    }

    /** Changes its options. */
    void remount(String options) throws IOException {
        Shell.run("mount", "-o", "remount," + options, point.toString());
    }

    /** Takes it away and brings it back, as a machine does that starts again. */
    void again() throws IOException {
        unmount();
        Shell.run(mount.toArray(String[]::new));
    }

    private void unmount() {
        for (int attempt = 0; attempt < 50; attempt++) {
            if (Shell.succeeds("umount", point.toString())) {
                return;
            }
            Pause.nanos(20_000_000); // a process that was just killed may hold it for a moment
            if (!Shell.succeeds("mountpoint", "-q", point.toString())) {
                return;
            }
        }
        Shell.succeeds("umount", "-l", point.toString());
    }

    @Override
    public void close() {
        unmount();
        Runtime.getRuntime().removeShutdownHook(atExit);
    }
}
