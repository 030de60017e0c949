package dev.switchback.schema.track;

import java.util.Locale;

/** Where a migration stands that the database knows of; one it does not know of is pending. */
public enum MigrationState {
    /** Its up is running, or was when its process died. */
    APPLYING,
    /** Its up ran to its end. */
    APPLIED,
    /** Its down is running, or was when its process died. */
    ROLLING_BACK,
    /** One of its statements failed; what ran before it stays only if each runs for itself. */
    FAILED;

    /** {@return the name in lower snake case} */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
