package dev.switchback.jdbc;

import dev.switchback.pipeline.MigrationException;
import java.sql.SQLException;

/** A database could not be opened; nothing was read from it and nothing stays open. */
public final class SourceException extends MigrationException {

    private static final long serialVersionUID = 1L;

    /** What H2 puts before the place of an error in a statement. */
    private static final String MARK = "[*]";

    private static final int AROUND = 40;

    private final String source;

    private SourceException(String message, String source, Throwable cause) {
        super(message, cause);
        this.source = source;
    }

    /** {@return the exception for a database that does not answer} */
    static SourceException notOpened(String source, SQLException cause) {
        return new SourceException(
                ("cannot open database: %s (source=%s, sqlState=%s)."
                                + " Nothing was read; check the address, the name and the credentials")
                        .formatted(reason(cause), source, cause.getSQLState()),
                source,
                cause);
    }

    /** {@return the exception for a script that H2 does not accept} */
    static SourceException scriptFailed(String source, SQLException cause) {
        return new SourceException(
                ("cannot run SQL script: %s (source=%s, sqlState=%s)."
                                + " Nothing was kept; the script must be SQL that H2 accepts")
                        .formatted(reason(cause), source, cause.getSQLState()),
                source,
                cause);
    }

    /** {@return the exception for a driver that is not on the class path} */
    static SourceException noDriver(String source, String artifact, Throwable cause) {
        return new SourceException(
                ("cannot open database: its driver is not on the class path (source=%s, driver=%s)."
                                + " Nothing was read; add the driver to the dependencies of the application")
                        .formatted(source, artifact),
                source,
                cause);
    }

    /** {@return which database, without credentials} */
    public String source() {
        return source;
    }

    /** H2 shows the whole statement, which may hold rows: of it, only where it went wrong is kept. */
    private static String reason(SQLException cause) {
        String message = String.valueOf(cause.getMessage());
        int appended = message.indexOf("; SQL statement:");
        String reason = appended < 0 ? message : message.substring(0, appended);
        int mark = reason.indexOf(MARK);
        if (mark >= 0) {
            int from = Math.max(reason.indexOf('"') + 1, mark - AROUND);
            int to = Math.min(reason.length(), mark + MARK.length() + AROUND);
            reason = "syntax error at %s".formatted(reason.substring(from, to));
        }
        return reason.replace("\\000a", " ").replaceAll("\\s+", " ").strip();
    }
}
