package dev.switchback.runbook;

import java.util.Arrays;
import java.util.Locale;

/** What is wrong with the application that the commands of a block are run against; the word behind its fence. */
enum Condition {
    HEALTHY,
    BREAKER_OPEN,
    BREAKER_MENDED,
    ERRORS,
    BOTH_FAILING,
    ROLLED_BACK,
    ROLLBACK_FAILED,
    ROLLBACK_MENDED,
    CRITICAL_DIFFERENCES,
    COSMETIC_DIFFERENCES,
    SLOW,
    OVERRIDDEN,
    OVERRIDE_EXPIRING,
    DISAGREEING,
    SCHEMA_HEALTHY,
    SCHEMA_FAILED,
    SCHEMA_MENDED,
    SCHEMA_PHANTOM,
    SCHEMA_DOWN_FAILED,
    SCHEMA_DOWN_MENDED,
    QUEUE_HELD,
    QUEUE_FLOODED,
    QUEUE_IDLE,
    QUEUE_FAILING,
    QUEUE_STUCK,
    QUEUE_DEAD,
    QUEUE_DEAD_MENDED;

    static Condition parse(String word) {
        return Arrays.stream(values())
                .filter(condition -> condition
                        .name()
                        .toLowerCase(Locale.ROOT)
                        .replace('_', '-')
                        .equals(word))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no condition is called " + word));
    }

    boolean isOfDifferences() {
        return name().endsWith("DIFFERENCES");
    }

    boolean isOfSchema() {
        return name().startsWith("SCHEMA");
    }

    boolean isOfQueue() {
        return name().startsWith("QUEUE");
    }
}
