package dev.switchback.activemodel.tables;

import dev.switchback.pipeline.MigrationException;
import java.sql.SQLException;

/** The tables of a database could not be read; no model is generated from half a schema. */
public final class SchemaException extends MigrationException {

    private static final long serialVersionUID = 1L;

    private SchemaException(String message, SQLException cause) {
        super(message, cause);
    }

    static SchemaException unreadable(SQLException cause) {
        return new SchemaException(
                "cannot read schema: %s (sqlState=%s). No model was generated; check the rights on the catalog"
                        .formatted(cause.getMessage(), cause.getSQLState()),
                cause);
    }
}
