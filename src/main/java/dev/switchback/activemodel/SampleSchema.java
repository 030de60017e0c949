package dev.switchback.activemodel;

import dev.switchback.jdbc.DatabaseSource;

/** The schema that comes with the library: a workshop that rents and repairs bicycles, in fourteen tables. */
public final class SampleSchema {

    private static final String PLACE = "dev/switchback/activemodel/sample-schema.sql";

    private SampleSchema() {}

    /** {@return where to read it from; each opening builds it afresh in memory} */
    public static DatabaseSource source() {
        return DatabaseSource.ofResource(PLACE);
    }
}
