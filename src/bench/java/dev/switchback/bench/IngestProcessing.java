package dev.switchback.bench;

import dev.switchback.ingest.Ingestion;
import dev.switchback.ingest.IngestionBuilder;
import dev.switchback.ingest.queue.Claimed;
import dev.switchback.ingest.table.TableQueueStore;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** How fast a queue is processed. */
final class IngestProcessing implements AutoCloseable {

    private static final long LOOK_NANOS = 1_000_000; // seldom: to look takes time from what is measured
    private static final int BATCH = 500;

    private final String url;
    private final Ingestion ingestion;

    private IngestProcessing(String url, Ingestion ingestion) {
        this.url = url;
        this.ingestion = ingestion;
    }

    static IngestProcessing handler(String url, Path state) {
        return new IngestProcessing(url, base(url, state).handler(event -> {}).start());
    }

    static IngestProcessing batchHandler(String url, Path state) {
        return new IngestProcessing(
                url, base(url, state).batchHandler((events, connection) -> {}).start());
    }

    static IngestionBuilder base(String url, Path state) {
        return Ingestion.named(IngestServer.QUEUE).database(url).state(state).maxDepth(100_000_000);
    }

    /** {@return events a second, from the moment at which all are there} */
    double perSecond(int events) throws SQLException {
        long before = ingestion.counts().processed();
        IngestServer.fill(url, events); // it begins before this is over, at the commit
        long there = System.nanoTime();
        long done = ingestion.counts().processed() - before;
        ingestion.queue().poll();
        while (ingestion.counts().processed() - before < events) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return (events - done) * 1e9 / (System.nanoTime() - there);
    }

    /** {@return the same while somebody else holds a snapshot of before} */
    double perSecondBesideAnOldSnapshot(int events) throws SQLException {
        try (Connection old = DriverManager.getConnection(url);
                Statement statement = old.createStatement()) {
            old.setAutoCommit(false);
            statement.execute("set transaction isolation level repeatable read");
            statement.execute("select count(*) from event_queue");
            double perSecond = perSecond(events);
            old.rollback();
            return perSecond;
        }
    }

    /** {@return events a second that are claimed and finished by one thread, of a queue of so many} */
    static double ofQueue(String url, long queued, int rounds) throws SQLException {
        IngestServer.execute(url, "truncate event_queue");
        IngestServer.fill(url, queued);
        IngestServer.execute(url, "vacuum analyze event_queue");
        IngestServer.execute(url, "checkpoint"); // what was filled in is written out before, not meanwhile
        try (TableQueueStore store = TableQueueStore.open(IngestServer.QUEUE, url)) {
            long nanos = 0;
            long claimed = 0;
            for (int round = 0; round < rounds; round++) {
                long began = System.nanoTime();
                List<Claimed> batch = store.claim("bench", BATCH);
                store.finish(batch);
                if (round >= rounds / 3) {
                    nanos += System.nanoTime() - began;
                    claimed += batch.size();
                }
                IngestServer.fill(url, batch.size());
            }
            return claimed * 1e9 / nanos;
        }
    }

    @Override
    public void close() {
        ingestion.close();
    }
}
