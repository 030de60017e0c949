package dev.switchback.schema.sql.files;

import dev.switchback.schema.sql.SqlScript;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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

    /**
     * Returns where its scripts make, drop or change the table in which migrations are tracked, a sentence each: what they
     * did could not be written there, or would be forgotten.
     *
     * @param schema the one that the table is in, empty if that is not known
     */
    public List<String> changesOf(String table, Optional<String> schema) {
        return Stream.concat(Stream.of(up), down.stream())
                .flatMap(script -> script.statements().stream()
                        .filter(statement -> statement.changesTable(table, schema, script.dialect()))
                        .map(statement ->
                                "%s:%d: a script must leave %s alone, in which migrations are tracked, but was: %s"
                                        .formatted(script.file(), statement.line(), table, statement.shown())))
                .toList();
    }
}
