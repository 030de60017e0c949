package dev.switchback.canary.text;

import dev.switchback.canary.difference.DiscrepancyType;
import java.util.Arrays;
import java.util.Set;

/** A text with some kinds of differences taken out, one rule after the other. */
final class Canonical {

    private final MarkedText marked;

    private Canonical(MarkedText marked) {
        this.marked = marked;
    }

    /** {@return the text without these kinds of differences; with its lines, if they are to be told apart} */
    static Canonical of(String source, Set<DiscrepancyType> without, CommentSyntax syntax, boolean keepLines) {
        MarkedText text = MarkedText.of(source);
        if (without.contains(DiscrepancyType.COMMENT)) {
            text = text.replace(CommentRule.replacements(text.text(), syntax));
        }
        if (without.contains(DiscrepancyType.TIMESTAMP)) {
            text = text.replace(TimestampRule.replacements(text.text()));
        }
        if (without.contains(DiscrepancyType.WHITESPACE)) {
            text = text.replace(WhitespaceRule.replacements(text.text(), syntax, keepLines));
        }
        return new Canonical(text);
    }

    String text() {
        return marked.text();
    }

    /** {@return the lines in alphabetical order} */
    String sorted() {
        String[] lines = lines();
        Arrays.sort(lines);
        return String.join("\n", lines);
    }

    String[] lines() {
        return marked.text().split("\n", -1);
    }

    /** {@return where in the source the character comes from} */
    int origin(int index) {
        return marked.origin(index);
    }
}
