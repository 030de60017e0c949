package dev.switchback.canary.text;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Compares texts that may differ in numbers by a little; digits in words, dates and versions are no numbers.
 *
 * <p>Numbers are compared as they are written, in decimals. One of more than {@value #LONGEST} characters, or of more
 * than {@value #FARTHEST} digits before the point, is the same as itself only.
 */
final class NumberRule {

    private static final Pattern NUMBER =
            Pattern.compile("(?<![\\w.\\-:/])-?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?(?!\\w|[.\\-:/]\\w)");

    private static final int LONGEST = 1_000; // turning digits into a number takes their square
    private static final int FARTHEST = 400; // beyond what a double can tell apart, and not to fill the memory

    private NumberRule() {}

    static boolean same(String legacy, String replacement, double within) {
        BigDecimal limit = BigDecimal.valueOf(within);
        Matcher one = NUMBER.matcher(legacy);
        Matcher two = NUMBER.matcher(replacement);
        int afterOne = 0;
        int afterTwo = 0;
        while (true) {
            boolean found = one.find();
            if (found != two.find()) {
                return false;
            }
            int toOne = found ? one.start() : legacy.length();
            int toTwo = found ? two.start() : replacement.length();
            if (!legacy.substring(afterOne, toOne).equals(replacement.substring(afterTwo, toTwo))) {
                return false;
            }
            if (!found) {
                return true;
            }
            if (!near(one.group(), two.group(), limit)) {
                return false;
            }
            afterOne = one.end();
            afterTwo = two.end();
        }
    }

    private static boolean near(String one, String two, BigDecimal limit) {
        if (one.equals(two)) {
            return true;
        }
        BigDecimal first = decimal(one);
        BigDecimal second = decimal(two);
        return first != null && second != null && first.subtract(second).abs().compareTo(limit) <= 0;
    }

    private static @Nullable BigDecimal decimal(String text) {
        if (text.length() > LONGEST) {
            return null;
        }
        try {
            BigDecimal number = new BigDecimal(text);
            long digits = (long) number.precision() - number.scale();
            if (number.signum() == 0 || digits < -FARTHEST) {
                return BigDecimal.ZERO;
            }
            return digits > FARTHEST ? null : number;
        } catch (NumberFormatException beyond) { // an exponent of more than 31 bits
            return null;
        }
    }
}
