package dev.switchback.state.lease;

import dev.switchback.pipeline.InvalidValueException;
import java.util.regex.Pattern;

/**
 * What a lease may be called; a name may become that of a file. Whatever a migration may be called is one, also with a
 * dot and a word behind it.
 */
public final class LeaseName {

    private static final Pattern RULE = Pattern.compile("[a-z0-9-][a-z0-9.-]{0,79}");

    private LeaseName() {}

    /**
     * Returns the name if it is one.
     *
     * @throws InvalidValueException if it is not
     */
    public static String checked(String name) {
        InvalidValueException.unless(
                name != null && RULE.matcher(name).matches(),
                "lease",
                "1 to 80 characters of a-z, 0-9, - and ., the first no .",
                name);
        return name;
    }
}
