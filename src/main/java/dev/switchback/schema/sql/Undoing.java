package dev.switchback.schema.sql;

import java.util.ArrayList;
import java.util.List;

/**
 * What the text of one statement says about undoing it.
 *
 * @param statements what undoes it, in the order to run them
 * @param covers whether they undo all of it
 * @param doubtful whether it says {@code IF NOT EXISTS}: they would also take what was there before
 */
record Undoing(List<String> statements, boolean covers, boolean doubtful) {

    /** Nothing that the patterns know. */
    static final Undoing UNKNOWN = new Undoing(List.of(), false, false);

    /** Nothing to undo. */
    static final Undoing NOTHING = new Undoing(List.of(), true, false);

    Undoing {
        statements = List.copyOf(statements);
    }

    static Undoing by(String statement, boolean doubtful) {
        return new Undoing(List.of(statement), true, doubtful);
    }

    /** {@return how to undo both, this one first} */
    Undoing then(Undoing next) {
        List<String> both = new ArrayList<>(statements);
        both.addAll(next.statements);
        return new Undoing(both, covers && next.covers, doubtful || next.doubtful);
    }
}
