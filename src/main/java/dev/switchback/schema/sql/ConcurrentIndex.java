package dev.switchback.schema.sql;

import dev.switchback.schema.sql.Token.Kind;
import java.util.Locale;
import java.util.Optional;

/**
 * What a {@code CREATE INDEX CONCURRENTLY} says that it makes.
 *
 * @param name of the index in the schema of its table, as it is written; empty if the server is to find one
 * @param table as it is written, with its schema if that is written
 */
public record ConcurrentIndex(Optional<String> name, String table) {

    /** {@return what a statement makes; empty for another statement, and for one that cannot be read} */
    public static Optional<ConcurrentIndex> of(SqlStatement statement) {
        Words words = Words.of(statement, Dialect.POSTGRESQL);
        if (!words.take("CREATE")) {
            return Optional.empty();
        }
        words.take("UNIQUE");
        if (!words.take("INDEX", "CONCURRENTLY")) {
            return Optional.empty();
        }
        words.take("IF", "NOT", "EXISTS");
        Optional<String> name = Optional.empty();
        if (!words.peek().is("ON")) { // without quotes it is no name
            if (!words.peek().is(Kind.WORD) && !words.peek().is(Kind.NAME)) {
                return Optional.empty();
            }
            name = words.takeName().map(SqlName::sql);
            if (name.isEmpty()) {
                return Optional.empty();
            }
        }
        if (!words.take("ON")) {
            return Optional.empty();
        }
        words.take("ONLY");
        Optional<String> index = name;
        return words.takeName()
                .map(table -> new ConcurrentIndex(index, table.sql()))
                .filter(made -> !made.hasEscapes());
    }

    /** Only a script says what is meant by a name like that. */
    private boolean hasEscapes() {
        return (table + name.orElse("")).toUpperCase(Locale.ROOT).contains("U&\"");
    }
}
