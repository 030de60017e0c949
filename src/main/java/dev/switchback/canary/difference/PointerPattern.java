package dev.switchback.canary.difference;

import dev.switchback.pipeline.InvalidValueException;
import java.util.regex.Pattern;

/**
 * Names places by their JSON pointers: {@code /items/*}{@code /price}, {@code /**}{@code /updatedAt}, empty for the
 * whole.
 *
 * <p>{@code *} is any part of one name or position, {@code **} between slashes any number of names, none included.
 */
public final class PointerPattern {

    private static final int LONGEST = 200;
    private static final Pattern FORM = Pattern.compile("(?:/(?:\\*\\*|(?:[^/~*]|~[01]|\\*(?!\\*))*))*");

    private PointerPattern() {}

    /** {@return the pattern as it is kept: {@code **}{@code /a} is {@code /**}{@code /a}} */
    public static String checked(String name, String text) {
        String pattern = text != null && text.startsWith("**") ? "/" + text : text;
        InvalidValueException.unless(
                pattern != null
                        && pattern.length() <= LONGEST
                        && pattern.codePoints().noneMatch(Character::isISOControl)
                        && FORM.matcher(pattern).matches(),
                name,
                "empty or a JSON pointer of at most %d characters, with * for a name and ** for any depth"
                        .formatted(LONGEST),
                text);
        return pattern;
    }

    /** {@return the regular expression of the pointers that a checked pattern names} */
    public static String expression(String pattern) {
        StringBuilder expression = new StringBuilder();
        for (String name :
                pattern.isEmpty() ? new String[0] : pattern.substring(1).split("/", -1)) {
            if (name.equals("**")) {
                expression.append("(?:/[^/]*)*");
            } else {
                expression.append('/').append(literal(name));
            }
        }
        return expression.toString();
    }

    private static String literal(String name) {
        StringBuilder expression = new StringBuilder();
        String before = "";
        for (String part : name.split("\\*", -1)) {
            expression.append(before).append(part.isEmpty() ? "" : Pattern.quote(part));
            before = "[^/]*";
        }
        return expression.toString();
    }
}
