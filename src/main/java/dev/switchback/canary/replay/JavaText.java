package dev.switchback.canary.replay;

/** Texts as they may stand in the source of a Java class, whatever is in them. */
final class JavaText {

    private JavaText() {}

    /**
     * Returns a string literal, in printable ASCII alone: a text cannot end it, begin a line, or be taken for a Unicode
     * escape, which the compiler reads before anything else.
     *
     * @see <a href="https://docs.oracle.com/javase/specs/jls/se17/html/jls-3.html#jls-3.3">JLS 3.3: a backslash after
     *     another one begins no Unicode escape</a>
     */
    static String literal(String text) {
        StringBuilder literal = new StringBuilder("\"");
        for (int at = 0; at < text.length(); at++) {
            char one = text.charAt(at);
            switch (one) {
                case '"' -> literal.append("\\\"");
                case '\\' -> literal.append("\\\\");
                case '\n' -> literal.append("\\n");
                default -> {
                    if (one < ' ') {
                        literal.append("\\%03o".formatted((int) one)); // as a Unicode escape it would end the line
                    } else if (one > '~') {
                        literal.append("\\u%04x".formatted((int) one));
                    } else {
                        literal.append(one);
                    }
                }
            }
        }
        return literal.append('"').toString();
    }
}
