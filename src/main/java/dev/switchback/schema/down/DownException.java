package dev.switchback.schema.down;

import dev.switchback.pipeline.MigrationException;
import dev.switchback.schema.down.data.Reach;
import java.sql.SQLException;
import java.util.List;

/** No down could be made or tried; the database that the clone was made of is as it was. */
public final class DownException extends MigrationException {

    private static final long serialVersionUID = 1L;

    private final String statement;

    private DownException(String message, String statement) {
        super(message);
        this.statement = statement;
    }

    private DownException(String message, String statement, Throwable cause) {
        super(message, cause);
        this.statement = statement;
    }

    static DownException upFailed(int number, String statement, SQLException cause) {
        return new DownException(
                "cannot run up in clone: %s (statement=%d, sqlState=%s). No down was made; the up must work first"
                        .formatted(Session.reason(cause), number, cause.getSQLState()),
                statement,
                cause);
    }

    static DownException needsDatabase(String statement) {
        return new DownException(
                "cannot try up in a transaction: it is not to be run in one. A clone that is a database of its own can",
                statement);
    }

    static DownException reachesBeyond(String statement) {
        return new DownException(
                ("cannot run up in clone: it changes the whole server, and not in a transaction (statement=%s)."
                                + " Write its down by hand")
                        .formatted(Reach.shown(statement)),
                statement);
    }

    static DownException notBuilt(List<String> lines) {
        return new DownException(
                "cannot build schema in clone: %s (differences=%d). The clone was dropped"
                        .formatted(lines.get(0), lines.size()),
                "");
    }

    /** {@return the statement it is about, empty for none} */
    public String statement() {
        return statement;
    }
}
