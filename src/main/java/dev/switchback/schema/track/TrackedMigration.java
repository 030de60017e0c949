package dev.switchback.schema.track;

import dev.switchback.schema.sql.TransactionMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A migration as the database knows it, whatever files there are.
 *
 * @param version its version, as it was written
 * @param name what it does, in the words of its file
 * @param up the script that was run
 * @param down the script that takes it back, empty if none is known
 * @param origin by whom and from where it was applied
 * @param run how far it came
 * @param schema what the schema was before and after it
 */
public record TrackedMigration(
        String version, String name, Up up, Optional<Down> down, Origin origin, Run run, SchemaLook schema) {

    /**
     * The script that was run.
     *
     * @param sql its text, empty for one that was applied before the table kept it
     * @param checksum its SHA-256 in hexadecimal
     * @param mode how its statements ran
     */
    public record Up(String sql, String checksum, TransactionMode mode) {}

    /**
     * The script that takes the migration back.
     *
     * @param sql its text
     * @param origin where it comes from
     * @param verdict what became of trying it on a clone, such as {@code identical}; {@code unverified} if nobody did
     */
    public record Down(String sql, DownOrigin origin, String verdict) {

        /** The verdict of a down that nobody has tried. */
        public static final String UNVERIFIED = "unverified";

        /** {@return whether it was seen to restore the schema, the order of columns aside} */
        public boolean isVerified() {
            return verdict.equals("identical") || verdict.equals("equivalent");
        }
    }

    /**
     * By whom and from where it was applied.
     *
     * @param branch the branch of the checkout, {@code unknown} outside of one, {@code detached} on none
     * @param commit the commit of the checkout, {@code unknown} outside of one
     * @param by who ran it
     * @param server the version of the database
     */
    public record Origin(String branch, String commit, String by, String server) {

        /** What is said of a checkout that is none. */
        public static final String UNKNOWN = "unknown";
    }

    /**
     * How far it came.
     *
     * @param state where it stands
     * @param order the how-manieth it was to be applied, from 1; what is rolled back goes in the reverse order
     * @param batch which run of {@code up} applied it, from 1
     * @param appliedAt when it was applied, or begun
     * @param duration how long it took, zero while it is not applied
     * @param done how many statements of the script that runs now are done, if each runs for itself
     * @param started whether the next statement was begun, and nobody knows whether it ended
     * @param failure what failed, empty if nothing did
     */
    public record Run(
            MigrationState state,
            long order,
            long batch,
            Instant appliedAt,
            Duration duration,
            int done,
            boolean started,
            Optional<Failure> failure) {}

    /**
     * What failed.
     *
     * @param direction {@code up} or {@code down}
     * @param statement the statement, as its file and line and its beginning
     * @param error what the database said
     */
    public record Failure(String direction, String statement, String error) {}

    /**
     * What the schema was.
     *
     * @param before its hash before the up, empty if nobody looked
     * @param after its hash after the up, likewise, whatever the order of columns
     * @param snapshot what was there before the up of all that it touched, as packed JSON; all of the schema while the
     *     up of a script without a transaction has not ended
     * @param touched the objects that the up made, dropped or changed
     */
    public record SchemaLook(
            Optional<String> before, Optional<String> after, Optional<String> snapshot, List<String> touched) {

        /** Nobody looked. */
        public static final SchemaLook UNKNOWN =
                new SchemaLook(Optional.empty(), Optional.empty(), Optional.empty(), List.of());

        /** Copies the list. */
        public SchemaLook {
            touched = List.copyOf(touched);
        }
    }

    /** {@return version and name, as files call it} */
    public String title() {
        return name.isEmpty() ? version : "%s_%s".formatted(version, name);
    }

    /** {@return where it stands} */
    public MigrationState state() {
        return run.state();
    }

    /** {@return whether what it changed is neither all there nor all taken back, and only its down may go on} */
    public boolean isHalfDown() {
        return isOnItsWayDown() && (isWithinScript() || isUpUnended());
    }

    /** {@return whether its down was begun and did not end} */
    public boolean isOnItsWayDown() {
        return run.state() == MigrationState.ROLLING_BACK
                || run.failure()
                        .map(failure -> failure.direction().equals("down"))
                        .orElse(false);
    }

    /** {@return whether statements of the script that ran last are in effect, by their number in it} */
    public boolean isWithinScript() {
        return run.state() != MigrationState.APPLIED && (run.done() > 0 || run.started());
    }

    /** {@return whether its up, of which each statement runs for itself, has not come to its end} */
    public boolean isUpUnended() {
        return up.mode() == TransactionMode.STATEMENTS
                && schema.snapshot().isPresent()
                && schema.after().isEmpty();
    }

    /** {@return whether it was interrupted or failed before any of its statements took effect for good} */
    public boolean leftNothing() {
        boolean up = run.state() == MigrationState.APPLYING
                || run.failure()
                        .map(failure -> failure.direction().equals("up"))
                        .orElse(false);
        return up && (up().mode() == TransactionMode.SINGLE || (run.done() == 0 && !run.started()));
    }
}
