package dev.switchback.schema.sql;

import java.util.List;

/**
 * Says of a statement what must be known before it is run.
 *
 * <p>What PostgreSQL refuses inside a transaction is where its source calls {@code PreventInTransactionBlock}. Two of
 * those cannot be seen in the text, and need the directive: {@code REINDEX} and {@code CLUSTER} of a partitioned table,
 * and procedures that commit.
 */
final class Classifier {

    private Classifier() {}

    /**
     * Returns what a statement is.
     *
     * @param head its first tokens
     */
    static StatementKind kind(List<Token> head, Dialect dialect) {
        if (isControl(new Words(head))) {
            return StatementKind.TRANSACTION_CONTROL;
        }
        boolean alone = switch (dialect) {
            case POSTGRESQL -> isAloneInPostgres(head);
            case SQLITE -> isAloneInSqlite(new Words(head));
            case H2 -> false;
        };
        return alone ? StatementKind.NOT_IN_TRANSACTION : StatementKind.ORDINARY;
    }

    private static boolean isControl(Words words) {
        return words.take("BEGIN|COMMIT|END|ROLLBACK|ABORT|SAVEPOINT|RELEASE")
                || words.take("START", "TRANSACTION")
                || words.take("PREPARE", "TRANSACTION|COMMIT")
                || words.take("SET", "TRANSACTION|AUTOCOMMIT")
                || words.take("SET", "SESSION", "CHARACTERISTICS")
                || words.take("SET", "LOCAL", "TRANSACTION");
    }

    private static boolean isAloneInPostgres(List<Token> head) {
        Words words = new Words(head);
        if (words.take("CREATE|DROP", "DATABASE|TABLESPACE|SUBSCRIPTION")
                || words.take("ALTER", "SYSTEM")
                || words.take("CREATE", "INDEX", "CONCURRENTLY")
                || words.take("CREATE", "UNIQUE", "INDEX", "CONCURRENTLY")
                || words.take("DROP", "INDEX", "CONCURRENTLY")
                || words.take("DISCARD", "ALL")
                || words.take("VACUUM")) {
            return true;
        }
        if (words.take("ALTER", "TABLE")) {
            return words.holds("DETACH") && words.endsWith("CONCURRENTLY");
        }
        if (words.take("ALTER", "DATABASE")) {
            return words.holds("TABLESPACE");
        }
        if (words.take("ALTER", "SUBSCRIPTION")) {
            return words.holds("REFRESH|PUBLICATION|FAILOVER|TWO_PHASE");
        }
        if (words.take("CLUSTER")) {
            return hasNoTable(words);
        }
        return words.take("REINDEX") && isBroad(words);
    }

    private static boolean hasNoTable(Words cluster) {
        cluster.skipParentheses();
        cluster.take("VERBOSE");
        return cluster.isAtEnd();
    }

    private static boolean isBroad(Words reindex) {
        boolean option = reindex.peek().is(Token.Kind.OPEN) && reindex.holds("CONCURRENTLY");
        reindex.skipParentheses();
        reindex.take("VERBOSE");
        return option || reindex.take("SCHEMA|DATABASE|SYSTEM") || reindex.take("INDEX|TABLE", "CONCURRENTLY");
    }

    /** Two of these pragmas are silently ignored inside a transaction; nobody writes them for that. */
    private static boolean isAloneInSqlite(Words words) {
        return words.take("VACUUM")
                || words.take("DETACH")
                || (words.take("PRAGMA") && words.holds("FOREIGN_KEYS|JOURNAL_MODE|SYNCHRONOUS"));
    }
}
