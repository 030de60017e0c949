package dev.switchback.bench;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/** What others do with the same rows: a library, and loops as one would write them by hand. */
final class IngestRivals {

    private static final int WORKERS = 2;
    private static final int BATCH = 500;
    private static final int THREADS = 20;
    private static final String MOVED = "id, tenant, idempotency_key, ordering_key, payload, attempts, ";
    private static final String INTO = "insert into events (%saccepted_at) ".formatted(MOVED);

    private IngestRivals() {}

    /** One worker's turn; how many events it has processed. */
    private interface Turn {
        int run(Connection connection) throws SQLException;
    }

    /** {@return events a second by two loops that lease a batch and finish it in a transaction of its own} */
    static double leasing(String url, int events) throws Exception {
        return loops(url, events, IngestRivals::lease);
    }

    /** {@return events a second by two loops that do all in one transaction} */
    static double inOneTransaction(String url, int events) throws Exception {
        return loops(url, events, IngestRivals::lock);
    }

    private static double loops(String url, int events, Turn turn) throws Exception {
        IngestServer.fill(url, events);
        AtomicLong left = new AtomicLong(events);
        List<Thread> threads = new ArrayList<>();
        List<Throwable> failures = new ArrayList<>();
        long began = System.nanoTime();
        for (int i = 0; i < WORKERS; i++) {
            Thread thread = new Thread(() -> {
                try (Connection connection = DriverManager.getConnection(url)) {
                    connection.setAutoCommit(false);
                    while (left.get() > 0) {
                        left.addAndGet(-turn.run(connection));
                    }
                } catch (SQLException failed) {
                    failures.add(failed);
                }
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        if (!failures.isEmpty()) {
            throw new IllegalStateException(failures.get(0));
        }
        return events * 1e9 / (System.nanoTime() - began);
    }

    private static int lease(Connection connection) throws SQLException {
        String claim =
                """
                with due as materialized (select seq from event_queue where status = 'pending'
                    and next_attempt_at <= clock_timestamp() order by next_attempt_at, seq limit ? for update skip locked)
                update event_queue set status = 'processing', owner = 'me', token = ?, claimed_at = clock_timestamp(),
                    lease_until = clock_timestamp() + interval '30 seconds', attempts = event_queue.attempts + 1
                where seq = any (array(select seq from due))
                returning seq, id, tenant, ordering_key, payload, attempts, inserted_at""";
        List<Long> seqs = seqs(connection, claim, 7L);
        connection.commit();
        move(connection, seqs, "and token = 7 and status = 'processing'");
        return seqs.size();
    }

    private static int lock(Connection connection) throws SQLException {
        String lock =
                """
                select seq, id, tenant, ordering_key, payload, attempts, inserted_at from event_queue
                where status = 'pending' and next_attempt_at <= clock_timestamp()
                order by next_attempt_at, seq limit ? for update skip locked""";
        List<Long> seqs = seqs(connection, lock, null);
        move(connection, seqs, "");
        return seqs.size();
    }

    private static List<Long> seqs(Connection connection, String sql, Long token) throws SQLException {
        List<Long> seqs = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, BATCH);
            if (token != null) {
                statement.setLong(2, token);
            }
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    seqs.add(row.getLong(1));
                    if (row.getObject(2, UUID.class) == null || row.getString(5).isEmpty()) {
                        throw new IllegalStateException("nothing to handle");
                    }
                }
            }
        }
        return seqs;
    }

    private static void move(Connection connection, List<Long> seqs, String condition) throws SQLException {
        String move = "with done as (delete from event_queue where seq = any (?) %s returning %sinserted_at) %sselect * from done"
                .formatted(condition, MOVED, INTO);
        try (PreparedStatement statement = connection.prepareStatement(move)) {
            statement.setArray(1, connection.createArrayOf("bigint", seqs.toArray()));
            statement.executeUpdate();
        }
        connection.commit();
    }

    /** {@return executions a second by db-scheduler, which locks and fetches and has twenty threads, with our insert} */
    static double dbScheduler(String url, int events) throws Exception {
        fillScheduler(url, events);
        CountDownLatch left = new CountDownLatch(events);
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(THREADS + 5);
        try (HikariDataSource pool = new HikariDataSource(config)) {
            OneTimeTask<Void> task = Tasks.oneTime("bench").execute((instance, context) -> {
                insert(pool, instance.getId());
                left.countDown();
            });
            Scheduler scheduler = Scheduler.create(pool, task)
                    .threads(THREADS)
                    .pollingInterval(Duration.ofMillis(100))
                    .pollUsingLockAndFetch(1.0, 4.0)
                    .build();
            long began = System.nanoTime();
            scheduler.start();
            left.await();
            double perSecond = events * 1e9 / (System.nanoTime() - began);
            scheduler.stop();
            return perSecond;
        }
    }

    private static void insert(HikariDataSource pool, String id) {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(
                        "insert into events (id, tenant, payload, attempts, accepted_at) values (?, 'default', ?::json, 1, now())")) {
            statement.setObject(1, UUID.fromString(id));
            statement.setString(2, IngestServer.payload());
            statement.executeUpdate();
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static void fillScheduler(String url, int events) throws SQLException {
        IngestServer.execute(
                url,
                """
                drop table if exists scheduled_tasks;
                create table scheduled_tasks (task_name text not null, task_instance text not null, task_data bytea,
                    execution_time timestamp with time zone not null, picked boolean not null, picked_by text,
                    last_success timestamp with time zone, last_failure timestamp with time zone,
                    consecutive_failures int, last_heartbeat timestamp with time zone, version bigint not null,
                    priority smallint, primary key (task_name, task_instance));
                create index execution_time_idx on scheduled_tasks (execution_time);
                create index last_heartbeat_idx on scheduled_tasks (last_heartbeat);
                insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version)
                    select 'bench', uuidv7()::text, now() - interval '1 second', false, 1
                    from generate_series(1, %d);
                analyze scheduled_tasks"""
                        .formatted(events));
    }
}
