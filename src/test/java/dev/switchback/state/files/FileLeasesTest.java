package dev.switchback.state.files;

import dev.switchback.state.LeasesContract;
import dev.switchback.state.StateStore;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class FileLeasesTest extends LeasesContract {

    @TempDir
    Path parent;

    @Override
    protected StateStore openStore() {
        return FileStateStore.open(parent.resolve("state"));
    }
}
