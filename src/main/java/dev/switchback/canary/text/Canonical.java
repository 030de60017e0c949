package dev.switchback.canary.text;

import dev.switchback.canary.difference.DiscrepancyType;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** A text with some kinds of differences taken out, one rule after the other; its characters know whence they came. */
final class Canonical {

    private final String text;
    private final int[] origins; // one more than there are characters: the end has an origin, too

    private Canonical(String text, int[] origins) {
        this.text = text;
        this.origins = origins;
    }

    /** {@return the text without these kinds of differences; with its lines, if they are to be told apart} */
    static Canonical of(String source, Set<DiscrepancyType> without, CommentSyntax syntax, boolean keepLines) {
        int[] origins = new int[source.length() + 1];
        for (int index = 0; index < origins.length; index++) {
            origins[index] = index;
        }
        Canonical made = new Canonical(source, origins);
        if (without.contains(DiscrepancyType.COMMENT)) {
            made = made.replace(CommentRule.replacements(made.text, syntax));
        }
        if (without.contains(DiscrepancyType.TIMESTAMP)) {
            made = made.replace(TimestampRule.replacements(made.text));
        }
        if (without.contains(DiscrepancyType.WHITESPACE)) {
            made = made.replace(WhitespaceRule.replacements(made.text, syntax, keepLines));
        }
        return made;
    }

    String text() {
        return text;
    }

    /** {@return the lines in alphabetical order} */
    String sorted() {
        String[] lines = lines();
        Arrays.sort(lines);
        return String.join("\n", lines);
    }

    String[] lines() {
        return text.split("\n", -1);
    }

    /** {@return where in the source the character comes from} */
    int origin(int index) {
        return origins[index];
    }

    /** {@return the text with each part replaced; parts are in order and do not overlap} */
    private Canonical replace(List<Replacement> replacements) {
        if (replacements.isEmpty()) {
            return this;
        }
        int longer = replacements.stream().mapToInt(part -> part.by().length()).sum();
        StringBuilder made = new StringBuilder(text.length());
        int[] from = new int[text.length() + longer + 1];
        int at = 0;
        for (Replacement part : replacements) {
            System.arraycopy(origins, at, from, made.length(), part.start() - at);
            made.append(text, at, part.start());
            for (int index = 0; index < part.by().length(); index++) {
                from[made.length() + index] = origins[part.start()];
            }
            made.append(part.by());
            at = part.end();
        }
        System.arraycopy(origins, at, from, made.length(), text.length() - at + 1);
        made.append(text, at, text.length());
        return new Canonical(made.toString(), from);
    }

    /** One part to be replaced. */
    record Replacement(int start, int end, String by) {}
}
