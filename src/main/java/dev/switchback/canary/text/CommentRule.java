package dev.switchback.canary.text;

import dev.switchback.canary.text.Canonical.Replacement;
import dev.switchback.canary.text.CommentScanner.Span;
import java.util.ArrayList;
import java.util.List;

/** Takes comments out, each with the white space and the line that were there for it alone. */
final class CommentRule {

    private CommentRule() {}

    static List<Replacement> replacements(String text, CommentSyntax syntax) {
        List<Replacement> found = new ArrayList<>();
        int free = 0; // what is before has been replaced
        for (Span span : CommentScanner.scan(text, syntax)) {
            if (span.isComment()) {
                Replacement replacement = replacement(text, span, free);
                found.add(replacement);
                free = replacement.end();
            }
        }
        return found;
    }

    private static Replacement replacement(String text, Span comment, int free) {
        int start = comment.start();
        while (start > free && isBlank(text.charAt(start - 1))) {
            start--;
        }
        int end = comment.end();
        while (end < text.length() && (isBlank(text.charAt(end)) || text.charAt(end) == '\r')) {
            end++;
        }
        boolean endsLine = end == text.length() || text.charAt(end) == '\n';
        boolean beginsLine = start == 0 || text.charAt(start - 1) == '\n';
        if (beginsLine && endsLine) {
            return new Replacement(start, Math.min(text.length(), end + 1), "");
        }
        if (endsLine) {
            return new Replacement(start, comment.end(), "");
        }
        boolean spaced = end > comment.end(); // then the space before it, if there is any, is one too many
        boolean joins = start > 0 && isWord(text.charAt(start - 1)) && isWord(text.charAt(comment.end()));
        return new Replacement(spaced ? start : comment.start(), comment.end(), joins ? " " : "");
    }

    private static boolean isBlank(char character) {
        return character == ' ' || character == '\t';
    }

    private static boolean isWord(char character) {
        return Character.isJavaIdentifierPart(character);
    }
}
