package dev.switchback.canary.text;

import dev.switchback.canary.difference.DiscrepancyType;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** A text with some kinds of differences taken out, one rule after the other; its characters know whence they came. */
final class Canonical {

    private static final int[] NO_ORIGINS = {};

    private final String text;
    private final int[] origins; // one more than there are characters: the end has an origin, too

    private Canonical(String text, int[] origins) {
        this.text = text;
        this.origins = origins;
    }

    /** {@return the text without these kinds of differences; with its lines, if they are to be told apart} */
    static Canonical of(String source, Set<DiscrepancyType> without, CommentSyntax syntax, boolean keepLines) {
        int[] origins = new int[source.length() + 1];
        Arrays.setAll(origins, index -> index);
        return new Canonical(source, origins).without(without, syntax, keepLines);
    }

    /** {@return the same, for whoever does not ask for origins: they are most of the work} */
    static Canonical textOf(String source, Set<DiscrepancyType> without, CommentSyntax syntax, boolean keepLines) {
        return new Canonical(source, NO_ORIGINS).without(without, syntax, keepLines);
    }

    private Canonical without(Set<DiscrepancyType> without, CommentSyntax syntax, boolean keepLines) {
        Canonical made = this;
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
        StringBuilder made = new StringBuilder(text.length());
        int at = 0;
        for (Replacement part : replacements) {
            made.append(text, at, part.start()).append(part.by());
            at = part.end();
        }
        made.append(text, at, text.length());
        return new Canonical(made.toString(), origins.length == 0 ? origins : originsOf(replacements));
    }

    private int[] originsOf(List<Replacement> replacements) {
        int longer = replacements.stream().mapToInt(part -> part.by().length()).sum();
        int[] from = new int[text.length() + longer + 1];
        int length = 0;
        int at = 0;
        for (Replacement part : replacements) {
            System.arraycopy(origins, at, from, length, part.start() - at);
            length += part.start() - at;
            Arrays.fill(from, length, length + part.by().length(), origins[part.start()]);
            length += part.by().length();
            at = part.end();
        }
        System.arraycopy(origins, at, from, length, text.length() - at + 1);
        return from;
    }

    /** One part to be replaced. */
    record Replacement(int start, int end, String by) {}
}
