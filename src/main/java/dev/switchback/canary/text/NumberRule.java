package dev.switchback.canary.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compares texts that may differ in numbers by a little; digits in words, dates and versions are no numbers. */
final class NumberRule {

    private static final Pattern NUMBER =
            Pattern.compile("(?<![\\w.\\-:/])-?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?(?!\\w|[.\\-:/]\\w)");

    private NumberRule() {}

    static boolean same(String legacy, String replacement, double within) {
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
            if (!near(one.group(), two.group(), within)) {
                return false;
            }
            afterOne = one.end();
            afterTwo = two.end();
        }
    }

    private static boolean near(String one, String two, double within) {
        return one.equals(two) || Math.abs(Double.parseDouble(one) - Double.parseDouble(two)) <= within;
    }
}
