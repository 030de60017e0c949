package dev.switchback.canary.replay;

import dev.switchback.canary.difference.Fingerprint;
import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.pipeline.MigrationException;

/** A sample cannot be exported or replayed; nothing was changed. */
public final class ReplayException extends MigrationException {

    private static final long serialVersionUID = 1L;

    private final Fingerprint fingerprint;

    private ReplayException(String message, Fingerprint fingerprint, Throwable cause) {
        super(message, cause);
        this.fingerprint = fingerprint;
    }

    /** {@return the exception for a kept sample that cannot be read} */
    public static ReplayException damagedSample(
            String migration, Fingerprint fingerprint, InvalidValueException damaged) {
        return new ReplayException(
                "cannot read sample: %s (migration=%s, fingerprint=%s). The next canary that finds this difference replaces it"
                        .formatted(damaged.getMessage(), migration, fingerprint),
                fingerprint,
                damaged);
    }

    /** {@return the class of differences whose sample it is} */
    public Fingerprint fingerprint() {
        return fingerprint;
    }
}
