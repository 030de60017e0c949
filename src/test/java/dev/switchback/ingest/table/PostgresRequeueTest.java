package dev.switchback.ingest.table;

import dev.switchback.ingest.queue.QueueStore;
import dev.switchback.testing.PostgresServer;

class PostgresRequeueTest extends RequeueContract {

    private final String url = PostgresServer.freshSchema();

    @Override
    QueueStore open() {
        return TableQueueStore.open("orders", url);
    }
}
