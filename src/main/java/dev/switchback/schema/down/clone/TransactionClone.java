package dev.switchback.schema.down.clone;

import java.sql.Connection;

/**
 * A clone that is a transaction on somebody's connection.
 *
 * @param connection which somebody else closes
 */
record TransactionClone(Connection connection) implements Clone {

    @Override
    public boolean isDisposable() {
        return false;
    }

    @Override
    public void close() {
        // each trial has rolled itself back
    }
}
