package dev.switchback.schema.sql;

import dev.switchback.schema.sql.Token.Kind;
import java.util.Optional;

/**
 * The five statements that can be undone by their text alone: a new table, column, index or policy, and row level
 * security that is switched on.
 *
 * <p>Names are written again as they stand, so that their quotes and letters mean the same.
 */
final class UndoPatterns {

    private final Dialect dialect;

    UndoPatterns(Dialect dialect) {
        this.dialect = dialect;
    }

    /** {@return how to undo a statement, as far as its text says} */
    Undoing undo(SqlStatement statement) {
        if (isWithoutTrace(statement)) {
            return Undoing.NOTHING;
        }
        boolean known = statement.startsWith(dialect, "CREATE") || statement.startsWith(dialect, "ALTER", "TABLE");
        if (!known) {
            return Undoing.UNKNOWN; // an INSERT of many rows is not even read
        }
        Words words = Words.of(statement, dialect);
        if (words.take("ALTER", "TABLE")) {
            return alteredTable(words);
        }
        words.take("CREATE");
        if (words.take("POLICY")) {
            return policy(words);
        }
        if (words.take("UNIQUE", "INDEX") || words.take("INDEX")) {
            return index(words);
        }
        return table(words);
    }

    /** Settings that end with the session; a search path is not among them, for what follows depends on it. */
    private boolean isWithoutTrace(SqlStatement statement) {
        boolean place = statement.startsWith(dialect, "SET", "SEARCH_PATH")
                || (statement.startsWith(dialect, "SET", "LOCAL")
                        && Words.of(statement, dialect).holds("SEARCH_PATH|ROLE"))
                || statement.startsWith(dialect, "SET", "SESSION")
                || statement.startsWith(dialect, "SET", "SCHEMA")
                || statement.startsWith(dialect, "SET", "ROLE");
        boolean setting = statement.startsWith(dialect, "SET") && dialect == Dialect.POSTGRESQL && !place;
        return setting
                || statement.startsWith(dialect, "LOCK")
                || statement.startsWith(dialect, "ANALYZE")
                || statement.startsWith(dialect, "VACUUM")
                || statement.startsWith(dialect, "REINDEX");
    }

    private Undoing table(Words words) {
        boolean temporary = words.take("TEMP|TEMPORARY") || words.take("GLOBAL|LOCAL", "TEMP|TEMPORARY");
        words.take("UNLOGGED");
        if (!words.take("TABLE")) {
            return Undoing.UNKNOWN;
        }
        if (temporary) {
            return Undoing.NOTHING; // it ends with its session; dropping would find a table of the same name
        }
        boolean doubtful = words.take("IF", "NOT", "EXISTS");
        String cascade = dialect == Dialect.SQLITE ? "" : " CASCADE";
        return words.takeName()
                .map(name -> Undoing.by("DROP TABLE %s%s".formatted(name.sql(), cascade), doubtful))
                .orElse(Undoing.UNKNOWN);
    }

    private static Undoing index(Words words) {
        String concurrently = words.take("CONCURRENTLY") ? " CONCURRENTLY" : "";
        boolean doubtful = words.take("IF", "NOT", "EXISTS");
        if (words.peek().is("ON")) {
            return Undoing.UNKNOWN; // the database chose its name
        }
        Optional<SqlName> name = words.takeName();
        boolean on = words.take("ON");
        words.take("ONLY");
        Optional<SqlName> table = words.takeName();
        if (name.isEmpty() || !on || table.isEmpty()) {
            return Undoing.UNKNOWN;
        }
        boolean placed = name.get().parts().size() > 1;
        String index = placed ? name.get().sql() : table.get().beside(name.get().sql());
        return Undoing.by("DROP INDEX%s %s".formatted(concurrently, index), doubtful);
    }

    private static Undoing policy(Words words) {
        Optional<SqlName> name = words.takeName();
        boolean on = words.take("ON");
        Optional<SqlName> table = words.takeName();
        return name.isPresent() && on && table.isPresent()
                ? Undoing.by(
                        "DROP POLICY %s ON %s"
                                .formatted(name.get().sql(), table.get().sql()),
                        false)
                : Undoing.UNKNOWN;
    }

    private static Undoing alteredTable(Words words) {
        String mayBeAway = words.take("IF", "EXISTS") ? "IF EXISTS " : "";
        String only = words.take("ONLY") ? "ONLY " : "";
        Optional<SqlName> name = words.takeName();
        if (name.isEmpty()) {
            return Undoing.UNKNOWN;
        }
        if (words.peek().is(Kind.SYMBOL)) {
            words.take(Kind.SYMBOL); // the star that says: and its children
        }
        String alter =
                "ALTER TABLE %s%s%s ".formatted(mayBeAway, only, name.get().sql());
        Undoing all = Undoing.NOTHING;
        for (Words action : words.splitAtCommas()) {
            all = inverse(alter, action).then(all);
        }
        return all;
    }

    private static Undoing inverse(String alter, Words action) {
        if (action.take("ENABLE", "ROW", "LEVEL", "SECURITY")) {
            return Undoing.by(alter + "DISABLE ROW LEVEL SECURITY", false);
        }
        boolean column = action.take("ADD", "COLUMN") || (action.take("ADD") && !startsConstraint(action));
        if (!column) {
            return Undoing.UNKNOWN;
        }
        boolean doubtful = action.take("IF", "NOT", "EXISTS");
        return action.takeName()
                .map(name -> Undoing.by("%sDROP COLUMN %s".formatted(alter, name.sql()), doubtful))
                .orElse(Undoing.UNKNOWN);
    }

    private static boolean startsConstraint(Words action) {
        return action.peek().isAnyOf("CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN", "EXCLUDE", "NOT");
    }
}
