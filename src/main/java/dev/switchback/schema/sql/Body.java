package dev.switchback.schema.sql;

import dev.switchback.schema.sql.Token.Kind;
import java.util.List;

/**
 * Whether a semicolon is inside the body of a function or trigger, and so ends no statement of the script.
 *
 * <p>PostgreSQL's {@code BEGIN ATOMIC ... END} holds {@code CASE ... END}, which has to be counted; a word behind
 * {@code AS} or a dot is a name. SQLite's own shell takes {@code END} behind a semicolon for the end of a trigger.
 */
final class Body {

    private final Dialect dialect;
    private int depth;
    private int start;
    private Token before = new Token(Kind.END, "", 0, 0);

    Body(Dialect dialect) {
        this.dialect = dialect;
    }

    boolean isOpen() {
        return depth > 0;
    }

    /** {@return where the body begins that is open} */
    int start() {
        return start;
    }

    /** Forgets the statement before. */
    void clear() {
        depth = 0;
        before = new Token(Kind.END, "", 0, 0);
    }

    /**
     * Looks at the next token that is not in parentheses.
     *
     * @param head the first tokens of its statement
     */
    void see(List<Token> head, Token token) {
        if (token.is(Kind.WORD)) {
            switch (dialect) {
                case POSTGRESQL -> seeInFunction(head, token);
                case SQLITE -> seeInTrigger(head, token);
                case H2 -> {} // bodies are in quotes
            }
        }
        before = token;
    }

    private void seeInFunction(List<Token> head, Token word) {
        if (depth == 0) {
            if (before.is("BEGIN") && word.is("ATOMIC") && isFunction(new Words(head))) {
                open(before);
            }
        } else if (!before.is("AS") && !before.is(Kind.DOT)) {
            depth += word.is("CASE") ? 1 : word.is("END") ? -1 : 0;
        }
    }

    private void seeInTrigger(List<Token> head, Token word) {
        if (depth == 0) {
            if (before.is("BEGIN")
                    && word.isAnyOf("SELECT", "INSERT", "UPDATE", "DELETE", "REPLACE", "WITH", "VALUES")
                    && isTrigger(new Words(head))) {
                open(before);
            }
        } else if (before.is(Kind.SEMICOLON) && word.is("END")) {
            depth = 0;
        }
    }

    private void open(Token begin) {
        depth = 1;
        start = begin.start();
    }

    private static boolean isFunction(Words words) {
        return words.take("CREATE", "FUNCTION|PROCEDURE")
                || words.take("CREATE", "OR", "REPLACE", "FUNCTION|PROCEDURE");
    }

    private static boolean isTrigger(Words words) {
        return words.take("CREATE", "TRIGGER") || words.take("CREATE", "TEMP|TEMPORARY", "TRIGGER");
    }
}
