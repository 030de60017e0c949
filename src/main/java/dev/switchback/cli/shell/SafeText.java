package dev.switchback.cli.shell;

import org.jspecify.annotations.Nullable;

/** Text that came from somebody else, as it may be shown on a terminal: it cannot move the cursor or fake a line. */
public final class SafeText {

    private SafeText() {}

    /** {@return the text with control characters, ESC among them, and invisible ones escaped; {@code -} for null} */
    public static String of(@Nullable Object value) {
        if (value == null) {
            return "-";
        }
        String text = value.toString();
        if (text.codePoints().noneMatch(SafeText::isUnsafe)) {
            return text;
        }
        StringBuilder safe = new StringBuilder();
        text.codePoints().forEach(point -> {
            if (isUnsafe(point)) {
                safe.append("\\u%04x".formatted(point));
            } else {
                safe.appendCodePoint(point);
            }
        });
        return safe.toString();
    }

    private static boolean isUnsafe(int point) {
        return Character.isISOControl(point)
                || Character.getType(point) == Character.FORMAT
                || Character.getType(point) == Character.SURROGATE
                || point == 0x2028
                || point == 0x2029;
    }
}
