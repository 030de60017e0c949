package dev.switchback.canary.text;

import dev.switchback.canary.text.Canonical.Replacement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Masks dates with a time of day, and dates alone where a word such as {@code Generated} goes before them.
 *
 * <p>Nothing but the date and time itself is masked, and the mask stays: a timestamp on one side only is a difference.
 */
final class TimestampRule {

    /** What stands for a date and time; not a character, so in no text. */
    static final char MASK = '\uFFFE';

    private static final String TIME = "\\d{1,2}:\\d{2}(?::\\d{2}(?:[.,]\\d{1,9})?)?";
    private static final String ZONE = "(?: ?(?:Z|UTC|GMT|[+-]\\d{2}:?\\d{2})(?![\\w:]))?";
    private static final String DAY = "(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)";
    private static final String MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)";
    private static final Pattern TIMESTAMP = Pattern.compile("(?<![\\w.-])(?:"
            + "\\d{4}-\\d{2}-\\d{2}[T ]" + TIME + ZONE
            + "|" + DAY + ", \\d{1,2} " + MONTH + " \\d{4} " + TIME + ZONE
            + "|" + DAY + " " + MONTH + " +\\d{1,2} " + TIME + "(?: [A-Z]{3,4})? \\d{4}"
            + ")(?![\\w:])"
            + "|(?i:(?<=\\b(?:generated|created|updated|modified|exported)(?: on| at)?:? ))"
            + "\\d{4}-\\d{2}-\\d{2}(?![\\w-])");

    private TimestampRule() {}

    static List<Replacement> replacements(String text) {
        List<Replacement> found = new ArrayList<>();
        Matcher timestamp = TIMESTAMP.matcher(text).useTransparentBounds(true);
        int at = 0;
        while (at < text.length()) {
            if (isBetweenDigits(text, at)) { // few lines have that, and looking behind at every character costs
                int end = lineEnd(text, at);
                timestamp.region(text.lastIndexOf('\n', at) + 1, end);
                while (timestamp.find()) {
                    found.add(new Replacement(timestamp.start(), timestamp.end(), String.valueOf(MASK)));
                }
                at = end;
            }
            at++;
        }
        return found;
    }

    private static boolean isBetweenDigits(String text, int at) {
        char sign = text.charAt(at);
        return (sign == '-' || sign == ':')
                && at > 0
                && at + 1 < text.length()
                && isDigit(text.charAt(at - 1))
                && isDigit(text.charAt(at + 1));
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    private static int lineEnd(String text, int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end;
    }
}
