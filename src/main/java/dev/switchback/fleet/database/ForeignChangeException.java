package dev.switchback.fleet.database;

import java.sql.SQLException;

/** A row of one migration is not what its history says: somebody else than Switchback has changed it. */
final class ForeignChangeException extends SQLException {

    private static final long serialVersionUID = 1L;

    private final String migration;

    ForeignChangeException(String migration) {
        super("its row in switchback_migration was changed by something else than Switchback", "40002");
        this.migration = migration;
    }

    String migration() {
        return migration;
    }
}
