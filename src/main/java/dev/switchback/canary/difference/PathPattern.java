package dev.switchback.canary.difference;

import dev.switchback.pipeline.InvalidValueException;
import java.util.regex.Pattern;

/**
 * Names paths: {@code /items/*}{@code /price}, {@code types/*.ts}, {@code **}{@code /updatedAt}.
 *
 * <p>{@code *} is any number of characters without {@code /}, {@code **} any number of any; everything else is itself.
 *
 * @param text 1 to 200 characters without control characters
 */
public record PathPattern(String text) {

    private static final int LONGEST = 200;

    public PathPattern {
        InvalidValueException.unless(
                text != null
                        && !text.isBlank()
                        && text.length() <= LONGEST
                        && text.codePoints().noneMatch(Character::isISOControl)
                        && !text.contains("***"),
                "path",
                "1 to %d characters without control characters and ***".formatted(LONGEST),
                text);
    }

    /** {@return whether the whole path is one of those that are named} */
    public boolean matches(String path) {
        return expression().matcher(path).matches();
    }

    /** {@return the pattern as a regular expression} */
    private Pattern expression() {
        StringBuilder expression = new StringBuilder();
        int at = 0;
        for (int star = text.indexOf('*'); star >= 0; star = text.indexOf('*', at)) {
            boolean deep = text.startsWith("**", star);
            expression.append(Pattern.quote(text.substring(at, star))).append(deep ? ".*" : "[^/]*");
            at = star + (deep ? 2 : 1);
        }
        return Pattern.compile(
                expression.append(Pattern.quote(text.substring(at))).toString(), Pattern.DOTALL);
    }
}
