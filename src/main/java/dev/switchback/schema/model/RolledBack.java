package dev.switchback.schema.model;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What came of rolling migrations back.
 *
 * @param where the database and the schema
 * @param done those that were rolled back, in order
 * @param failed those that were not, each with why; for phantoms there may be several, otherwise the first one ends it
 */
public record RolledBack(String where, List<One> done, List<NotDone> failed) {

    /** Copies the lists. */
    public RolledBack {
        done = List.copyOf(done);
        failed = List.copyOf(failed);
    }

    /**
     * What the schema is now, beside what it was before the migration.
     */
    public enum Verdict {
        /** The same. */
        IDENTICAL,
        /** The same, but for the order of columns. */
        EQUIVALENT,
        /** Not the same; what differs is listed. */
        DIFFERENT,
        /** Nobody can tell: what it was before is not known, or later migrations are still applied. */
        UNKNOWN;

        /** {@return the name in lower snake case} */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A migration that was rolled back.
     *
     * @param version its version
     * @param title its version and name
     * @param duration how long its down took, with what was looked at
     * @param schema what the schema is now, beside what it was before the migration
     * @param differences what differs, and which own checks failed, a line each
     * @param checks what else was done and checked, a sentence each
     */
    public record One(
            String version,
            String title,
            Duration duration,
            Verdict schema,
            List<String> differences,
            List<String> checks) {

        /** Copies the lists. */
        public One {
            differences = List.copyOf(differences);
            checks = List.copyOf(checks);
        }

        /** {@return whether the schema was seen to be what it was before, the order of columns aside, and no check failed} */
        public boolean isAsBefore() {
            return (schema == Verdict.IDENTICAL || schema == Verdict.EQUIVALENT) && differences.isEmpty();
        }
    }

    /**
     * A migration that was not rolled back.
     *
     * @param version its version
     * @param title its version and name
     * @param why a sentence
     * @param statement the statement that failed, with its place, if it was one
     * @param next what to do now, a sentence
     */
    public record NotDone(String version, String title, String why, Optional<String> statement, String next) {}

    /** {@return whether all of them were} */
    public boolean isComplete() {
        return failed.isEmpty();
    }
}
