package dev.switchback.schema.down;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The statements of an up or a down, as they are run.
 *
 * @param statements one by one, without the semicolons between them
 * @param transactional whether all are run in one transaction; else each is its own
 */
public record Script(List<String> statements, boolean transactional) {

    private static final Pattern CONCURRENTLY =
            Pattern.compile("\\bINDEX\\b.*?\\bCONCURRENTLY\\b", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** Copies the statements. */
    public Script {
        statements = List.copyOf(statements);
    }

    /** {@return a script in one transaction} */
    public static Script inTransaction(String... statements) {
        return new Script(List.of(statements), true);
    }

    /** {@return a script whose statements are run one by one} */
    public static Script oneByOne(String... statements) {
        return new Script(List.of(statements), false);
    }

    /** {@return whether it takes care not to lock tables for the time it takes to make an index} */
    boolean avoidsLocks() {
        return !transactional
                && statements.stream()
                        .anyMatch(statement -> CONCURRENTLY.matcher(statement).find());
    }
}
