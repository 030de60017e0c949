package dev.switchback.schema.sql;

import java.util.List;
import java.util.Optional;

/**
 * The {@code BEGIN ... COMMIT} that a script has written around itself, which is replaced by ours.
 *
 * <p>Settings such as {@code SET lock_timeout} may stand outside it. Any other transaction control is refused: with it,
 * nobody could say after a failure what was kept.
 */
final class OwnTransaction {

    private static final String ONLY = "; only one plain BEGIN; ... COMMIT; around the whole script may control it";

    /** Whoever rebuilds a table of SQLite is told to write them there. */
    private static final String PRAGMAS = " take the PRAGMA away (foreign keys are off unless the URL of the database"
            + " switches them on), or BEGIN and COMMIT, without which each statement is run for itself";

    private final String file;
    private final Dialect dialect;
    private final List<SqlStatement> all;

    OwnTransaction(String file, Dialect dialect, List<SqlStatement> all) {
        this.file = file;
        this.dialect = dialect;
        this.all = all;
    }

    /** {@return whether the script has written one} */
    boolean isThere() {
        return all.stream().anyMatch(OwnTransaction::controls);
    }

    /**
     * Returns the statements without it.
     *
     * @throws SqlScriptException for any other transaction control, for statements that stand outside, and for those
     *     inside that the database would refuse there
     */
    List<SqlStatement> removed() {
        List<SqlStatement> controls =
                all.stream().filter(OwnTransaction::controls).toList();
        if (controls.isEmpty()) {
            return all;
        }
        requirePair(controls);
        int begin = all.indexOf(controls.get(0));
        int commit = all.indexOf(controls.get(1));
        for (int i = 0; i < all.size(); i++) {
            boolean inside = i > begin && i < commit;
            requirePlace(all.get(i), inside || controls(all.get(i)));
        }
        return all.stream().filter(statement -> !controls(statement)).toList();
    }

    private void requirePair(List<SqlStatement> controls) {
        SqlStatement first = controls.get(0);
        if (!isBegin(first)) {
            throw at(first, "%s controls the transaction%s".formatted(first.shown(), ONLY));
        }
        if (controls.size() == 1) {
            throw at(first, "%s has no COMMIT".formatted(first.shown()));
        }
        Optional<SqlStatement> wrong = !isCommit(controls.get(1))
                ? Optional.of(controls.get(1))
                : controls.stream().skip(2).findFirst();
        if (wrong.isPresent()) {
            throw at(
                    wrong.get(),
                    "%s controls the transaction%s".formatted(wrong.get().shown(), ONLY));
        }
    }

    private void requirePlace(SqlStatement statement, boolean inside) {
        boolean setting = statement.startsWith(dialect, "SET") || statement.startsWith(dialect, "RESET");
        if (!inside && !setting) {
            boolean pragma = dialect == Dialect.SQLITE && statement.startsWith(dialect, "PRAGMA");
            throw at(
                    statement,
                    "%s is outside of the script's own BEGIN; ... COMMIT;%s"
                            .formatted(statement.shown(), pragma ? PRAGMAS : ""));
        }
        if (statement.kind() == StatementKind.NOT_IN_TRANSACTION) {
            throw at(
                    statement,
                    "%s cannot run in a transaction, and the script has its own BEGIN; ... COMMIT;"
                            .formatted(statement.shown()));
        }
    }

    private SqlScriptException at(SqlStatement statement, String why) {
        return SqlScriptException.at(file, statement.line(), why);
    }

    private static boolean controls(SqlStatement statement) {
        return statement.kind() == StatementKind.TRANSACTION_CONTROL;
    }

    private boolean isBegin(SqlStatement statement) {
        Words words = words(statement);
        if (words.take("START")) {
            return words.take("TRANSACTION") && words.isAtEnd();
        }
        boolean begin = words.take("BEGIN");
        if (dialect == Dialect.SQLITE) {
            words.take("DEFERRED|IMMEDIATE|EXCLUSIVE");
        }
        words.take("WORK|TRANSACTION");
        return begin && words.isAtEnd();
    }

    private boolean isCommit(SqlStatement statement) {
        Words words = words(statement);
        boolean commit = words.take("COMMIT|END");
        words.take("WORK|TRANSACTION");
        words.take("AND", "NO", "CHAIN");
        return commit && words.isAtEnd();
    }

    private Words words(SqlStatement statement) {
        return Words.of(statement, dialect);
    }
}
