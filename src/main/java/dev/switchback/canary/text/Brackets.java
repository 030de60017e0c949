package dev.switchback.canary.text;

import dev.switchback.canary.text.CommentScanner.Span;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds where lines of a text may end, and which of its brackets hold a block.
 *
 * <p>A pair of braces (in SQL: of parentheses) holds one if there is a semicolon or another such pair in it, if it is an
 * empty body, or if it is never closed. Brackets that do not match are left over; nothing is ever refused.
 */
final class Brackets {

    private static final String OPENING = "([{";
    private static final String ENDING = ")]}";

    private final String text;
    private final char opener;
    private final List<Mark> marks = new ArrayList<>();
    private final Deque<Bracket> open = new ArrayDeque<>();
    private final int[] opened = new int[3]; // by kind
    private @Nullable Bracket nearest; // that may be a block

    private Brackets(String text, CommentSyntax syntax) {
        this.text = text;
        this.opener = syntax == CommentSyntax.SQL ? '(' : '{';
    }

    /** {@return every sign outside literals at which a line may end, in order} */
    static List<Mark> marks(String text, CommentSyntax syntax) {
        BitSet literals = new BitSet();
        for (Span span : CommentScanner.scan(text, syntax)) {
            literals.set(span.start(), span.end());
        }
        Brackets brackets = new Brackets(text, syntax);
        boolean signs = syntax == CommentSyntax.C_LIKE || syntax == CommentSyntax.SQL;
        for (int at = literals.nextClearBit(0); at < text.length(); at = literals.nextClearBit(at + 1)) {
            char sign = text.charAt(at);
            if (sign == '\n') {
                brackets.marks.add(new Mark(at, sign, null));
            } else if (signs) {
                brackets.sign(at, sign);
            }
        }
        brackets.open.forEach(left -> left.block = left.sign == brackets.opener);
        return brackets.marks;
    }

    private void sign(int at, char sign) {
        if (OPENING.indexOf(sign) >= 0) {
            open(at, sign);
        } else if (ENDING.indexOf(sign) >= 0) {
            close(at, sign, OPENING.charAt(ENDING.indexOf(sign)));
        } else if (sign == ';' || sign == ',') {
            Bracket inside = open.peek();
            if (inside != null && inside.sign == opener && sign == ';') {
                inside.block = true;
            }
            marks.add(new Mark(at, sign, inside));
        }
    }

    private void open(int at, char sign) {
        Bracket bracket = new Bracket(at, sign, nearest);
        open.push(bracket);
        opened[OPENING.indexOf(sign)]++;
        if (sign == opener) {
            if (nearest != null) {
                nearest.block = true;
            }
            nearest = bracket;
            marks.add(new Mark(at, sign, bracket));
        }
    }

    private void close(int at, char sign, char begun) {
        if (opened[OPENING.indexOf(begun)] == 0) {
            if (begun == opener) {
                marks.add(new Mark(at, sign, null));
            }
            return;
        }
        Bracket bracket;
        do { // those between are never closed
            bracket = open.pop();
            opened[OPENING.indexOf(bracket.sign)]--;
            if (bracket.sign == opener) {
                nearest = bracket.around;
            }
        } while (bracket.sign != begun);
        if (begun == opener) {
            bracket.block |= bracket.at == at - 1 && bracket.at > 0 && isBodyAfter(text.charAt(bracket.at - 1));
            marks.add(new Mark(at, sign, bracket));
        }
    }

    /** An empty pair of braces after a name or a bracket is the body of something that has nothing in it. */
    private boolean isBodyAfter(char before) {
        return opener == '{' && (Character.isJavaIdentifierPart(before) || before == ')' || before == '>');
    }

    /** A bracket, and what has been found of it. */
    static final class Bracket {

        private final int at;
        private final char sign;
        private final @Nullable Bracket around; // the next one that may be a block
        private boolean block;
        private int head = -1;

        private Bracket(int at, char sign, @Nullable Bracket around) {
            this.at = at;
            this.sign = sign;
            this.around = around;
        }

        boolean isBlock() {
            return block;
        }

        /** {@return the line that ends with it, -1 if none was noted} */
        int head() {
            return head;
        }

        void headedBy(int line) {
            head = line;
        }
    }

    /**
     * A sign at which a line may end.
     *
     * @param at where it is
     * @param sign a line break, a semicolon, a comma, or a bracket of the kind that holds blocks
     * @param inside the bracket around it, or itself; null if there is none, or none to which it belongs
     */
    record Mark(int at, char sign, @Nullable Bracket inside) {

        boolean opens() {
            return sign == '{' || sign == '(';
        }
    }
}
