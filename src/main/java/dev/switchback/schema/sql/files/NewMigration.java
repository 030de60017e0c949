package dev.switchback.schema.sql.files;

import dev.switchback.pipeline.InvalidValueException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A migration of which the files are to be written.
 *
 * @param version not yet in the folder
 * @param name 1 to 200 letters, digits, underscores and dashes, the first one neither of the latter
 * @param author whoever is to stand in the files, on one line
 * @param created when
 * @param table the table that it makes, or null for files without statements
 */
public record NewMigration(
        MigrationVersion version,
        String name,
        String author,
        Instant created,
        @Nullable TableName table) {

    /** Checks the name and the author. */
    public NewMigration {
        InvalidValueException.unless(
                FileName.isName(name), "name", "1 to 200 letters, digits, _ and -, the first a letter or digit", name);
        boolean line = author.codePoints().noneMatch(NewMigration::breaksLine);
        InvalidValueException.unless(line, "author", "one line without control characters", author);
    }

    private static boolean breaksLine(int point) {
        return Character.isISOControl(point) || point == 0x2028 || point == 0x2029;
    }

    /** {@return the name as words} */
    String description() {
        return name.replaceAll("[_-]+", " ").strip();
    }
}
