package dev.switchback.activemodel;

import dev.switchback.pipeline.MigrationException;

/** A model could not be generated; none of its files exist. */
public final class GenerationException extends MigrationException {

    private static final long serialVersionUID = 1L;

    private final String table;

    private GenerationException(String message, String table, Throwable cause) {
        super(message, cause);
        this.table = table;
    }

    static GenerationException notRendered(String table, String template, Throwable cause) {
        return new GenerationException(
                "cannot render model: %s (table=%s, template=%s). No file of this table was written"
                        .formatted(cause.getMessage(), table, template),
                table,
                cause);
    }

    /** {@return the table whose model is missing} */
    public String table() {
        return table;
    }
}
