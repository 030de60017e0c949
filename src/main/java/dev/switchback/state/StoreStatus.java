package dev.switchback.state;

import java.time.Instant;
import java.util.Optional;

/**
 * How the store is.
 *
 * @param kind {@code files}, {@code postgresql} or {@code memory}
 * @param where the directory, or whatever says where it is
 * @param unreadable why nothing in the store can be trusted, empty when it can
 * @param unwritable why no change can be made now, empty when it can
 * @param damage what was found damaged and survived, empty for nothing
 * @param undurable how many events wait in memory for the disk or the database to come back
 * @param lastRead when the store was last found to be as the snapshot says
 */
public record StoreStatus(
        String kind,
        String where,
        Optional<String> unreadable,
        Optional<String> unwritable,
        Optional<String> damage,
        int undurable,
        Instant lastRead) {

    /** The kind of a store in PostgreSQL. */
    public static final String POSTGRESQL = "postgresql";
}
