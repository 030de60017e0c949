package dev.switchback.canary.text;

import dev.switchback.canary.text.Canonical.Replacement;
import dev.switchback.canary.text.CommentScanner.Scan;
import dev.switchback.canary.text.CommentScanner.Span;
import dev.switchback.canary.text.CommentScanner.Span.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes out white space that only looks: never any in a string, never so that two words or operators grow together.
 *
 * <p>A line break goes only where a bracket, a comma, a semicolon, an assignment or a dot is beside it, because in some
 * languages it ends a statement elsewhere. Where indentation means something, it stays.
 *
 * <p>Of a text whose strings are not known, anything between two blanks may be a value, and a tab may be the end of an
 * empty one. So white space goes only from the ends of its lines, and only as blanks: a CR before the line break, blank
 * lines, blanks at the end and the begin of a line. Of properties, blanks at the end belong to the value.
 */
final class WhitespaceRule {

    private static final String OPENS = "([{,;=";
    private static final String CLOSES = ")]},;.";
    private static final String OPERATORS = "+-*/<>=&|!?:%^~.@#'\"`";

    private final String text;
    private final CommentSyntax syntax;
    private final boolean keepLines;
    private final boolean stringsKnown;
    private final List<Replacement> found = new ArrayList<>();

    private WhitespaceRule(String text, CommentSyntax syntax, boolean keepLines, boolean stringsKnown) {
        this.text = text;
        this.syntax = syntax;
        this.keepLines = keepLines;
        this.stringsKnown = stringsKnown;
    }

    static List<Replacement> replacements(String text, CommentSyntax syntax, boolean keepLines) {
        Scan scan = CommentScanner.read(text, syntax);
        WhitespaceRule rule = new WhitespaceRule(text, syntax, keepLines, scan.known());
        int at = 0;
        boolean afterLineComment = false;
        for (Span span : scan.spans()) {
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
            boolean keepsComment = afterLineComment && start == from && stringsKnown && syntax != CommentSyntax.HASH;
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
        if (!stringsKnown) {
            return atLineEnds(start, end);
        }
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
        if (syntax == CommentSyntax.HASH) {
            return " ";
        }
        if (breaks && syntax == CommentSyntax.JSON) {
            return "\n";
        }
        return betweenTokens(text.charAt(start - 1), text.charAt(end), breaks);
    }

    private String atLineEnds(int start, int end) {
        if (syntax == CommentSyntax.PROPERTIES && start > 0 && text.charAt(start - 1) == '\\') {
            return text.substring(start, end); // a blank line would end what this one continues
        }
        String[] parts = text.substring(start, end).split("\n", -1);
        StringBuilder kept = new StringBuilder();
        for (int at = 0; at < parts.length; at++) {
            boolean begins = at > 0 || start == 0;
            boolean ends = at < parts.length - 1 || end == text.length();
            String part = ends ? withoutEnd(parts[at]) : parts[at];
            String rest = begins && syntax != CommentSyntax.HASH ? withoutIndentation(part) : part;
            if (!begins || !ends || !rest.isEmpty()) { // else it is a blank line
                kept.append(at > 0 && (start > 0 || kept.length() > 0) ? "\n" : "")
                        .append(rest);
            }
        }
        return kept.toString();
    }

    private String withoutEnd(String line) {
        int end = line.endsWith("\r") ? line.length() - 1 : line.length();
        while (end > 0 && syntax != CommentSyntax.PROPERTIES && line.charAt(end - 1) == ' ') {
            end--;
        }
        return line.substring(0, end);
    }

    private static String withoutIndentation(String line) {
        int from = 0;
        while (from < line.length() && line.charAt(from) == ' ') {
            from++;
        }
        return line.substring(from);
    }

    private String betweenTokens(char before, char after, boolean breaks) {
        if (breaks && keepLines) {
            return "\n";
        }
        if (breaks && syntax == CommentSyntax.C_LIKE && OPENS.indexOf(before) < 0 && CLOSES.indexOf(after) < 0) {
            return "\n";
        }
        boolean words = Character.isJavaIdentifierPart(before) && Character.isJavaIdentifierPart(after);
        boolean operators =
                syntax != CommentSyntax.JSON && OPERATORS.indexOf(before) >= 0 && OPERATORS.indexOf(after) >= 0;
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
