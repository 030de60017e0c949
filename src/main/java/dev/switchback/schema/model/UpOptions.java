package dev.switchback.schema.model;

import java.util.Optional;

/**
 * How to apply migrations.
 *
 * @param to the last version to apply, empty for all
 * @param onFailure what to do when a statement fails
 * @param generateDowns whether a down that nobody wrote is made from the catalog, instead of being an error
 * @param trash whether the rows that a migration drops are kept, for a generated down to put back; PostgreSQL only. Each
 *     script is run twice for it, the first time to see what it drops
 */
public record UpOptions(Optional<String> to, OnFailure onFailure, boolean generateDowns, boolean trash) {

    /** What to do when a statement fails. */
    public enum OnFailure {
        /** Leave what is left as it is, and say exactly what that is. */
        STOP,
        /** Run the down of what is left, and try the up once more. */
        DOWN
    }

    /** {@return all of them, stopping at the first failure} */
    public static UpOptions all() {
        return new UpOptions(Optional.empty(), OnFailure.STOP, false, false);
    }

    /** {@return the same up to a version} */
    public UpOptions to(String version) {
        return new UpOptions(Optional.of(version), onFailure, generateDowns, trash);
    }

    /** {@return the same with something else to do on failure} */
    public UpOptions onFailure(OnFailure other) {
        return new UpOptions(to, other, generateDowns, trash);
    }

    /** {@return the same, making downs that nobody wrote} */
    public UpOptions generatingDowns() {
        return new UpOptions(to, onFailure, true, trash);
    }

    /** {@return the same, keeping the rows that migrations drop} */
    public UpOptions keepingRows() {
        return new UpOptions(to, onFailure, generateDowns, true);
    }
}
