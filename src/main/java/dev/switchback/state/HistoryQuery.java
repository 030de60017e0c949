package dev.switchback.state;

import dev.switchback.pipeline.InvalidValueException;
import java.time.Instant;
import java.util.Optional;

/**
 * Which part of the history is asked for: the newest entries that fit, newest first.
 *
 * @param limit at most how many, from 1 to 100 000
 * @param since only entries at or after this instant
 * @param type only entries of this type; with a type named, observations are found too
 * @param migration only entries of this migration
 */
public record HistoryQuery(int limit, Optional<Instant> since, Optional<String> type, Optional<String> migration) {

    private static final int MOST = 100_000;

    public HistoryQuery {
        InvalidValueException.unless(limit >= 1 && limit <= MOST, "limit", "from 1 to 100000", limit);
    }

    /** {@return the query for the newest entries} */
    public static HistoryQuery newest(int limit) {
        return new HistoryQuery(limit, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** {@return this query, for entries at or after an instant} */
    public HistoryQuery since(Instant earliest) {
        return new HistoryQuery(limit, Optional.of(earliest), type, migration);
    }

    /** {@return this query, for entries of one type} */
    public HistoryQuery ofType(String only) {
        return new HistoryQuery(limit, since, Optional.of(only), migration);
    }

    /** {@return this query, for entries of one migration} */
    public HistoryQuery of(String only) {
        return new HistoryQuery(limit, since, type, Optional.of(only));
    }

    /** {@return whether an entry fits, its place in the order apart} */
    public boolean matches(HistoryEntry entry) {
        return (type.isPresent()
                        ? type.get().equals(entry.type())
                        : !entry.data().containsKey("observation"))
                && (since.isEmpty() || !entry.at().isBefore(since.get()))
                && (migration.isEmpty() || migration.get().equals(entry.migration()));
    }
}
