package dev.switchback.schema.sql;

import java.util.Locale;

/**
 * A piece of a script that is neither white space nor a comment.
 *
 * @param kind what it is
 * @param source the text it is a part of
 * @param start the offset of its first character
 * @param end the offset behind its last character
 */
record Token(Kind kind, String source, int start, int end) {

    enum Kind {
        /** A keyword or a name without quotes. */
        WORD,
        /** A name in quotes, which are part of it. */
        NAME,
        /** A constant in quotes of any kind. */
        STRING,
        NUMBER,
        OPEN,
        CLOSE,
        COMMA,
        DOT,
        SEMICOLON,
        BACKSLASH,
        SYMBOL,
        /** A comment of one line; only ever told apart, never part of a statement. */
        COMMENT,
        /** The end of the script. */
        END
    }

    boolean is(Kind other) {
        return kind == other;
    }

    /** {@return whether it is a keyword, given in upper case} */
    boolean is(String word) {
        if (kind != Kind.WORD || end - start != word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            char letter = source.charAt(start + i);
            char upper = letter >= 'a' && letter <= 'z' ? (char) (letter - 'a' + 'A') : letter;
            if (upper != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    boolean isAnyOf(String... words) {
        for (String word : words) {
            if (is(word)) {
                return true;
            }
        }
        return false;
    }

    String text() {
        return source.substring(start, end);
    }

    /** {@return the keyword in upper case, or nothing that could be one} */
    String word() {
        return kind == Kind.WORD ? text().toUpperCase(Locale.ROOT) : "";
    }
}
