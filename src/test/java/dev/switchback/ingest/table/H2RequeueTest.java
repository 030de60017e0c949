package dev.switchback.ingest.table;

import dev.switchback.ingest.queue.QueueStore;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class H2RequeueTest extends RequeueContract {

    @TempDir
    Path folder;

    @Override
    QueueStore open() {
        return TableQueueStore.open("orders", "jdbc:h2:file:" + folder.resolve("queue"));
    }
}
