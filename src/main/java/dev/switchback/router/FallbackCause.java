package dev.switchback.router;

import java.util.Locale;

/** How the new pipeline failed a request that legacy then answers; written in lower snake case. */
public enum FallbackCause {
    /** It threw. */
    THREW,
    /** It took too long. */
    TIMED_OUT,
    /** Its output says that it failed, or could not be judged. */
    BAD_OUTPUT;

    /** {@return the name in lower snake case} */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** {@return the cause that an exception stands for} */
    public static FallbackCause of(Throwable thrown) {
        return thrown instanceof NewPipelineFailedException failed ? failed.failure() : THREW;
    }
}
