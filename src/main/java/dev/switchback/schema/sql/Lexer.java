package dev.switchback.schema.sql;

import dev.switchback.schema.sql.Token.Kind;
import java.util.function.Consumer;

/**
 * Cuts a script into tokens, as the database itself would.
 *
 * <p>The rules are those of PostgreSQL's {@code scan.l}, SQLite's {@code tokenize.c} and H2's {@code Tokenizer}, as far
 * as they decide where a quote, a comment or a name ends. PostgreSQL's strings are read with
 * {@code standard_conforming_strings} on, as it is by default.
 */
final class Lexer {

    private final String file;
    private final String text;
    private final Dialect dialect;
    private final Consumer<Token> comments;
    private int at;

    /**
     * Makes one that is at the beginning of a text.
     *
     * @param file what the script is called in a message
     * @param comments is given each comment of one line
     */
    Lexer(String file, String text, Dialect dialect, Consumer<Token> comments) {
        this.file = file;
        this.text = text;
        this.dialect = dialect;
        this.comments = comments;
    }

    /** {@return the line of a place in a text, from 1} */
    static int line(String text, int offset) {
        int line = 1;
        for (int next = text.indexOf('\n'); next >= 0 && next < offset; next = text.indexOf('\n', next + 1)) {
            line++;
        }
        return line;
    }

    /**
     * Returns the next token; at the end, again and again one that says so.
     *
     * @throws SqlScriptException if a quote or a comment does not end ; says where it begins
     */
    Token next() {
        skipBlanks();
        int start = at;
        if (at >= text.length()) {
            return new Token(Kind.END, text, start, start);
        }
        Kind kind = read(text.charAt(at));
        return new Token(kind, text, start, at);
    }

    private Kind read(char first) {
        if (startsWord(first)) {
            return word(first);
        }
        if (isDigit(first)) {
            at++;
            while (at < text.length() && (isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '.')) {
                at++;
            }
            return Kind.NUMBER;
        }
        return switch (first) {
            case '\'' -> quoted(Kind.STRING, '\'', "a string");
            case '"' -> quoted(Kind.NAME, '"', "a name in quotes");
            case '`' -> dialect.hasBackticks() ? quoted(Kind.NAME, '`', "a name in quotes") : symbol(first);
            case '[' -> dialect.hasBracketedNames() ? bracketed() : symbol(first);
            case '$' -> dollar();
            default -> symbol(first);
        };
    }

    private Kind symbol(char only) {
        at++;
        return switch (only) {
            case '(' -> Kind.OPEN;
            case ')' -> Kind.CLOSE;
            case ',' -> Kind.COMMA;
            case '.' -> Kind.DOT;
            case ';' -> Kind.SEMICOLON;
            case '\\' -> Kind.BACKSLASH;
            default -> Kind.SYMBOL;
        };
    }

    private Kind word(char first) {
        if (dialect.hasEscapeStrings() && (first == 'e' || first == 'E') && isAt('\'', at + 1)) {
            return escaped();
        }
        if ((first == 'u' || first == 'U') && isAt('&', at + 1) && isAt('"', at + 2)) {
            at += 2;
            return quoted(Kind.NAME, '"', "a name in quotes");
        }
        at++;
        while (at < text.length() && continuesWord(text.charAt(at))) {
            at++;
        }
        return Kind.WORD;
    }

    /** A quote within quotes is written twice, and so needs no rule of its own: it is two strings side by side. */
    private Kind quoted(Kind kind, char quote, String what) {
        int start = at;
        int end = text.indexOf(quote, at + 1);
        while (end >= 0 && isAt(quote, end + 1)) {
            end = text.indexOf(quote, end + 2);
        }
        at = behind(end, 1, what, start);
        return kind;
    }

    private Kind bracketed() {
        at = behind(text.indexOf(']', at), 1, "a name in brackets", at);
        return Kind.NAME;
    }

    /** A string with escapes; its parts on further lines have them too, though no E stands before those. */
    private Kind escaped() {
        int start = at;
        at += 2;
        while (true) {
            while (at < text.length() && text.charAt(at) != '\'') {
                at += text.charAt(at) == '\\' ? 2 : 1;
            }
            if (at >= text.length()) {
                throw unfinished("a string", start);
            }
            at++;
            int further = isAt('\'', at) ? at : furtherPart();
            if (further < 0) {
                return Kind.STRING;
            }
            at = further + 1;
        }
    }

    /** {@return where the string goes on behind a new line, or -1} */
    private int furtherPart() {
        boolean newLine = false;
        int next = at;
        while (next < text.length()) {
            if (text.startsWith("--", next)) {
                next = endOfLine(next);
            } else if (isBlank(text.charAt(next))) {
                newLine |= text.charAt(next) == '\n' || text.charAt(next) == '\r';
                next++;
            } else {
                break;
            }
        }
        return newLine && isAt('\'', next) ? next : -1;
    }

    /** {@code $1} is a parameter, {@code $tag$} begins a string; in H2 only {@code $$} does. */
    private Kind dollar() {
        int start = at;
        int end = at + 1;
        if (dialect == Dialect.POSTGRESQL && end < text.length() && startsWord(text.charAt(end))) {
            while (end < text.length() && continuesWord(text.charAt(end)) && text.charAt(end) != '$') {
                end++;
            }
        }
        if (dialect == Dialect.SQLITE || !isAt('$', end)) {
            at++;
            return Kind.SYMBOL;
        }
        String tag = text.substring(start, end + 1);
        at = behind(text.indexOf(tag, end + 1), tag.length(), "a string in dollar quotes", start);
        return Kind.STRING;
    }

    private void skipBlanks() {
        while (at < text.length()) {
            char next = text.charAt(at);
            if (isBlank(next)) {
                at++;
            } else if (startsLineComment(next)) {
                int start = at;
                at = endOfLine(at);
                comments.accept(new Token(Kind.COMMENT, text, start, at));
            } else if (next == '/' && isAt('*', at + 1)) {
                skipComment();
            } else {
                return;
            }
        }
    }

    private boolean startsLineComment(char next) {
        boolean begins = next == '-' || (next == '/' && dialect.hasSlashComments());
        return begins && isAt(next, at + 1);
    }

    private void skipComment() {
        int start = at;
        int depth = 0;
        do {
            if (at + 1 >= text.length()) {
                throw unfinished("a comment", start);
            }
            if (text.charAt(at) == '*' && text.charAt(at + 1) == '/') {
                depth--;
                at += 2;
            } else if (text.charAt(at) == '/'
                    && text.charAt(at + 1) == '*'
                    && (depth == 0 || dialect.hasNestedComments())) {
                depth++;
                at += 2;
            } else {
                at++;
            }
        } while (depth > 0);
    }

    private int endOfLine(int from) {
        int end = from;
        while (end < text.length()
                && text.charAt(end) != '\n'
                && !(text.charAt(end) == '\r' && dialect.endsCommentAtReturn())) {
            end++;
        }
        return end;
    }

    /**
     * Returns the lines from here to the one that is {@code \.} alone, and goes behind that.
     *
     * @param start where the statement begins whose rows they are
     * @throws SqlScriptException if something else follows on this line, or the lines do not end
     */
    String rows(int start) {
        int line = text.indexOf('\n', at);
        String rest = text.substring(at, line < 0 ? text.length() : line).strip();
        if (!rest.isEmpty() && !rest.startsWith("--")) {
            throw SqlScriptException.at(file, line(text, at), "the rows of COPY must begin on the line after it");
        }
        int from = line + 1;
        for (int next = from; line >= 0 && next < text.length(); ) {
            int end = text.indexOf('\n', next);
            int until = end < 0 ? text.length() : end;
            if (text.startsWith("\\.", next)
                    && text.substring(next, until).stripTrailing().length() == 2) {
                at = until;
                return text.substring(from, next);
            }
            next = until + 1;
        }
        throw SqlScriptException.at(
                file, line(text, start), "the rows of COPY do not end: a line \\. must follow them");
    }

    private int behind(int found, int length, String what, int start) {
        if (found < 0) {
            throw unfinished(what, start);
        }
        return found + length;
    }

    private SqlScriptException unfinished(String what, int start) {
        return SqlScriptException.at(file, line(text, start), what + " begins here and does not end");
    }

    private boolean isAt(char expected, int place) {
        return place < text.length() && text.charAt(place) == expected;
    }

    private static boolean isBlank(char letter) {
        return letter == ' ' || (letter >= '\t' && letter <= '\r');
    }

    private static boolean isDigit(char letter) {
        return letter >= '0' && letter <= '9';
    }

    private static boolean startsWord(char letter) {
        return isAsciiLetter(letter) || letter == '_' || letter >= 0x80;
    }

    private static boolean isLetterOrDigit(char letter) {
        return isAsciiLetter(letter) || letter == '_' || isDigit(letter);
    }

    private static boolean isAsciiLetter(char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
    }

    private static boolean continuesWord(char letter) {
        return startsWord(letter) || isDigit(letter) || letter == '$';
    }
}
