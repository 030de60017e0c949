package dev.switchback.state;

import dev.switchback.pipeline.InvalidValueException;
import java.util.regex.Pattern;

/** The rule for the name of a migration: it is also the name of its document's file. */
public final class MigrationName {

    private static final Pattern RULE = Pattern.compile("[a-z0-9-]{1,64}");

    private MigrationName() {}

    /**
     * Returns the name if it is one.
     *
     * @throws InvalidValueException if it is not 1 to 64 of the characters a-z, 0-9 and -
     */
    public static String checked(String name) {
        InvalidValueException.unless(
                name != null && RULE.matcher(name).matches(),
                "migration",
                "1 to 64 characters of a-z, 0-9 and -",
                name);
        return name;
    }
}
