package dev.switchback.canary.text;

import dev.switchback.canary.text.MarkedText.Replacement;
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

    private static final String MASK = "\uFFFE"; // not a character, so in no text
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

    private static final Pattern DIGITS = Pattern.compile("\\d:\\d|\\d-\\d");

    private TimestampRule() {}

    static List<Replacement> replacements(String text) {
        if (!DIGITS.matcher(text).find()) {
            return List.of(); // most texts have none, and looking behind at every character costs
        }
        List<Replacement> found = new ArrayList<>();
        Matcher timestamp = TIMESTAMP.matcher(text);
        while (timestamp.find()) {
            found.add(new Replacement(timestamp.start(), timestamp.end(), MASK));
        }
        return found;
    }
}
