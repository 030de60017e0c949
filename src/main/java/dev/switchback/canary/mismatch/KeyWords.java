package dev.switchback.canary.mismatch;

import java.util.regex.Pattern;

/**
 * Takes the routing key out of a text, however it is written there: of {@code film_actor} also {@code FilmActor},
 * {@code film-actor} and {@code film actor}. What is left is the same for every key.
 */
final class KeyWords {

    private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final int SHORTEST = 2;

    private KeyWords() {}

    static String without(String key, String text) {
        String[] words = BETWEEN.split(key, -1);
        StringBuilder expression = new StringBuilder();
        int letters = 0;
        for (String word : words) {
            if (!word.isEmpty()) {
                letters += word.length();
                expression.append(expression.isEmpty() ? "" : "[-_. ]?").append(Pattern.quote(word));
            }
        }
        if (letters < SHORTEST) {
            return text;
        }
        return Pattern.compile(expression.toString(), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                .matcher(text)
                .replaceAll("*");
    }
}
