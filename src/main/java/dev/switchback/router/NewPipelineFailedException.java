package dev.switchback.router;

import dev.switchback.pipeline.MigrationException;
import java.time.Duration;

/** The new pipeline has failed without throwing: it took too long, or its output says that it failed. */
public final class NewPipelineFailedException extends MigrationException {

    private static final long serialVersionUID = 1L;

    private final FallbackCause failure;

    private NewPipelineFailedException(FallbackCause failure, String message) {
        super(message);
        this.failure = failure;
    }

    private NewPipelineFailedException(String message, Throwable cause) {
        super(message, cause);
        this.failure = FallbackCause.BAD_OUTPUT;
    }

    /** {@return how it has failed} */
    public FallbackCause failure() {
        return failure;
    }

    /** {@return the exception for a call that took too long} */
    public static NewPipelineFailedException timedOut(String migration, Duration limit) {
        return new NewPipelineFailedException(
                FallbackCause.TIMED_OUT,
                "new pipeline did not answer in %s (migration=%s). It was interrupted".formatted(limit, migration));
    }

    /** {@return the exception for an output that says it failed} */
    public static NewPipelineFailedException soft(String migration) {
        return new NewPipelineFailedException(
                FallbackCause.BAD_OUTPUT,
                "new pipeline gave an output that says it failed (migration=%s)".formatted(migration));
    }

    /** {@return the exception for an output that the check could not judge} */
    public static NewPipelineFailedException checkFailed(String migration, Throwable cause) {
        return new NewPipelineFailedException(
                "failedWhen threw for an output of the new pipeline (migration=%s). The output counts as failed"
                        .formatted(migration),
                cause);
    }
}
