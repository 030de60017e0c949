package dev.switchback.schema.sql.files;

import dev.switchback.pipeline.InvalidValueException;
import java.util.Optional;

/**
 * Something in a folder that keeps a migration from being used.
 *
 * @param file the file below the folder, or the folder itself; several are joined by {@code " and "}
 * @param line the line, from 1; 0 if it is the file as a whole
 * @param why what is wrong, as a part of a sentence
 * @param version the version that is concerned, if that can be told
 */
public record FolderProblem(String file, int line, String why, Optional<MigrationVersion> version) {

    /** {@return it on one line, as compilers write it: {@code file:line: why}} */
    @Override
    public String toString() {
        String place = line == 0 ? "" : ":%d".formatted(line);
        return "%s%s: %s".formatted(InvalidValueException.printable(file), place, why);
    }
}
