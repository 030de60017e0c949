package dev.switchback.canary;

import dev.switchback.canary.difference.Comparison;
import java.util.Locale;

/** How one canary ended; written in lower case. */
public enum CanaryResult {
    /** Both sides gave the same answer. */
    MATCH,
    /** The answers differ only where legacy differs from itself. */
    NOISE,
    /** The answers differ only in what somebody has said to ignore. */
    IGNORED,
    /** The answers differ in nothing that matters. */
    COSMETIC,
    /** The answers differ, or one side threw and the other did not. */
    CRITICAL,
    /** The comparator threw: nobody knows whether the answers differ. */
    ERROR,
    /** The other side was not asked, because there was no room for one more run. */
    DROPPED,
    /** The other side or the comparator did not end in time. */
    TIMEOUT;

    static CanaryResult of(Comparison.Result result) {
        return switch (result) {
            case MATCH -> MATCH;
            case NOISE -> NOISE;
            case IGNORED -> IGNORED;
            case COSMETIC -> COSMETIC;
            case CRITICAL -> CRITICAL;
        };
    }

    /** {@return the name in lower case} */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
