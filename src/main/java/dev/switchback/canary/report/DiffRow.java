package dev.switchback.canary.report;

import java.util.List;
import java.util.Locale;

/**
 * A row of two files side by side.
 *
 * @param kind how the two lines differ
 * @param legacyLine the number of the line of legacy, 0 if it has none here
 * @param legacy that line
 * @param newLine the number of the line of the new side, 0 if it has none here
 * @param replacement that line
 */
record DiffRow(Kind kind, int legacyLine, List<Piece> legacy, int newLine, List<Piece> replacement) {

    /** How two lines differ. */
    enum Kind {
        /** They are the same. */
        EQUAL,
        /** Only their white space differs. */
        SPACE,
        /** They differ. */
        CHANGED,
        /** Only legacy has the line. */
        REMOVED,
        /** Only the new side has the line. */
        ADDED,
        /** Lines that are the same on both sides, and not shown; {@code newLine} says how many. */
        GAP
    }

    static DiffRow gap(int lines) {
        return new DiffRow(Kind.GAP, 0, List.of(), lines, List.of());
    }

    static DiffRow equal(int legacyLine, int newLine, String line) {
        List<Piece> pieces = InlineDiff.whole(line);
        return new DiffRow(Kind.EQUAL, legacyLine, pieces, newLine, pieces);
    }

    static DiffRow removed(int legacyLine, String line) {
        return new DiffRow(Kind.REMOVED, legacyLine, InlineDiff.whole(line), 0, List.of());
    }

    static DiffRow added(int newLine, String line) {
        return new DiffRow(Kind.ADDED, 0, List.of(), newLine, InlineDiff.whole(line));
    }

    boolean isGap() {
        return kind == Kind.GAP;
    }

    String style() {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
