package dev.switchback.state;

import dev.switchback.pipeline.InvalidValueException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a node may be called; a name may become that of a file. It may begin as the name of a migration does. */
public final class NodeName {

    private static final Pattern RULE = Pattern.compile("[A-Za-z0-9-][A-Za-z0-9._-]{0,189}");

    private NodeName() {}

    /** {@return whether it is a name} */
    public static boolean isName(@Nullable String node) {
        return node != null && RULE.matcher(node).matches();
    }

    /**
     * Returns the name if it is one.
     *
     * @throws InvalidValueException if it is not
     */
    public static String checked(@Nullable String node) {
        InvalidValueException.unless(
                isName(node),
                "node",
                "1 to 190 letters, digits, dots, dashes and underscores, the first no dot or underscore",
                node);
        return String.valueOf(node);
    }
}
