package dev.switchback.canary.report;

import dev.switchback.canary.text.LineDiff;
import dev.switchback.canary.text.LineDiff.Hunk;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Two lines in pieces, those that differ marked, word by word.
 *
 * <p>Lines that have little in common are not marked: a line of marks says less than none. Marks are kept beside the
 * text, never put into it, because whatever stands for a mark could stand in a hostile text, too.
 *
 * @param legacy the line of legacy
 * @param replacement the line of the new side
 */
record InlineDiff(List<Piece> legacy, List<Piece> replacement) {

    private static final int LONGEST = 1_000;
    private static final double ALIKE = 0.4;
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}_$]+|\\s+|.", Pattern.DOTALL);

    /** {@return both lines in pieces} */
    static InlineDiff of(String legacy, String replacement) {
        List<String> before = words(shortened(legacy));
        List<String> after = words(shortened(replacement));
        if (similarity(before, after) < ALIKE) {
            return new InlineDiff(whole(legacy), whole(replacement));
        }
        List<Piece> one = new ArrayList<>();
        List<Piece> two = new ArrayList<>();
        int legacyAt = 0;
        int newAt = 0;
        for (Hunk change : LineDiff.of(before, after)) {
            add(one, before.subList(legacyAt, change.legacyStart()), false);
            add(one, before.subList(change.legacyStart(), change.legacyEnd()), true);
            add(two, after.subList(newAt, change.newStart()), false);
            add(two, after.subList(change.newStart(), change.newEnd()), true);
            legacyAt = change.legacyEnd();
            newAt = change.newEnd();
        }
        add(one, before.subList(legacyAt, before.size()), false);
        add(two, after.subList(newAt, after.size()), false);
        boolean beyond = !rest(legacy).equals(rest(replacement));
        addRest(one, legacy, beyond);
        addRest(two, replacement, beyond);
        return new InlineDiff(one, two);
    }

    /** {@return the line in pieces without marks, cut if it is very long} */
    static List<Piece> whole(String line) {
        List<Piece> pieces = new ArrayList<>(Piece.of(shortened(line)));
        addRest(pieces, line, false);
        return pieces;
    }

    /** {@return how much two lines have in common, from 0 to 1; white space does not count} */
    static double similarity(List<String> before, List<String> after) {
        Map<String, Integer> left = new HashMap<>();
        int words = 0;
        for (String word : before) {
            if (!word.isBlank()) {
                left.merge(word, 1, Integer::sum);
                words++;
            }
        }
        int common = 0;
        for (String word : after) {
            if (!word.isBlank()) {
                words++;
                common += left.merge(word, -1, Integer::sum) >= 0 ? 1 : 0;
            }
        }
        return words == 0 ? 1 : 2.0 * common / words;
    }

    static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(line);
        while (word.find()) {
            words.add(word.group());
        }
        return words;
    }

    private static void add(List<Piece> pieces, List<String> words, boolean marked) {
        pieces.addAll(Piece.of(String.join("", words), marked));
    }

    private static void addRest(List<Piece> pieces, String line, boolean marked) {
        int more = rest(line).length();
        if (more > 0) {
            pieces.add(new Piece("and %d more characters".formatted(more), marked, true));
        }
    }

    /** {@return as much of a line as is shown, never half a surrogate pair} */
    private static String shortened(String line) {
        return line.substring(0, end(line));
    }

    private static String rest(String line) {
        return line.substring(end(line));
    }

    private static int end(String line) {
        if (line.length() <= LONGEST) {
            return line.length();
        }
        return Character.isHighSurrogate(line.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
    }
}
