package dev.switchback.schema.model;

import dev.switchback.pipeline.InvalidValueException;

/** Which migrations to roll back. */
public sealed interface Selection {

    /**
     * One, and no other.
     *
     * @param version its version
     */
    record Only(String version) implements Selection {}

    /**
     * All that were applied after one, which stays.
     *
     * @param version the one that stays
     */
    record After(String version) implements Selection {}

    /**
     * The last ones.
     *
     * @param count how many, from 1
     */
    record Last(int count) implements Selection {

        /** Checks the count. */
        public Last {
            InvalidValueException.unless(count >= 1, "last", "1 or more", count);
        }
    }

    /** All of them. */
    record All() implements Selection {}

    /** Those that this checkout does not have, or not as they were run. */
    record Phantoms() implements Selection {}
}
