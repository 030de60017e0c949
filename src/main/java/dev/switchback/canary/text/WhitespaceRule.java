package dev.switchback.canary.text;

import dev.switchback.canary.text.Canonical.Replacement;
import dev.switchback.canary.text.CommentScanner.Span;
import dev.switchback.canary.text.CommentScanner.Span.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes out white space that only looks: never any in a string, never so that two words or operators grow together.
 *
 * <p>A line break goes only where a bracket, a comma, a semicolon, an assignment or a dot is beside it, because in some
 * languages it ends a statement elsewhere. Where indentation means something, it stays.
 */
final class WhitespaceRule {

    private static final String OPENS = "([{,;=";
    private static final String CLOSES = ")]},;.";
    private static final String OPERATORS = "+-*/<>=&|!?:%^~.@#'\"`";

    private final String text;
    private final CommentSyntax syntax;
    private final boolean keepLines;
    private final List<Replacement> found = new ArrayList<>();

    private WhitespaceRule(String text, CommentSyntax syntax, boolean keepLines) {
        this.text = text;
        this.syntax = syntax;
        this.keepLines = keepLines;
    }

    static List<Replacement> replacements(String text, CommentSyntax syntax, boolean keepLines) {
        WhitespaceRule rule = new WhitespaceRule(text, syntax, keepLines);
        int at = 0;
        boolean afterLineComment = false;
        for (Span span : CommentScanner.scan(text, syntax)) {
            rule.code(at, span.start(), afterLineComment);
            if (span.isComment()) {
                rule.comment(span);
            }
            afterLineComment = span.kind() == Kind.LINE_COMMENT;
            at = span.end();
        }
        rule.code(at, text.length(), afterLineComment);
        return rule.found;
    }

    private void code(int from, int to, boolean afterLineComment) {
        for (int start = nextSpace(from, to); start < to; ) {
            int end = spaceEnd(start, to);
            boolean keepsComment = afterLineComment && start == from;
            add(start, end, keepsComment && end < text.length() ? "\n" : between(start, end));
            start = nextSpace(end, to);
        }
    }

    private void comment(Span span) {
        for (int start = nextSpace(span.start(), span.end()); start < span.end(); ) {
            int end = spaceEnd(start, span.end());
            boolean last = end == span.end();
            add(start, end, last ? "" : " ");
            start = nextSpace(end, span.end());
        }
    }

    private void add(int start, int end, String by) {
        if (!text.regionMatches(start, by, 0, end - start)) { // nor does it if that is longer than what comes instead
            found.add(new Replacement(start, end, by));
        }
    }

    private String between(int start, int end) {
        if (end == text.length()) {
            return "";
        }
        int lastBreak = end - 1; // not by lastIndexOf, which would look at the whole text before
        while (lastBreak >= start && text.charAt(lastBreak) != '\n') {
            lastBreak--;
        }
        boolean breaks = lastBreak >= start;
        if (syntax == CommentSyntax.HASH && (breaks || start == 0)) {
            String indentation = text.substring(Math.max(start, lastBreak + 1), end);
            return start == 0 ? indentation : "\n" + indentation;
        }
        if (start == 0) {
            return "";
        }
        if (syntax == CommentSyntax.NONE || syntax == CommentSyntax.HASH) {
            return breaks ? "\n" : " ";
        }
        return betweenTokens(text.charAt(start - 1), text.charAt(end), breaks);
    }

    private String betweenTokens(char before, char after, boolean breaks) {
        if (breaks && keepLines) {
            return "\n";
        }
        if (breaks && syntax == CommentSyntax.C_LIKE && OPENS.indexOf(before) < 0 && CLOSES.indexOf(after) < 0) {
            return "\n";
        }
        boolean words = Character.isJavaIdentifierPart(before) && Character.isJavaIdentifierPart(after);
        boolean operators = OPERATORS.indexOf(before) >= 0 && OPERATORS.indexOf(after) >= 0;
        return words || operators ? " " : "";
    }

    private int nextSpace(int from, int to) {
        int at = from;
        while (at < to && !Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private int spaceEnd(int from, int to) {
        int at = from;
        while (at < to && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }
}
