package dev.switchback.schema.down.clone;

import dev.switchback.pipeline.MigrationException;
import java.sql.SQLException;

/** A clone could not be made; nothing was left behind, and the database is as it was. */
public final class CloneException extends MigrationException {

    private static final long serialVersionUID = 1L;

    private final String database;

    private CloneException(String message, String database, Throwable cause) {
        super(message, cause);
        this.database = database;
    }

    static CloneException notMade(String database, SQLException cause) {
        return new CloneException(
                "cannot copy database: %s (database=%s, sqlState=%s). Nothing was made; the role needs CREATEDB"
                        .formatted(cause.getMessage(), database, cause.getSQLState()),
                database,
                cause);
    }

    static CloneException inUse(String database, SQLException cause) {
        return new CloneException(
                ("cannot copy database: others are connected to it (database=%s)."
                                + " Nothing was made; a copy of its schema alone can be made while they work")
                        .formatted(database),
                database,
                cause);
    }

    /** {@return the database that was to be copied} */
    public String database() {
        return database;
    }
}
