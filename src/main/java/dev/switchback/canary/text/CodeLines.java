package dev.switchback.canary.text;

import dev.switchback.canary.text.Brackets.Bracket;
import dev.switchback.canary.text.Brackets.Mark;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * The lines of a text as its author might have written them, however it was laid out: a statement, an entry of a list
 * of entries, the head of a block, and its end are one line each.
 *
 * <pre>{@code
 * columns:{                       where the text has  columns: { id: { type: 'int4' },
 * id:{type:'int4'},                                   name: { type: 'text' }, },
 * name:{type:'text'},
 * },
 * }</pre>
 *
 * <p>A pair of brackets that holds no block stays on its line. Where line breaks mean something, they end a line, too;
 * in texts of which no syntax is known nothing else does.
 */
final class CodeLines {

    private static final int LONGEST = 2_000; // longer ones are divided after commas and spaces

    private final Canonical canonical;
    private final boolean sql;
    private final Places lines = new Places();
    private final Deque<Integer> heads = new ArrayDeque<>();
    private int from;

    private CodeLines(Canonical canonical, CommentSyntax syntax) {
        this.canonical = canonical;
        this.sql = syntax == CommentSyntax.SQL;
    }

    static CodeLines of(String source, Canonical canonical, CommentSyntax syntax) {
        CodeLines lines = new CodeLines(canonical, syntax);
        for (Mark mark : Brackets.marks(canonical.text(), syntax)) {
            if (mark.at() >= lines.from) {
                lines.step(mark);
            }
        }
        lines.cut(canonical.text().length());
        lines.lines.number(source, canonical);
        return lines;
    }

    int size() {
        return lines.size();
    }

    String text(int line) {
        return canonical.text().substring(lines.start(line), lines.end(line));
    }

    /** {@return what tells lines apart: the ends of two blocks are the same only if their heads are} */
    List<String> keys() {
        List<String> keys = new ArrayList<>(size());
        for (int line = 0; line < size(); line++) {
            keys.add(isEnd(line) ? text(line) + '\n' + head(line) : text(line));
        }
        return keys;
    }

    /** {@return whether the line ends a block} */
    boolean isEnd(int line) {
        return lines.head(line) >= 0 && lines.endOf(lines.head(line)) == line;
    }

    /** {@return the head of the block in which the line is or which it ends, empty if there is none} */
    String head(int line) {
        return lines.head(line) < 0 ? "" : text(lines.head(line));
    }

    /** {@return the line that ends the block of which this one is the head, -1 if it is none} */
    int endOf(int line) {
        return lines.endOf(line);
    }

    /** {@return where in the source the character at this place of the line is} */
    int origin(int line, int place) {
        return canonical.origin(
                Math.min(lines.start(line) + place, canonical.text().length()));
    }

    /** {@return the number of the line in the source with which this one begins, from 1} */
    int number(int line) {
        return lines.first(line);
    }

    /** {@return whether the line takes up whole lines of the source} */
    boolean isWhole(int line) {
        return (line == 0 || lines.last(line - 1) < lines.first(line))
                && (line == size() - 1 || lines.last(line) < lines.first(line + 1));
    }

    private void step(Mark mark) {
        Bracket inside = mark.inside();
        if (mark.sign() == '\n') {
            cut(mark.at());
            from = mark.at() + 1;
        } else if (mark.sign() == ';' || mark.sign() == ',') {
            if (inside == null ? mark.sign() == ';' || sql : inside.isBlock()) {
                cut(mark.at() + 1);
            }
        } else if (inside == null) { // a bracket that closes nothing
            cut(mark.at());
            cut(mark.at() + 1);
        } else if (inside.isBlock() && mark.opens()) {
            cut(mark.at() + 1);
            inside.headedBy(lines.size() - 1);
            heads.push(inside.head());
        } else if (inside.isBlock()) {
            cut(mark.at());
            close(inside.head(), mark.at() + 1);
        }
    }

    private void close(int head, int after) {
        int end = after;
        while (end < canonical.text().length()
                && (sql ? ";," : ")];,").indexOf(canonical.text().charAt(end)) >= 0) {
            end++;
        }
        while (heads.pop() != head) {
            // blocks that are never closed end here, too
        }
        lines.add(from, end, head);
        lines.endsAt(head, lines.size() - 1);
        from = end;
    }

    private void cut(int end) {
        int head = heads.isEmpty() ? -1 : heads.peek();
        String text = canonical.text();
        if (end - from > LONGEST) {
            for (int at = from; at < end - 1; at++) {
                if (text.charAt(at) == ',' || text.charAt(at) == ' ') {
                    lines.add(from, at + 1, head);
                    from = at + 1;
                }
            }
        }
        if (end > from) {
            lines.add(from, end, head);
        }
        from = end;
    }

    /** Where lines begin and end, in numbers only, because there may be a million. */
    private static final class Places {

        private int[] places = new int[6 * 64];
        private int size;

        void add(int start, int end, int head) {
            if (6 * size == places.length) {
                places = Arrays.copyOf(places, 2 * places.length);
            }
            int[] line = {start, end, head, -1, 0, 0};
            System.arraycopy(line, 0, places, 6 * size, 6);
            size++;
        }

        int size() {
            return size;
        }

        int start(int line) {
            return places[6 * line];
        }

        int end(int line) {
            return places[6 * line + 1];
        }

        int head(int line) {
            return places[6 * line + 2];
        }

        int endOf(int line) {
            return places[6 * line + 3];
        }

        int first(int line) {
            return places[6 * line + 4];
        }

        int last(int line) {
            return places[6 * line + 5];
        }

        void endsAt(int head, int line) {
            places[6 * head + 3] = line;
        }

        /** Notes the lines of the source from which and to which each line reaches. */
        void number(String source, Canonical canonical) {
            int number = 1;
            int counted = 0;
            for (int line = 0; line < size; line++) {
                for (int which = 0; which < 2; which++) {
                    int origin = canonical.origin(which == 0 ? start(line) : end(line) - 1);
                    for (; counted < origin; counted++) {
                        number += source.charAt(counted) == '\n' ? 1 : 0;
                    }
                    places[6 * line + 4 + which] = number;
                }
            }
        }
    }
}
