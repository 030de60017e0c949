package dev.switchback.router;

import dev.switchback.pipeline.MigrationException;

/** A call that was to be forced onto the new pipeline may not run now; nothing has run. */
public final class ForcedCallRefusedException extends MigrationException {

    private static final long serialVersionUID = 1L;

    private ForcedCallRefusedException(String message) {
        super(message);
    }

    /** {@return the exception for a migration that is held on legacy} */
    public static ForcedCallRefusedException rolledBack(String migration, String state) {
        return new ForcedCallRefusedException(
                "cannot force the new pipeline: the migration is held on legacy (migration=%s, state=%s). Run `switchback rollback clear` first"
                        .formatted(migration, state));
    }

    /** {@return the exception for a breaker that gives no permit} */
    public static ForcedCallRefusedException breakerOpen(String migration) {
        return new ForcedCallRefusedException(
                "cannot force the new pipeline: the breaker gives no permit (migration=%s). Wait for its next probe, or bypass it"
                        .formatted(migration));
    }
}
