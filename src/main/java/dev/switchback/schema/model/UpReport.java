package dev.switchback.schema.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What came of applying migrations.
 *
 * @param where the database and the schema
 * @param applied those that were applied, in order
 * @param failure what failed, empty if nothing did
 * @param left how many are still pending
 */
public record UpReport(String where, List<Applied> applied, Optional<Failed> failure, int left) {

    /** Copies the list. */
    public UpReport {
        applied = List.copyOf(applied);
    }

    /**
     * A migration that was applied.
     *
     * @param title its version and name
     * @param duration how long its script took
     * @param down where its down comes from and what is known of it: {@code file, unverified}
     * @param kept what is kept of the rows that it dropped, a sentence each
     */
    public record Applied(String title, Duration duration, String down, List<String> kept) {

        /** Copies what is kept. */
        public Applied {
            kept = List.copyOf(kept);
        }
    }

    /**
     * A migration that was not.
     *
     * @param title its version and name
     * @param version its version
     * @param statement what failed, with file and line
     * @param error what the database said
     * @param left what is left of it, a sentence
     * @param next what to do now, a sentence
     */
    public record Failed(String title, String version, String statement, String error, String left, String next) {}
}
