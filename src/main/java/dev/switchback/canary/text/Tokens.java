package dev.switchback.canary.text;

import java.util.ArrayList;
import java.util.List;

/** Cuts a piece of text into words, literals and signs, and leaves white space out. */
final class Tokens {

    private static final List<String> SIGNS = List.of("===", "!==", "...", "=>", "==", "!=", "&&", "||", "->");
    private static final String UUID_FORM = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
    private static final String DATE_FORM = "dddd-dd-dd";

    private final String text;
    private final CommentSyntax syntax;
    private final List<Token> found = new ArrayList<>();
    private int at;

    private Tokens(String text, CommentSyntax syntax) {
        this.text = text;
        this.syntax = syntax;
    }

    static List<Token> of(String text, CommentSyntax syntax) {
        Tokens tokens = new Tokens(text, syntax);
        while (tokens.at < text.length()) {
            tokens.step();
        }
        return tokens.found;
    }

    private void step() {
        char next = text.charAt(at);
        if (Character.isWhitespace(next)) {
            at++;
        } else if (next == TimestampRule.MASK) {
            add(Kind.TIMESTAMP, at + 1);
        } else if (isQuote(next)) {
            int end = quoteEnd(next);
            add(end > at + 1 ? Kind.TEXT : Kind.SIGN, end);
        } else if (matches(UUID_FORM)) {
            add(Kind.UUID, at + UUID_FORM.length());
        } else if (matches(DATE_FORM)) {
            add(Kind.TIMESTAMP, at + DATE_FORM.length());
        } else if (isDigit(next)) {
            add(Kind.NUMBER, numberEnd());
        } else if (Character.isJavaIdentifierPart(text.codePointAt(at))) {
            add(Kind.WORD, listEnd(wordEnd()));
        } else {
            add(Kind.SIGN, next == ')' ? listEnd(at + 1) : signEnd());
        }
    }

    private void add(Kind kind, int end) {
        found.add(new Token(kind, text.substring(at, end), at));
        at = end;
    }

    private boolean isQuote(char next) {
        return next == '"' || (!syntax.isPlain() && next == '\'') || next == '`';
    }

    /** {@return after the quote that ends the literal; in plain text a quote alone is a sign like others} */
    private int quoteEnd(char quote) {
        for (int index = at + 1; index < text.length(); index++) {
            if (text.charAt(index) == '\\' && syntax != CommentSyntax.SQL) {
                index++;
            } else if (text.charAt(index) == quote) {
                return index + 1;
            }
        }
        return syntax.isPlain() ? at + 1 : text.length();
    }

    /** {@return whether the text goes on like this: {@code x} is a hexadecimal digit, {@code d} a decimal one} */
    private boolean matches(String form) {
        if (text.length() - at < form.length() || text.charAt(at + form.indexOf('-')) != '-') {
            return false;
        }
        for (int index = 0; index < form.length(); index++) {
            char is = text.charAt(at + index);
            char asked = form.charAt(index);
            boolean fits = asked == 'x' ? Character.digit(is, 16) >= 0 : asked == 'd' ? isDigit(is) : is == asked;
            if (!fits) {
                return false;
            }
        }
        int end = at + form.length();
        return end == text.length() || !Character.isLetterOrDigit(text.charAt(end));
    }

    private int numberEnd() {
        int end = at + 1;
        while (end < text.length() && (Character.isLetterOrDigit(text.charAt(end)) || isInNumber(end))) {
            end++;
        }
        return end;
    }

    private boolean isInNumber(int index) {
        boolean followed = index + 1 < text.length() && isDigit(text.charAt(index + 1));
        return text.charAt(index) == '_' || (text.charAt(index) == '.' && followed);
    }

    private int wordEnd() {
        int end = at;
        while (end < text.length() && Character.isJavaIdentifierPart(text.codePointAt(end))) {
            end += Character.charCount(text.codePointAt(end));
        }
        return end;
    }

    /** A list of something is a type of its own: {@code any[]} that becomes {@code string[]} is one change. */
    private int listEnd(int from) {
        int end = from;
        while (syntax == CommentSyntax.C_LIKE && text.startsWith("[]", end)) {
            end += 2;
        }
        return end;
    }

    private int signEnd() {
        for (String sign : SIGNS) {
            if (text.startsWith(sign, at)) {
                return at + sign.length();
            }
        }
        return at + Character.charCount(text.codePointAt(at));
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    /** What a token is. */
    enum Kind {
        WORD,
        TEXT,
        NUMBER,
        UUID,
        TIMESTAMP,
        SIGN
    }

    /**
     * A part that is not divided any more.
     *
     * @param kind what it is
     * @param text as it is written
     * @param start where it begins
     */
    record Token(Kind kind, String text, int start) {

        boolean is(String other) {
            return text.equals(other);
        }

        boolean opens() {
            return is("(") || is("[") || is("{");
        }

        boolean closes() {
            return is(")") || is("]") || is("}") || text.startsWith(")[]");
        }
    }
}
