package dev.switchback;

import dev.switchback.state.StoreStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What the sentence says of the store. */
final class StoreWords {

    private static final long LONG_AWAY_MILLIS = 5_000;

    private StoreWords() {}

    /** {@return since when a database has been away, empty if it answers, or if its absence is all there is to say} */
    static String away(MigrationStatus.Store store, Instant now) {
        boolean away = isDatabase(store) && store.readable() && !store.writable();
        if (!away || store.ageMillis() <= LONG_AWAY_MILLIS) {
            return "";
        }
        return ("; the database has not answered for %d s, since %s: this is what was last known,"
                        + " and an emergency rollback still works in each process")
                .formatted(
                        store.ageMillis() / 1_000,
                        now.minusMillis(store.ageMillis()).truncatedTo(ChronoUnit.SECONDS));
    }

    /** {@return where to look when something cannot be recorded} */
    static String place(MigrationStatus.Store store) {
        return (isDatabase(store) ? "the database " : "the disk under ") + store.where();
    }

    private static boolean isDatabase(MigrationStatus.Store store) {
        return store.kind().equals(StoreStatus.POSTGRESQL);
    }
}
