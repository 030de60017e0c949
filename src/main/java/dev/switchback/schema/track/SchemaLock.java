package dev.switchback.schema.track;

import dev.switchback.schema.sql.Dialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The right to change a schema by migrations: one process has it at a time, and loses it when it dies.
 *
 * <p>Whoever waits asks again and again. To wait inside of the database would hold a snapshot open there, for which
 * {@code CREATE INDEX CONCURRENTLY} of the holder would wait in turn.
 */
public final class SchemaLock implements AutoCloseable {

    private static final String WORK = " work";
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Held held;

    private SchemaLock(Held held) {
        this.held = held;
    }

    /** Waits a little; returns early when the thread is interrupted. */
    @FunctionalInterface
    public interface Pausing {
        void pause(Duration time);
    }

    /** What is held. */
    interface Held extends AutoCloseable {
        @Override
        void close() throws SQLException;
    }

    /** How one kind of database locks. */
    interface Way {

        /** {@return what is held, empty if somebody else holds it} */
        Optional<Held> tryLock() throws SQLException;

        /** {@return who holds it, as far as the database tells} */
        String holder() throws SQLException;
    }

    /**
     * Takes the lock of a table of migrations.
     *
     * @param wait how long to ask for it, zero for once
     * @throws TrackingException if somebody else has it all the time, or the thread was interrupted
     * @throws SQLException if the database cannot be asked
     */
    public static SchemaLock acquire(SchemaTarget target, String table, Duration wait, Clock clock, Pausing pausing)
            throws SQLException {
        Way way = way(target, table);
        Instant end = clock.instant().plus(wait);
        while (true) {
            Optional<Held> held = way.tryLock();
            if (held.isPresent()) {
                return new SchemaLock(held.get());
            }
            if (!clock.instant().isBefore(end) || Thread.currentThread().isInterrupted()) {
                throw TrackingException.locked(target.title(), way.holder());
            }
            pausing.pause(PAUSE);
        }
    }

    /**
     * Waits until nothing of a process that died runs in the database any more, and sees to it that the same can be asked
     * of this connection. PostgreSQL goes on with the statement of a client that is gone; other databases do not.
     *
     * @param connection what the work will be done on
     * @return what gives it back
     * @throws TrackingException if something runs all the time
     */
    public static SchemaLock guard(
            SchemaTarget target, Connection connection, String table, Duration wait, Clock clock, Pausing pausing)
            throws SQLException {
        if (target.dialect() != Dialect.POSTGRESQL) {
            return new SchemaLock(() -> {});
        }
        Instant end = clock.instant().plus(wait);
        while (!AdvisoryLock.tryLock(connection, table + WORK)) {
            if (!clock.instant().isBefore(end) || Thread.currentThread().isInterrupted()) {
                throw TrackingException.locked(target.title(), new AdvisoryLock(target, table + WORK).holder());
            }
            pausing.pause(PAUSE);
        }
        return new SchemaLock(() -> AdvisoryLock.unlock(connection, table + WORK));
    }

    /**
     * Returns whether somebody holds the lock now: whether what runs according to the table really runs.
     *
     * @throws SQLException if the database cannot be asked
     */
    public static boolean isHeld(SchemaTarget target, String table) throws SQLException {
        return isHeld(way(target, table))
                || (target.dialect() == Dialect.POSTGRESQL && isHeld(new AdvisoryLock(target, table + WORK)));
    }

    private static boolean isHeld(Way way) throws SQLException {
        Optional<Held> held = way.tryLock();
        if (held.isPresent()) {
            held.get().close();
        }
        return held.isEmpty();
    }

    private static Way way(SchemaTarget target, String table) {
        return switch (target.dialect()) {
            case POSTGRESQL -> new AdvisoryLock(target, table);
            case H2 -> new RowLock(target, table);
            case SQLITE -> new FileLocked(target);
        };
    }

    /** Gives the lock back; idempotent. */
    @Override
    public void close() throws SQLException {
        held.close();
    }
}
