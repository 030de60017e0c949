package dev.switchback.canary.report;

import dev.switchback.canary.report.DiffRow.Kind;
import dev.switchback.canary.text.LineDiff;
import dev.switchback.canary.text.LineDiff.Hunk;
import java.util.ArrayList;
import java.util.List;

/**
 * Two texts beside each other, row by row: what differs and {@value #CONTEXT} lines around it.
 *
 * @param rows the rows, at most as many differing ones as were asked for
 * @param unshown how many lines of both sides differ besides
 */
record SideBySide(List<DiffRow> rows, int unshown) {

    private static final int CONTEXT = 3;

    SideBySide {
        rows = List.copyOf(rows);
    }

    /** {@return the rows, of which at most so many differ} */
    static SideBySide of(String legacy, String replacement, int most) {
        return new Layout(legacy.lines().toList(), replacement.lines().toList(), most).lay();
    }

    /** {@return how many rows have a line of legacy that the new side does not have} */
    long removed() {
        return count(Kind.REMOVED) + count(Kind.CHANGED) + count(Kind.SPACE);
    }

    /** {@return how many rows have a line of the new side that legacy does not have} */
    long added() {
        return count(Kind.ADDED) + count(Kind.CHANGED) + count(Kind.SPACE);
    }

    private long count(Kind kind) {
        return rows.stream().filter(row -> row.kind() == kind).count();
    }

    /** Lays the rows of two texts; for one thread, once. */
    private static final class Layout {

        private final List<String> legacy;
        private final List<String> replacement;
        private final int most;
        private final List<DiffRow> rows = new ArrayList<>();
        private int differing;
        private int unshown;

        Layout(List<String> legacy, List<String> replacement, int most) {
            this.legacy = legacy;
            this.replacement = replacement;
            this.most = most;
        }

        SideBySide lay() {
            int legacyAt = 0;
            int newAt = 0;
            for (Hunk change : LineDiff.of(legacy, replacement)) {
                if (differing < most) {
                    equal(legacyAt, newAt, change.legacyStart() - legacyAt, legacyAt == 0);
                }
                change(change);
                legacyAt = change.legacyEnd();
                newAt = change.newEnd();
            }
            int left = legacy.size() - legacyAt;
            if (unshown == 0 && differing > 0 && left > 0) {
                context(legacyAt, newAt, Math.min(CONTEXT, left));
                gap(left - CONTEXT);
            }
            return new SideBySide(rows, unshown);
        }

        private void equal(int legacyAt, int newAt, int lines, boolean first) {
            int before = first ? 0 : CONTEXT;
            if (lines <= before + CONTEXT + 1) {
                context(legacyAt, newAt, lines);
                return;
            }
            context(legacyAt, newAt, before);
            gap(lines - before - CONTEXT);
            context(legacyAt + lines - CONTEXT, newAt + lines - CONTEXT, CONTEXT);
        }

        private void context(int legacyAt, int newAt, int lines) {
            for (int line = 0; line < lines; line++) {
                rows.add(DiffRow.equal(legacyAt + line + 1, newAt + line + 1, legacy.get(legacyAt + line)));
            }
        }

        private void gap(int lines) {
            if (lines > 0) {
                rows.add(DiffRow.gap(lines));
            }
        }

        private void change(Hunk change) {
            if (differing >= most) {
                unshown += change.legacyEnd() - change.legacyStart() + change.newEnd() - change.newStart();
                return;
            }
            List<String> before = legacy.subList(change.legacyStart(), change.legacyEnd());
            List<String> after = replacement.subList(change.newStart(), change.newEnd());
            for (LineAlignment.Pair pair : LineAlignment.of(before, after)) {
                if (differing++ < most) {
                    rows.add(row(change, pair));
                } else {
                    unshown += (pair.legacy() < 0 ? 0 : 1) + (pair.replacement() < 0 ? 0 : 1);
                }
            }
        }

        private DiffRow row(Hunk change, LineAlignment.Pair pair) {
            int legacyAt = change.legacyStart() + pair.legacy();
            int newAt = change.newStart() + pair.replacement();
            if (pair.replacement() < 0) {
                return DiffRow.removed(legacyAt + 1, legacy.get(legacyAt));
            }
            if (pair.legacy() < 0) {
                return DiffRow.added(newAt + 1, replacement.get(newAt));
            }
            String before = legacy.get(legacyAt);
            String after = replacement.get(newAt);
            boolean space = LineAlignment.squeezed(before).equals(LineAlignment.squeezed(after));
            InlineDiff marks = InlineDiff.of(before, after);
            return new DiffRow(
                    space ? Kind.SPACE : Kind.CHANGED, legacyAt + 1, marks.legacy(), newAt + 1, marks.replacement());
        }
    }
}
