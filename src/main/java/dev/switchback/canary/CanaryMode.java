package dev.switchback.canary;

import java.util.Locale;

/** When the other side runs; written in lower case. */
public enum CanaryMode {
    /** After the answer, on a thread of its own: the caller never waits. */
    DETACHED,
    /** After the served side, while the caller waits, at most the time-out. */
    SERIAL,
    /** Beside the served side; the caller waits for the later of the two, at most the time-out. */
    PARALLEL;

    /** {@return the name in lower case} */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
