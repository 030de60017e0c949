package dev.switchback.pipeline;

import org.jspecify.annotations.Nullable;

/**
 * A value that breaks a rule: {@code <name> must be <rule>, but was <value>}.
 *
 * <p>Nothing has been changed when it is thrown. The value is shown with control characters escaped and cut after
 * 200 characters, so that it is safe on a terminal and in a log.
 */
public final class InvalidValueException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 200;

    private final String input;
    private final String rule;
    private final String value;

    private InvalidValueException(String input, String rule, String value, @Nullable Throwable cause) {
        super("%s must be %s, but was %s".formatted(input, rule, value), cause);
        this.input = input;
        this.rule = rule;
        this.value = value;
    }

    /** {@return the exception for a value that breaks a rule} */
    public static InvalidValueException of(String input, String rule, @Nullable Object value) {
        return new InvalidValueException(input, rule, printable(value), null);
    }

    /** {@return the exception for a value that could not be read} */
    public static InvalidValueException of(String input, String rule, @Nullable Object value, Throwable cause) {
        return new InvalidValueException(input, rule, printable(value), cause);
    }

    /**
     * Returns if the rule holds.
     *
     * @throws InvalidValueException if it does not
     */
    public static void unless(boolean holds, String input, String rule, @Nullable Object value) {
        if (!holds) {
            throw of(input, rule, value);
        }
    }

    /** {@return the name of the parameter, variable or option} */
    public String input() {
        return input;
    }

    /** {@return what is allowed} */
    public String rule() {
        return rule;
    }

    /** {@return what was given, printable} */
    public String value() {
        return value;
    }

    /** {@return a value as it may be shown: control characters escaped, cut after 200 characters} */
    public static String printable(@Nullable Object value) {
        if (value == null) {
            return "null";
        }
        String text = value.toString();
        if (text.isEmpty()) {
            return "empty";
        }
        StringBuilder shown = new StringBuilder();
        text.codePoints().limit(SHOWN).forEach(point -> {
            if (Character.isISOControl(point)
                    || Character.getType(point) == Character.FORMAT
                    || point == 0x2028
                    || point == 0x2029) {
                shown.append("\\u%04x".formatted(point));
            } else {
                shown.appendCodePoint(point);
            }
        });
        return text.codePointCount(0, text.length()) > SHOWN ? shown + "..." : shown.toString();
    }
}
