package dev.switchback.schema.model;

import dev.switchback.state.Attribution;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How to roll back.
 *
 * @param force whether to go over what may be forced: a down that nobody verified, a schema that would not be restored
 * @param manual whether a person confirmed it
 * @param dryRun whether only to look; then nothing changes, and events say so
 * @param trash whether rows that are dropped are kept in the schema {@code rollback_trash}
 * @param backup where the last backup is, if there is one
 * @param by who and why
 */
public record RollbackOptions(
        boolean force, boolean manual, boolean dryRun, boolean trash, Optional<Path> backup, Attribution by) {

    /** {@return the plain options} */
    public static RollbackOptions by(Attribution by) {
        return new RollbackOptions(false, false, false, false, Optional.empty(), by);
    }

    /** {@return the same, going over what may be forced} */
    public RollbackOptions forced() {
        return new RollbackOptions(true, manual, dryRun, trash, backup, by);
    }

    /** {@return the same, confirmed by a person} */
    public RollbackOptions confirmed() {
        return new RollbackOptions(force, true, dryRun, trash, backup, by);
    }

    /** {@return the same, only looking} */
    public RollbackOptions tryingOut() {
        return new RollbackOptions(force, manual, true, trash, backup, by);
    }

    /** {@return the same, keeping what is dropped} */
    public RollbackOptions keepingTrash() {
        return new RollbackOptions(force, manual, dryRun, true, backup, by);
    }

    /** {@return the same, with a backup} */
    public RollbackOptions backedUp(Path file) {
        return new RollbackOptions(force, manual, dryRun, trash, Optional.of(file), by);
    }
}
