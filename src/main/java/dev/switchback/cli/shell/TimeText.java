package dev.switchback.cli.shell;

import dev.switchback.pipeline.InvalidValueException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How times are written on a command line: {@code 600s}, {@code 15m}, {@code 2h}, {@code 7d}, or an instant. */
public final class TimeText {

    private static final Pattern SPAN = Pattern.compile("([0-9]{1,9})([smhd])");
    private static final Duration LONGEST = Duration.ofDays(36_500);
    private static final String RULE = "a whole number of s, m, h or d from 1s to 36500d, such as 2h";

    private TimeText() {}

    /**
     * Reads a span of time.
     *
     * @throws InvalidValueException for any other text, and for nothing or more than a hundred years
     */
    public static Duration span(String option, String text) {
        Matcher found = SPAN.matcher(text);
        InvalidValueException.unless(found.matches(), option, RULE, text);
        long number = Long.parseLong(found.group(1));
        Duration span = switch (found.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
        InvalidValueException.unless(number > 0 && span.compareTo(LONGEST) <= 0, option, RULE, text);
        return span;
    }

    /**
     * Reads a point in time: a span before now, or an instant such as {@code 2026-11-21T08:00:00Z}.
     *
     * @throws InvalidValueException for any other text
     */
    public static Instant since(String option, String text, Instant now) {
        if (SPAN.matcher(text).matches()) {
            return now.minus(span(option, text));
        }
        return instant(option, text, RULE + ", or an instant such as 2026-11-21T08:00:00Z");
    }

    /**
     * Reads an instant in UTC such as {@code 2026-11-21T08:00:00Z}.
     *
     * @throws InvalidValueException for any other text
     */
    public static Instant instant(String option, String text) {
        return instant(option, text, "an instant such as 2026-11-21T08:00:00Z");
    }

    /** {@return a span as options take it, rounded up to a second, in the largest unit that is exact: {@code 90m}} */
    public static String option(Duration span) {
        long seconds = Math.max(1, span.plusNanos(999_999_999).toSeconds());
        return seconds % 86_400 == 0
                ? seconds / 86_400 + "d"
                : seconds % 3_600 == 0 ? seconds / 3_600 + "h" : seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }

    /** {@return a point in time and how far it is from now: {@code 2026-12-01T02:00:00Z, in 1 h 30 min}} */
    public static String ahead(Instant at, Instant now) {
        Duration left = Duration.between(now, at);
        if (left.isNegative() || left.isZero()) {
            return "%s, which is past".formatted(at);
        }
        return "%s, in %s"
                .formatted(
                        at,
                        left.toDays() > 0
                                ? "%d d %d h".formatted(left.toDays(), left.toHoursPart())
                                : left.toHours() > 0
                                        ? "%d h %d min".formatted(left.toHours(), left.toMinutesPart())
                                        : "%d min %d s".formatted(left.toMinutes(), left.toSecondsPart()));
    }

    private static Instant instant(String option, String text, String rule) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException malformed) {
            throw InvalidValueException.of(option, rule, text, malformed);
        }
    }
}
