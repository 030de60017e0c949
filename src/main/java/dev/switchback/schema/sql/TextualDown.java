package dev.switchback.schema.sql;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A down taken from the text of its up, where there is no database to ask: UNVERIFIED, for nothing has run it.
 *
 * <p>It undoes new tables, columns, indexes and policies and row level security that is switched on, the last one
 * first, and names every statement that it does not undo.
 *
 * @param sql the whole script, with a header that says all this; it has no statements if it undoes nothing
 * @param statements those in it, without semicolons
 * @param notCovered the statements of the up of which something stays
 * @param doubtful the statements that say {@code IF NOT EXISTS}: undoing them also takes what was there before
 */
public record TextualDown(
        String sql, List<String> statements, List<SqlStatement> notCovered, List<SqlStatement> doubtful) {

    /** Copies the lists. */
    public TextualDown {
        statements = List.copyOf(statements);
        notCovered = List.copyOf(notCovered);
        doubtful = List.copyOf(doubtful);
    }

    /** {@return the down of a script} */
    public static TextualDown of(SqlScript up) {
        UndoPatterns patterns = new UndoPatterns(up.dialect());
        Deque<Undoing> newestFirst = new ArrayDeque<>();
        List<SqlStatement> notCovered = new ArrayList<>();
        List<SqlStatement> doubtful = new ArrayList<>();
        for (SqlStatement statement : up.statements()) {
            Undoing undoing = patterns.undo(statement);
            if (!undoing.covers()) {
                notCovered.add(statement);
            }
            if (undoing.doubtful()) {
                doubtful.add(statement);
            }
            newestFirst.addFirst(undoing);
        }
        List<String> statements = newestFirst.stream()
                .flatMap(undoing -> undoing.statements().stream())
                .toList();
        String sql = header(notCovered, doubtful) + body(statements);
        return new TextualDown(sql, statements, notCovered, doubtful);
    }

    /** {@return whether it undoes every statement, as far as a text can say} */
    public boolean isComplete() {
        return notCovered.isEmpty();
    }

    private static String header(List<SqlStatement> notCovered, List<SqlStatement> doubtful) {
        StringBuilder header = new StringBuilder();
        header.append("-- UNVERIFIED: taken from the text of the up; no database has run it\n");
        for (SqlStatement statement : notCovered) {
            header.append("-- NOT UNDONE, line %d: %s\n".formatted(statement.line(), statement.shown()));
        }
        for (SqlStatement statement : doubtful) {
            header.append("-- also takes what was there before, line %d: %s\n"
                    .formatted(statement.line(), statement.shown()));
        }
        return header.toString();
    }

    private static String body(List<String> statements) {
        if (statements.isEmpty()) {
            return "";
        }
        boolean alone = statements.stream().anyMatch(statement -> statement.startsWith("DROP INDEX CONCURRENTLY "));
        String all = String.join(";\n", statements) + ";\n";
        return alone
                ? "-- switchback: no-transaction\n\n%s".formatted(all)
                : "\nBEGIN;\n\n%s\nCOMMIT;\n".formatted(all);
    }
}
