package dev.switchback.activemodel;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The words of a database name, in lower case: {@code FilmActor}, {@code FILM_ACTOR} and {@code "film actor"} all have
 * the words film and actor.
 *
 * <p>Words hold letters, digits and marks of any script. A name without any, such as a single emoji, has one word: the
 * hexadecimal numbers of its characters behind a letter.
 *
 * @param words at least one, none empty
 */
record Words(List<String> words) {

    private static final int LONGEST = 100;

    static Words of(String name) {
        String text = Normalizer.normalize(name, Normalizer.Form.NFC);
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        int[] points = text.codePoints().limit(LONGEST).toArray();
        for (int i = 0; i < points.length; i++) {
            boolean belongs = belongs(points[i], word.length() == 0);
            if (!belongs || startsWord(points, i)) {
                end(word, words);
            }
            if (belongs) {
                word.appendCodePoint(points[i]);
            }
        }
        end(word, words);
        if (words.isEmpty()) {
            words.add(text.codePoints()
                    .limit(LONGEST / 10)
                    .mapToObj(Integer::toHexString)
                    .collect(Collectors.joining("", "u", "")));
        }
        return new Words(List.copyOf(words));
    }

    String kebab() {
        return String.join("-", words);
    }

    String pascal() {
        return words.stream().map(Words::capitalised).collect(Collectors.joining());
    }

    String camel() {
        String first = words.get(0);
        return first + words.stream().skip(1).map(Words::capitalised).collect(Collectors.joining());
    }

    /** Characters outside the basic plane are left out: TypeScript takes them in names for new targets only. */
    private static boolean belongs(int point, boolean first) {
        int type = Character.getType(point);
        boolean mark = type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
        return Character.isBmpCodePoint(point) && (Character.isLetterOrDigit(point) || (mark && !first));
    }

    /** A capital starts a word after a small letter or digit, and before a small letter: {@code HTTPServer}. */
    private static boolean startsWord(int[] points, int at) {
        if (at == 0 || !Character.isUpperCase(points[at])) {
            return false;
        }
        boolean afterSmall = Character.isLowerCase(points[at - 1]) || Character.isDigit(points[at - 1]);
        boolean beforeSmall = at + 1 < points.length && Character.isLowerCase(points[at + 1]);
        return afterSmall || (beforeSmall && Character.isUpperCase(points[at - 1]));
    }

    private static void end(StringBuilder word, List<String> words) {
        if (word.length() > 0) {
            words.add(word.toString().toLowerCase(Locale.ROOT));
            word.setLength(0);
        }
    }

    private static String capitalised(String word) {
        int first = word.codePointAt(0);
        return new StringBuilder()
                .appendCodePoint(Character.toTitleCase(first))
                .append(word.substring(Character.charCount(first)))
                .toString();
    }
}
