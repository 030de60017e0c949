package dev.switchback.canary.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A stretch of text from outside, as it is shown on a page.
 *
 * @param text what is shown
 * @param marked whether it differs from the other side
 * @param named whether it is the name of a character that would not be seen, or would change how others are, such as
 *     {@code U+202E}
 */
record Piece(String text, boolean marked, boolean named) {

    /** {@return the text in pieces, none of it marked} */
    static List<Piece> of(String text) {
        return of(text, false);
    }

    /** {@return the text in pieces: whatever cannot be shown safely is named} */
    static List<Piece> of(String text, boolean marked) {
        List<Piece> pieces = new ArrayList<>();
        int from = 0;
        for (int at = 0; at < text.length(); ) {
            int point = text.codePointAt(at);
            int next = at + Character.charCount(point);
            if (isUnsafe(point)) {
                if (from < at) {
                    pieces.add(new Piece(text.substring(from, at), marked, false));
                }
                pieces.add(new Piece("U+%04X".formatted(point), marked, true));
                from = next;
            }
            at = next;
        }
        if (from < text.length()) {
            pieces.add(new Piece(text.substring(from), marked, false));
        }
        return pieces;
    }

    /** {@return the text without marks, for where no pieces can be} */
    static String visible(String text) {
        StringBuilder visible = new StringBuilder();
        of(text).forEach(piece -> visible.append(piece.named ? "[%s]".formatted(piece.text) : piece.text));
        return visible.toString();
    }

    /** {@return the same on one line} */
    static String plain(String text) {
        return visible(text).replaceAll("\\s+", " ");
    }

    private static boolean isUnsafe(int point) {
        int type = Character.getType(point);
        return (Character.isISOControl(point) && point != '\n' && point != '\t')
                || type == Character.FORMAT
                || type == Character.SURROGATE
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || (point & 0xfffe) == 0xfffe; // no characters, and not allowed on a page
    }
}
