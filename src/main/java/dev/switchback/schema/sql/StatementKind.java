package dev.switchback.schema.sql;

/** What must be known of a statement before it is run. */
public enum StatementKind {
    /** May run in a transaction with others. */
    ORDINARY,
    /** Begins, ends or divides a transaction, such as {@code COMMIT} and {@code SAVEPOINT}. */
    TRANSACTION_CONTROL,
    /** The database refuses or ignores it inside a transaction, such as {@code CREATE INDEX CONCURRENTLY}. */
    NOT_IN_TRANSACTION,
    /** PostgreSQL's {@code COPY ... FROM STDIN}: its rows are {@link SqlStatement#data()}. */
    COPY_FROM_STDIN
}
