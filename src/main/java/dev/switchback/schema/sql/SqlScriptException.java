package dev.switchback.schema.sql;

import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.pipeline.MigrationException;
import java.io.IOException;

/** A script that cannot be used as it stands; nothing of it was run. */
public final class SqlScriptException extends MigrationException {

    private static final long serialVersionUID = 1L;

    private final String file;
    private final int line;
    private final String why;

    private SqlScriptException(String file, int line, String why) {
        super(message(file, line, why));
        this.file = file;
        this.line = line;
        this.why = why;
    }

    private SqlScriptException(String file, String why, Throwable cause) {
        super(message(file, 0, why), cause);
        this.file = file;
        this.line = 0;
        this.why = why;
    }

    private static String message(String file, int line, String why) {
        String place = line == 0 ? "" : ", line=%d".formatted(line);
        return "cannot use SQL script: %s (file=%s%s). Nothing of it was run"
                .formatted(why, InvalidValueException.printable(file), place);
    }

    /** {@return the exception for something at a line} */
    public static SqlScriptException at(String file, int line, String why) {
        return new SqlScriptException(file, line, why);
    }

    /** {@return the exception for a file that is wrong as a whole} */
    static SqlScriptException of(String file, String why) {
        return new SqlScriptException(file, 0, why);
    }

    /** {@return the exception for a file that the system does not give us} */
    static SqlScriptException unreadable(String file, IOException cause) {
        return new SqlScriptException(
                file, "it cannot be read: %s".formatted(cause.getClass().getSimpleName()), cause);
    }

    /** {@return the file's name, as it was given} */
    public String file() {
        return file;
    }

    /** {@return the line, from 1; 0 if it is the file as a whole} */
    public int line() {
        return line;
    }

    /** {@return what is wrong, as a part of a sentence} */
    public String why() {
        return why;
    }
}
