package dev.switchback.canary.difference;

import org.jspecify.annotations.Nullable;

/** Makes values of the compared outputs fit to be shown to people. */
public final class Shown {

    private static final int CUT = 400;

    private Shown() {}

    /** {@return the text on one line: control, format and separator characters, and the backslash, escaped} */
    public static String escaped(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            if (point == '\n') {
                shown.append("\\n");
            } else if (point == '\\') {
                shown.append("\\\\");
            } else if (isUnsafe(point)) {
                shown.append("\\u%04x".formatted(point));
            } else {
                shown.appendCodePoint(point);
            }
        });
        return shown.toString();
    }

    private static boolean isUnsafe(int point) {
        int type = Character.getType(point);
        return Character.isISOControl(point)
                || type == Character.FORMAT
                || type == Character.SURROGATE
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }

    /** {@return at most the first {@value #CUT} characters, never half a surrogate pair} */
    public static String cut(String text) {
        if (text.length() <= CUT) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(CUT - 1)) ? CUT - 1 : CUT;
        return text.substring(0, end) + "...";
    }

    /** {@return the value as text, cut; its type where its own {@code toString} fails} */
    public static String value(@Nullable Object value) {
        try {
            return cut(String.valueOf(value));
        } catch (RuntimeException | StackOverflowError broken) { // that the values differ matters more than how
            return "%s (its toString threw %s)"
                    .formatted(
                            value == null ? "null" : value.getClass().getName(),
                            broken.getClass().getName());
        }
    }
}
