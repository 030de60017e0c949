package dev.switchback.schema;

import dev.switchback.state.Attribution;
import dev.switchback.state.HistoryEntry;
import dev.switchback.state.HistoryQuery;
import dev.switchback.state.StateChange;
import dev.switchback.state.StateStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One migration that was to be taken back, as the history keeps it beside the rollback that it was a part of: once it is
 * taken back, the table of migrations does not know of it any more.
 *
 * <p>Kept as an observation of the type {@code SCHEMA_ROLLBACK_EXECUTED} or {@code SCHEMA_ROLLBACK_FAILED}, which the
 * history shows where its type is asked for.
 *
 * @param where the database, without credentials, and the schema
 * @param version its version
 * @param title its version and name
 * @param branch the branch that it was applied from, {@code unknown} or {@code detached} where there was none
 * @param success whether it was taken back
 * @param took how long that took, or how long it was tried
 */
public record RecordedAttempt(
        String where, String version, String title, String branch, boolean success, Duration took) {

    private static final String EXECUTED = "SCHEMA_ROLLBACK_EXECUTED";
    private static final String FAILED = "SCHEMA_ROLLBACK_FAILED";
    private static final int MOST = 100_000;

    /**
     * An attempt, and when it was recorded.
     *
     * @param at by the clock of whoever recorded it
     */
    public record Told(Instant at, RecordedAttempt attempt) {}

    /**
     * Returns what the history of a migration keeps, oldest first, at most the newest 100 000 that worked and as many that
     * failed. Reads the disk.
     *
     * @param since from when on, empty for all of it
     * @throws dev.switchback.state.StateStoreException if the history cannot be read
     */
    public static List<Told> of(StateStore store, String migration, Optional<Instant> since) {
        List<HistoryEntry> entries = new ArrayList<>();
        for (String type : List.of(EXECUTED, FAILED)) {
            HistoryQuery query = HistoryQuery.newest(MOST).of(migration).ofType(type);
            entries.addAll(store.history(since.map(query::since).orElse(query)));
        }
        return entries.stream()
                .sorted((one, two) -> Long.compare(one.sequence(), two.sequence()))
                .map(entry -> new Told(entry.at(), of(entry)))
                .toList();
    }

    private static RecordedAttempt of(HistoryEntry entry) {
        Long took = entry.rollbackTimeMs();
        return new RecordedAttempt(
                text(entry, "where"),
                text(entry, "version"),
                text(entry, "title"),
                text(entry, "branch"),
                entry.success(),
                Duration.ofMillis(took == null ? 0 : took));
    }

    private static String text(HistoryEntry entry, String name) {
        return entry.data().getOrDefault(name, "unknown").toString();
    }

    StateChange change(String migration, String target, Attribution by) {
        return StateChange.of(migration, success ? EXECUTED : FAILED, by)
                .observation()
                .rollback(target, null)
                .ended(success, List.of(), List.of(), took)
                .data("where", where)
                .data("version", version)
                .data("title", title)
                .data("branch", branch)
                .build();
    }
}
