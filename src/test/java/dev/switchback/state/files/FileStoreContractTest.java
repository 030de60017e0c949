package dev.switchback.state.files;

import dev.switchback.state.DurableStateStore;
import dev.switchback.state.StateStoreContract;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;

class FileStoreContractTest extends StateStoreContract {

    @TempDir
    Path parent;

    @Override
    protected DurableStateStore openStore() {
        return open("state");
    }

    @Override
    protected DurableStateStore openAnother() {
        return open("another");
    }

    private DurableStateStore open(String directory) {
        return FileStateStore.builder(parent.resolve(directory))
                .clock(clock)
                .node("test")
                .pollEvery(Duration.ZERO)
                .segmentBytes(8_192)
                .open();
    }
}
