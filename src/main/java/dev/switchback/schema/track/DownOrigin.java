package dev.switchback.schema.track;

import java.util.Locale;

/** Where the down of a migration comes from. */
public enum DownOrigin {
    /** Its author wrote it. */
    FILE,
    /** It was made from the catalog of the database. */
    GENERATED;

    /** {@return the name in lower snake case} */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
