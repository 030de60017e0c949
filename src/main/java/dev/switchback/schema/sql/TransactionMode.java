package dev.switchback.schema.sql;

/** How the statements of a script run. */
public enum TransactionMode {
    /** All of them in one transaction: all or nothing. */
    SINGLE,
    /** Each for itself: what ran before a failure stays. */
    STATEMENTS
}
