package dev.switchback.jdbc;

import dev.switchback.pipeline.InvalidValueException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Locale;

/**
 * Where tables are read from: a running database, a database file, or an SQL script.
 *
 * <pre>{@code
 * jdbc:postgresql://localhost/shop     a JDBC URL: jdbc:h2:, jdbc:postgresql: or jdbc:sqlite:
 * shop.db                              an SQLite file (*.db, *.sqlite, *.sqlite3), opened read-only
 * schema.sql                           a script, run into a fresh H2 in memory
 * classpath:dev/example/schema.sql     the same, from the class path
 * }</pre>
 *
 * <p>A script is code: H2 runs whatever it says, with the rights of this process. Immutable; opening is thread-safe,
 * and each opening of a script builds a database of its own, gone when the connection is closed.
 */
public sealed interface DatabaseSource permits UrlSource, ScriptSource {

    /**
     * Returns a connection for reading, which the caller closes.
     *
     * <p>A file that does not exist is not made, and PostgreSQL refuses writes on the connection.
     *
     * @throws SourceException if the driver is missing, the database does not answer or the script fails ; nothing
     *     stays open
     */
    Connection openForReading();

    /** {@return what to call this source in a message: without credentials and without settings} */
    String shown();

    /**
     * Reads one of the forms above.
     *
     * @param input what the text is called in the message, for instance {@code source}
     * @throws InvalidValueException for any other text, or a file that does not exist
     */
    static DatabaseSource parse(String input, String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        for (DatabaseKind kind : DatabaseKind.values()) {
            if (text.startsWith(kind.prefix())) {
                return new UrlSource(kind, text);
            }
        }
        if (text.startsWith(ScriptSource.CLASSPATH) && lower.endsWith(".sql")) {
            return ofResource(text.substring(ScriptSource.CLASSPATH.length()));
        }
        if (lower.endsWith(".sql")) {
            return new ScriptSource(file(input, text).toString());
        }
        if (lower.endsWith(".db") || lower.endsWith(".sqlite") || lower.endsWith(".sqlite3")) {
            return new UrlSource(DatabaseKind.SQLITE, DatabaseKind.SQLITE.prefix() + file(input, text));
        }
        throw InvalidValueException.of(
                input,
                "a JDBC URL (jdbc:h2:, jdbc:postgresql: or jdbc:sqlite:), an SQL script (*.sql)"
                        + " or an SQLite file (*.db, *.sqlite, *.sqlite3)",
                Redaction.shown(text));
    }

    /** {@return the script at a place of the class path, such as {@code dev/example/schema.sql}} */
    static DatabaseSource ofResource(String place) {
        return new ScriptSource(ScriptSource.CLASSPATH + place);
    }

    private static Path file(String input, String text) {
        try {
            Path path = Path.of(text).toAbsolutePath().normalize();
            InvalidValueException.unless(Files.isRegularFile(path), input, "a file that exists", text);
            return path;
        } catch (InvalidPathException e) {
            throw InvalidValueException.of(input, "a file that exists", text, e);
        }
    }
}
