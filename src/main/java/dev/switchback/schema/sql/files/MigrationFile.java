package dev.switchback.schema.sql.files;

import dev.switchback.schema.sql.SqlScript;
import java.util.Optional;

/**
 * A migration as its files say it.
 *
 * @param version tells it from all others in its folder
 * @param name what it is called; empty if the file names only the version
 * @param up what applies it
 * @param down what takes it back, if somebody wrote that
 * @param verify queries that check it, if somebody wrote any
 */
public record MigrationFile(
        MigrationVersion version, String name, SqlScript up, Optional<SqlScript> down, Optional<SqlScript> verify) {

    /** {@return what to call it in a message: {@code 20260112_001_create_orders}} */
    public String shown() {
        return name.isEmpty() ? version.text() : "%s_%s".formatted(version, name);
    }
}
