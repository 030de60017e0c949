package dev.switchback.state;

import dev.switchback.pipeline.InvalidValueException;

/**
 * Who changes something, why, and by which way.
 *
 * @param operator who, 1 to 200 characters without control characters
 * @param reason why, 1 to 1000 characters without control characters, not blank
 * @param source by which way: {@code api}, {@code cli}, {@code togglz}, {@code automatic}, {@code scheduled}
 */
public record Attribution(String operator, String reason, String source) {

    private static final int LONGEST_OPERATOR = 200;
    private static final int LONGEST_REASON = 1_000;

    public Attribution {
        check("operator", operator, LONGEST_OPERATOR);
        check("reason", reason, LONGEST_REASON);
        check("source", source, LONGEST_OPERATOR);
    }

    /** {@return an attribution by the application itself} */
    public static Attribution api(String operator, String reason) {
        return new Attribution(operator, reason, "api");
    }

    /** {@return an attribution of something no person asked for} */
    public static Attribution automatic(String reason) {
        return new Attribution("switchback", reason, "automatic");
    }

    private static void check(String name, String text, int longest) {
        boolean valid = text != null
                && !text.isBlank()
                && text.length() <= longest
                && text.codePoints().noneMatch(Attribution::breaksTheLine);
        InvalidValueException.unless(
                valid, name, "1 to %d characters without control characters".formatted(longest), text);
    }

    private static boolean breaksTheLine(int point) {
        return Character.isISOControl(point) || point == 0x2028 || point == 0x2029;
    }
}
