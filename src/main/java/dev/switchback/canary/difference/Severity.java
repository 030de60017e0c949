package dev.switchback.canary.difference;

import java.util.Locale;

/** How much a difference matters, from least to most; written in lower case. */
public enum Severity {
    /** Cosmetic: nobody would notice, except by reading the output. */
    INFO,
    /** Worth a look; the output itself is right. */
    WARNING,
    /** The output is not the same. */
    CRITICAL;

    /** {@return the name in lower case} */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
