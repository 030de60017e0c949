package dev.switchback.bench;

import dev.switchback.ingest.Ingestion;
import dev.switchback.ingest.queue.NewEvent;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** How fast events are taken in, and how long a sender waits. */
final class IngestAccepting {

    private static final int CLIENTS = 16;
    private static final int IN_FLIGHT = 4_000;
    private static final long APART_NANOS = 15_000_000;
    private static final long LOOK_NANOS = 100_000;

    private IngestAccepting() {}

    /** One client, which hands events in until it is over. */
    private interface Client {
        void run(long until, AtomicLong acknowledged) throws SQLException;
    }

    /** {@return events a second that 16 threads hand in one after the other} */
    static double submitting(Ingestion ingestion, double seconds) throws InterruptedException {
        NewEvent event = NewEvent.of(IngestServer.payload());
        return clients(seconds, (until, acknowledged) -> {
            while (System.nanoTime() < until) {
                ingestion.queue().submit(event);
                acknowledged.incrementAndGet();
            }
        });
    }

    /** {@return rows a second that 16 connections insert and commit one after the other, into the same table} */
    static double inserting(String url, double seconds) throws InterruptedException {
        return clients(seconds, (until, acknowledged) -> {
            try (Connection connection = DriverManager.getConnection(url);
                    PreparedStatement insert = connection.prepareStatement(
                            "insert into event_queue (id, tenant, payload) values (?, 'default', ?::json)")) {
                while (System.nanoTime() < until) {
                    insert.setObject(1, UUID.randomUUID());
                    insert.setString(2, IngestServer.payload());
                    insert.executeUpdate();
                    acknowledged.incrementAndGet();
                }
            }
        });
    }

    private static double clients(double seconds, Client client) throws InterruptedException {
        AtomicLong acknowledged = new AtomicLong();
        long began = System.nanoTime();
        long until = began + (long) (seconds * 1e9);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            Thread thread = new Thread(() -> {
                try {
                    client.run(until, acknowledged);
                } catch (SQLException failed) {
                    throw new IllegalStateException(failed);
                }
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return acknowledged.get() * 1e9 / (System.nanoTime() - began);
    }

    /** {@return events a second that are acknowledged, as many as can be with thousands on their way} */
    static double many(Ingestion ingestion, int events) throws InterruptedException {
        NewEvent event = NewEvent.of(IngestServer.payload());
        Semaphore room = new Semaphore(IN_FLIGHT);
        AtomicLong failed = new AtomicLong();
        long began = System.nanoTime();
        for (int i = 0; i < events; i++) {
            room.acquire();
            var unused = ingestion.queue().submitAsync(event).whenComplete((receipt, refused) -> {
                if (refused != null) {
                    failed.incrementAndGet();
                }
                room.release();
            });
        }
        room.acquire(IN_FLIGHT);
        if (failed.get() > 0) {
            throw new IllegalStateException(failed.get() + " events were not acknowledged");
        }
        return events * 1e9 / (System.nanoTime() - began);
    }

    /** {@return how long a single sender waits for its receipt, in milliseconds, sorted} */
    static double[] waits(Ingestion ingestion, int events) {
        double[] millis = new double[events];
        for (int i = 0; i < events; i++) {
            LockSupport.parkNanos(APART_NANOS);
            long began = System.nanoTime();
            ingestion.queue().submit(NewEvent.of(IngestServer.payload()));
            millis[i] = (System.nanoTime() - began) / 1e6;
        }
        Arrays.sort(millis);
        return millis;
    }

    /** {@return how long it takes from handing an event in until it is among the events, in milliseconds, sorted} */
    static double[] waysThrough(Ingestion ingestion, int events) {
        double[] millis = new double[events];
        for (int i = 0; i < events; i++) {
            LockSupport.parkNanos(APART_NANOS);
            long before = ingestion.counts().processed();
            long began = System.nanoTime();
            ingestion.queue().submit(NewEvent.of(IngestServer.payload()));
            while (ingestion.counts().processed() == before) {
                LockSupport.parkNanos(LOOK_NANOS); // whoever spins takes a core from those who work
            }
            millis[i] = (System.nanoTime() - began) / 1e6;
        }
        Arrays.sort(millis);
        return millis;
    }
}
