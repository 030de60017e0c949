package dev.switchback.schema.down.clone;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * A clone that is a database of its own, dropped when it is closed.
 *
 * @param keeper holds the lock that tells that the clone is in use
 * @param name of the database
 * @param connection to it
 */
record DatabaseClone(Connection keeper, String name, Connection connection) implements Clone {

    @Override
    public boolean isDisposable() {
        return true;
    }

    @Override
    @SuppressWarnings("try") // both are named only to be closed, after the database is gone
    public void close() throws SQLException {
        try (keeper) {
            connection.close();
            Clones.drop(keeper, name);
        }
    }
}
