package dev.switchback.schema.model;

import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.schema.track.SchemaLock;
import dev.switchback.schema.track.TrackingTable;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * What all work on a schema shares.
 *
 * @param database what events call the database: {@code primary}
 * @param table the table that tracks migrations
 * @param lockTimeout how long to ask for the lock when another process has it
 * @param origin the branch and the commit of the checkout, and who runs it
 * @param clock what tells the time
 * @param pausing what waits between two questions for the lock
 */
public record SchemaSettings(
        String database, String table, Duration lockTimeout, Checkout origin, Clock clock, SchemaLock.Pausing pausing) {

    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(30);

    /** Checks the time. */
    public SchemaSettings {
        InvalidValueException.unless(
                !lockTimeout.isNegative() && lockTimeout.compareTo(LONGEST) <= 0,
                "lock-timeout",
                "0s to %s".formatted(LONGEST),
                lockTimeout);
    }

    /** {@return the usual settings for a checkout} */
    public static SchemaSettings of(Checkout origin) {
        return new SchemaSettings(
                "primary",
                TrackingTable.NAME,
                LOCK_TIMEOUT,
                origin,
                Clock.systemUTC(),
                time -> LockSupport.parkNanos(time.toNanos()));
    }

    /** {@return the same with another name of the database} */
    public SchemaSettings database(String name) {
        return new SchemaSettings(name, table, lockTimeout, origin, clock, pausing);
    }

    /** {@return the same with another table} */
    public SchemaSettings table(String name) {
        return new SchemaSettings(database, name, lockTimeout, origin, clock, pausing);
    }

    /** {@return the same with another patience} */
    public SchemaSettings lockTimeout(Duration time) {
        return new SchemaSettings(database, table, time, origin, clock, pausing);
    }

    /** {@return the same with another clock} */
    public SchemaSettings clock(Clock other) {
        return new SchemaSettings(database, table, lockTimeout, origin, other, pausing);
    }
}
