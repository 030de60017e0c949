package dev.switchback.schema.sql.files;

import dev.switchback.pipeline.InvalidValueException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version of a migration, such as {@code 20260112_001}, {@code 20250101000014}, {@code 0001} or
 * {@code 2019-02-26-002946}: numbers joined by dashes or dots, or a date and a number joined by an underscore.
 *
 * <p>Versions are in the order of their numbers, part by part, so that {@code 2} is before {@code 0010}; those of the
 * same numbers in that of their lengths. A date is compared as one however it is written, so that {@code 20260112_001}
 * comes after {@code 20250101000014}. Two are equal if they are written in the same way.
 */
public final class MigrationVersion implements Comparable<MigrationVersion> {

    /** As long as the column that keeps it. */
    static final int LONGEST = 50;

    private static final String RULE = "at most 50 digits in numbers that are joined by - or .,"
            + " or a date and a number joined by _ (20260112_001)";

    /** How a version is written at the beginning of a name: digits are never divided. */
    static final String PATTERN = "(?:\\d{8}|\\d{4}-\\d{2}-\\d{2})_\\d{1,9}+(?=[-_.]|$)|\\d++(?:[-.]\\d++)*(?=[-_.]|$)";

    private static final Pattern WHOLE = Pattern.compile(PATTERN);
    private static final Pattern DASHED_DATE = Pattern.compile("(\\d{4})-(\\d{2})-(\\d{2})(.*)");
    private static final int DATE = 8;
    private static final int TIME = 6;

    /** The lengths of a date alone, with minutes, seconds, milliseconds, and with more than those. */
    private static final List<Integer> LENGTHS_WITH_DATE = List.of(8, 12, 14, 17, 20);

    /** The order of those whose parts are equal as far as both go. */
    private static final Comparator<MigrationVersion> ENDS = Comparator.<MigrationVersion>comparingInt(
                    version -> version.parts.size())
            .thenComparing(version -> version.text.length())
            .thenComparing(version -> version.text);

    private final String text;
    private final List<BigInteger> parts;

    private MigrationVersion(String text) {
        this.text = text;
        this.parts = parts(text);
    }

    /**
     * Reads a version.
     *
     * @param input what the text is called in the message
     * @throws InvalidValueException for any other text
     */
    public static MigrationVersion parse(String input, String text) {
        boolean fits = text.length() <= LONGEST && WHOLE.matcher(text).matches();
        InvalidValueException.unless(fits, input, RULE, text);
        return new MigrationVersion(text);
    }

    private static List<BigInteger> parts(String text) {
        Matcher dashed = DASHED_DATE.matcher(text);
        String plain = dashed.matches() ? dashed.group(1) + dashed.group(2) + dashed.group(3) + dashed.group(4) : text;
        String[] numbers = plain.split("[-._]", -1);
        List<BigInteger> parts = new ArrayList<>();
        boolean date = LENGTHS_WITH_DATE.contains(numbers[0].length()) && numbers[0].matches("(19|20).*");
        String rest = date ? numbers[0].substring(DATE) : "";
        parts.add(new BigInteger(date ? numbers[0].substring(0, DATE) : numbers[0]));
        while (!rest.isEmpty()) {
            String time = rest.substring(0, Math.min(TIME, rest.length()));
            parts.add(new BigInteger(time + "0".repeat(TIME - time.length())));
            rest = rest.substring(time.length());
        }
        for (int i = 1; i < numbers.length; i++) {
            parts.add(new BigInteger(numbers[i]));
        }
        return List.copyOf(parts);
    }

    /** {@return the version as it was written} */
    public String text() {
        return text;
    }

    /** {@return whether the numbers are the same, as in {@code 1} and {@code 0001}} */
    boolean hasNumbersOf(MigrationVersion other) {
        return parts.equals(other.parts);
    }

    boolean isZero() {
        return parts.stream().allMatch(BigInteger.ZERO::equals);
    }

    @Override
    public int compareTo(MigrationVersion other) {
        for (int i = 0; i < Math.min(parts.size(), other.parts.size()); i++) {
            int order = parts.get(i).compareTo(other.parts.get(i));
            if (order != 0) {
                return order;
            }
        }
        return ENDS.compare(this, other);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MigrationVersion version && text.equals(version.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** {@return the version as it was written} */
    @Override
    public String toString() {
        return text;
    }
}
