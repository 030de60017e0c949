package dev.switchback.event;

import java.util.Locale;

/** How much an event wants a person, the least first; written in lower case. */
public enum Severity {
    /** For the record. */
    INFO,
    /** Somebody should look. */
    WARNING,
    /** Somebody must know now. */
    CRITICAL;

    /** {@return the name in lower case} */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
