package dev.switchback.schema.model;

import java.util.Locale;

/** Where a migration stands, as its files and the database together say. */
public enum Standing {
    /** The database has it, and its file is the one that was run. */
    APPLIED,
    /** There is a file, and the database does not have it. */
    PENDING,
    /** The database has it, and this checkout has no file of it. */
    PHANTOM,
    /** The database has it, and its file is another than the one that was run. */
    CHANGED,
    /** A statement failed, of its up or its down. */
    FAILED,
    /** Its process died while it ran. */
    INTERRUPTED,
    /** It runs now. */
    RUNNING;

    /** {@return the name in lower snake case} */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
