package dev.switchback.canary.text;

import static java.util.stream.Collectors.toSet;

import dev.switchback.canary.text.CommentScanner.Span.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the comments and the strings of a text, each in the light of the other.
 *
 * <p>In doubt nothing is a comment: a comment that is missed is reported as a difference, a difference that is taken
 * for a comment is lost. So a {@code //} after a colon (a URL in plain text) begins none, regular expressions are
 * strings, and a hash-syntax text has none at all with a string that does not end on its line, with a block scalar of
 * YAML, or with a here-document of Ruby or a shell: in these a {@code #} is part of a value.
 */
final class CommentScanner {

    private static final Pattern DOLLAR_QUOTE = Pattern.compile("\\$(?:[A-Za-z_]\\w*)?\\$");
    private static final Pattern BLOCK_SCALAR =
            Pattern.compile("(?m)(?:^|[:?-])[ \\t]+(?:[!&]\\S+[ \\t]+)*[|>][-+0-9]{0,2}[ \\t]*(?:#.*)?$");
    private static final Pattern HERE_DOCUMENT = Pattern.compile(
            "<<[~-]?(?:[ \\t]*\\\\?(['\"`])(.+?)\\1|\\\\?([^\\s'\"`;|&<>(),.]+)|[ \\t]+([A-Z_][A-Z0-9_]*)\\b)");
    private static final int DIVISIONS = 100; // then the rest of the line is taken as text, not to look at it again
    private static final String BEFORE_EXPRESSION = "(,=:[!&|?{};+-*%~^<>";

    private final String text;
    private final CommentSyntax syntax;
    private final List<Span> spans = new ArrayList<>();
    private final Deque<Integer> templates = new ArrayDeque<>(); // open braces in each ${ of the templates around
    private int at;
    private boolean doubtful;
    private boolean continues; // the line before goes on in this one
    private int divisions; // in a row that might have been expressions without an end

    private CommentScanner(String text, CommentSyntax syntax) {
        this.text = text;
        this.syntax = syntax;
    }

    /** {@return every comment and string, in order} */
    static List<Span> scan(String text, CommentSyntax syntax) {
        return read(text, syntax).spans();
    }

    /** {@return the same, and whether everything between them is code} */
    static Scan read(String text, CommentSyntax syntax) {
        if (syntax == CommentSyntax.NONE || (syntax == CommentSyntax.HASH && holdsAnotherText(text))) {
            return new Scan(List.of(), false);
        }
        CommentScanner scanner = new CommentScanner(text, syntax);
        while (scanner.at < text.length()) {
            scanner.step();
        }
        if (scanner.doubtful) {
            return new Scan(List.of(), false);
        }
        return new Scan(scanner.spans, syntax != CommentSyntax.PROPERTIES);
    }

    /** A here-document ends with its word on a line of its own; without one, what begins it was something else. */
    private static boolean holdsAnotherText(String text) {
        if (BLOCK_SCALAR.matcher(text).find()) {
            return true;
        }
        Matcher begins = HERE_DOCUMENT.matcher(text);
        Set<String> lines =
                text.contains("<<") ? text.lines().map(String::strip).collect(toSet()) : Set.of();
        while (!lines.isEmpty() && begins.find()) {
            String word = begins.group(2) != null ? begins.group(2) : begins.group(3);
            if (lines.contains(word != null ? word : begins.group(4))) {
                return true;
            }
        }
        return false;
    }

    private void step() {
        char next = text.charAt(at);
        boolean blocks = syntax == CommentSyntax.C_LIKE || syntax == CommentSyntax.SQL;
        if (syntax == CommentSyntax.PROPERTIES) {
            stepOverLine();
        } else if (startsLineComment()) {
            add(Kind.LINE_COMMENT, lineEnd());
        } else if (blocks && text.startsWith("/*", at)) {
            add(Kind.BLOCK_COMMENT, after("*/", at + 2));
        } else if (next == '"' || (next == '\'' && syntax != CommentSyntax.JSON)) {
            add(Kind.STRING, quoted(next));
        } else if (syntax == CommentSyntax.C_LIKE) {
            stepInCode(next);
        } else if (syntax == CommentSyntax.SQL && next == '$') {
            add(Kind.STRING, dollarQuoted());
        } else {
            at++;
        }
    }

    /** Of properties, where a comment is a whole line. */
    private void stepOverLine() {
        int end = lineEnd();
        while (at < end && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        boolean comment = !continues && at < end && "#!".indexOf(text.charAt(at)) >= 0;
        int sign = end;
        while (sign > at && text.charAt(sign - 1) == '\\') {
            sign--;
        }
        continues = !comment && (end - sign) % 2 == 1;
        if (comment) {
            add(Kind.LINE_COMMENT, end);
        }
        at = after("\n", end);
    }

    private void stepInCode(char next) {
        Integer braces = templates.peek();
        if (next == '`') {
            template(at);
        } else if (next == '/' && startsExpression()) {
            add(Kind.STRING, regularExpression());
        } else if (braces != null && next == '{') {
            templates.push(templates.pop() + 1);
            at++;
        } else if (braces != null && next == '}' && braces == 0) {
            templates.pop();
            template(at);
        } else if (braces != null && next == '}') {
            templates.push(templates.pop() - 1);
            at++;
        } else {
            at++;
        }
    }

    private boolean startsLineComment() {
        return switch (syntax) {
            case C_LIKE -> text.startsWith("//", at) && (at == 0 || text.charAt(at - 1) != ':');
            case SQL -> text.startsWith("--", at);
            case HASH ->
                text.charAt(at) == '#'
                        && !text.startsWith("#{", at)
                        && (at == 0 || Character.isWhitespace(text.charAt(at - 1)));
            case PROPERTIES, JSON, NONE -> false;
        };
    }

    private void add(Kind kind, int end) {
        spans.add(new Span(kind, at, end));
        at = end;
    }

    private int lineEnd() {
        int end = text.indexOf('\n', at);
        if (end < 0) {
            return text.length();
        }
        return end > at && text.charAt(end - 1) == '\r' ? end - 1 : end;
    }

    private int quoted(char quote) {
        String triple = String.valueOf(quote).repeat(3);
        boolean sql = syntax == CommentSyntax.SQL;
        boolean ends = syntax == CommentSyntax.HASH || syntax == CommentSyntax.JSON; // or it was no string
        if (!sql && syntax != CommentSyntax.JSON && text.startsWith(triple, at)) {
            return after(triple, at + 3);
        }
        boolean escapes = !sql || (at > 0 && (text.charAt(at - 1) | ' ') == 'e');
        for (int index = at + 1; index < text.length(); index++) {
            char next = text.charAt(index);
            if (next == '\\' && escapes) {
                index++;
            } else if (next == quote) {
                return index + 1;
            } else if (next == '\n' && !sql) {
                doubtful |= ends;
                return index;
            }
        }
        doubtful |= ends;
        return text.length();
    }

    private int dollarQuoted() {
        Matcher tag = DOLLAR_QUOTE.matcher(text).region(at, text.length());
        if (!tag.lookingAt()) {
            return at + 1;
        }
        return after(tag.group(), tag.end());
    }

    /** {@return where the text goes on after the sign, its end if the sign does not come} */
    private int after(String sign, int from) {
        int found = text.indexOf(sign, from);
        return found < 0 ? text.length() : found + sign.length();
    }

    /** Adds a template from its back quote, or from the brace that ends an expression in it, to its end or next one. */
    private void template(int from) {
        for (int index = from + 1; index < text.length(); index++) {
            char next = text.charAt(index);
            if (next == '\\') {
                index++;
            } else if (next == '`') {
                add(Kind.STRING, index + 1);
                return;
            } else if (next == '$' && text.startsWith("${", index)) {
                templates.push(0);
                add(Kind.STRING, index + 2);
                return;
            }
        }
        add(Kind.STRING, text.length());
    }

    private boolean startsExpression() {
        int before = at - 1;
        while (before >= 0 && Character.isWhitespace(text.charAt(before))) {
            before--;
        }
        if (before < 0 || BEFORE_EXPRESSION.indexOf(text.charAt(before)) >= 0) {
            return true;
        }
        int word = before;
        while (word >= 0 && Character.isLetter(text.charAt(word))) {
            word--;
        }
        String keyword = text.substring(word + 1, before + 1);
        return keyword.equals("return") || keyword.equals("typeof") || keyword.equals("case") || keyword.equals("in");
    }

    private int regularExpression() {
        boolean bracketed = false;
        int index = at + 1;
        for (; index < text.length(); index++) {
            char next = text.charAt(index);
            if (next == '\n') {
                break; // a division after all
            } else if (next == '\\') {
                index++;
            } else if (next == '[') {
                bracketed = true;
            } else if (next == ']') {
                bracketed = false;
            } else if (next == '/' && !bracketed) {
                divisions = 0;
                return index + 1;
            }
        }
        return ++divisions > DIVISIONS ? Math.min(index, text.length()) : at + 1;
    }

    /**
     * What was found in a text.
     *
     * @param spans its comments and strings, in order
     * @param known whether every string is among them; if not, anything else may be in one
     */
    record Scan(List<Span> spans, boolean known) {}

    /**
     * A comment or a string in a text; what lies between is code.
     *
     * @param kind what it is
     * @param start where it begins
     * @param end after its last character
     */
    record Span(Kind kind, int start, int end) {

        enum Kind {
            STRING,
            LINE_COMMENT,
            BLOCK_COMMENT
        }

        boolean isComment() {
            return kind != Kind.STRING;
        }
    }
}
