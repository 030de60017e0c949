package dev.switchback.canary.compare;

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
