package dev.switchback.schema.model;

import dev.switchback.pipeline.MigrationException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** A change of the schema is refused, or the database does not let it be made; says what was changed, mostly nothing. */
public final class SchemaChangeException extends MigrationException {

    private static final long serialVersionUID = 1L;

    private final boolean refused;

    private SchemaChangeException(String message, boolean refused) {
        super(message);
        this.refused = refused;
    }

    private SchemaChangeException(String message, Throwable cause) {
        super(message, cause);
        this.refused = false;
    }

    /** {@return the exception for a change that would not be right} */
    public static SchemaChangeException refused(String what, List<String> why) {
        return new SchemaChangeException(
                "cannot %s: %s. Nothing was changed".formatted(what, String.join("; ", why)), true);
    }

    /**
     * Returns the exception for a down that cannot be made, because the up fails.
     *
     * @param besides what else may be the cause, a sentence
     */
    public static SchemaChangeException notMade(String title, Throwable cause, Optional<String> besides) {
        String why = besides.map(more -> "; " + more).orElse("");
        return new SchemaChangeException(
                "cannot generate a down of %s: %s%s. Nothing was changed".formatted(title, cause.getMessage(), why),
                cause);
    }

    /** {@return the exception for a question or change that the database refused} */
    public static SchemaChangeException failed(String what, SQLException cause) {
        return new SchemaChangeException("cannot %s: %s".formatted(what, onOneLine(cause)), cause);
    }

    private static String onOneLine(SQLException cause) {
        return String.valueOf(cause.getMessage()).replaceAll("\\s+", " ").strip();
    }

    /** {@return the exception for a migration that was not rolled back} */
    public static SchemaChangeException notDone(String title, String why) {
        return new SchemaChangeException("cannot roll %s back: %s".formatted(title, why), false);
    }

    /** {@return whether the connection could not be made, or broke} */
    public boolean isUnreachable() {
        return getCause() instanceof SQLException cause
                && cause.getSQLState() != null
                && cause.getSQLState().startsWith("08");
    }

    /** {@return whether it was refused by a rule, and not by the database} */
    public boolean isRefused() {
        return refused;
    }
}
