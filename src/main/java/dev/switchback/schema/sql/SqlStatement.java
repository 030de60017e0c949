package dev.switchback.schema.sql;

import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.schema.sql.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One statement of a script.
 *
 * @param text exactly as in the script, from its first word to its last character, without the semicolon behind it
 * @param line where it begins, from 1
 * @param offset where it begins, in characters from 0
 * @param kind what must be known before it is run
 * @param data the rows that follow a {@link StatementKind#COPY_FROM_STDIN}, each with its line end; empty for others
 */
public record SqlStatement(String text, int line, int offset, StatementKind kind, String data) {

    private static final int SHOWN = 80;

    /** Checks that it is somewhere and says something. */
    public SqlStatement {
        InvalidValueException.unless(!text.isBlank(), "statement", "not blank", text);
        InvalidValueException.unless(line > 0, "line", "1 or more", line);
        InvalidValueException.unless(offset >= 0, "offset", "0 or more", offset);
    }

    /**
     * Returns the line of the script that a place of the statement is on.
     *
     * @param position in characters from 1, as PostgreSQL counts; 0 or less is the statement as a whole
     */
    public int lineOf(int position) {
        int characters = Math.min(Math.max(position - 1, 0), text.codePointCount(0, text.length()));
        return line + Lexer.line(text, text.offsetByCodePoints(0, characters)) - 1;
    }

    /**
     * Returns whether it begins with these keywords, comments aside.
     *
     * @param dialect what it is written in
     * @param words in upper case
     */
    public boolean startsWith(Dialect dialect, String... words) {
        Lexer lexer = new Lexer("", text, dialect, comment -> {});
        for (String word : words) {
            if (!lexer.next().is(word)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Returns whether it makes, drops, renames, alters or empties a table; of a {@code DO} whether its text says so.
     *
     * @param table its name
     * @param schema the schema that it is in, empty if that is not known: then only a name without one is it
     */
    public boolean changesTable(String table, Optional<String> schema, Dialect dialect) {
        if (startsWith(dialect, "DO")) {
            return Pattern.compile(
                            "\\b(create|drop|alter|truncate)\\s+table\\s+(if\\s+(not\\s+)?exists\\s+)?(only\\s+)?\"?%s\\b"
                                    .formatted(Pattern.quote(table)),
                            Pattern.CASE_INSENSITIVE)
                    .matcher(text)
                    .find();
        }
        return changedTables(Words.of(this, dialect)).stream().anyMatch(name -> {
            List<String> parts = name.parts();
            boolean here = parts.size() == 1
                    || schema.filter(own -> isNamed(parts.get(parts.size() - 2), own))
                            .isPresent();
            return here && isNamed(parts.get(parts.size() - 1), table);
        });
    }

    private static boolean isNamed(String written, String name) {
        String plain = written.replaceAll("^[\"\\[`]|[\"\\]`]$", "");
        return plain.equalsIgnoreCase(name);
    }

    private static List<SqlName> changedTables(Words words) {
        List<SqlName> names = new ArrayList<>();
        if (words.take("CREATE")) {
            words.take("GLOBAL|LOCAL");
            words.take("TEMP|TEMPORARY|UNLOGGED");
            if (words.take("TABLE")) {
                words.take("IF", "NOT", "EXISTS");
                words.takeName().ifPresent(names::add);
            }
        } else if (words.take("DROP", "TABLE") || words.take("TRUNCATE", "TABLE") || words.take("TRUNCATE")) {
            words.take("IF", "EXISTS");
            for (Words each : words.splitAtCommas()) {
                each.take("ONLY");
                each.takeName().ifPresent(names::add);
            }
        } else if (words.take("ALTER", "TABLE")) {
            words.take("IF", "EXISTS");
            words.take("ONLY");
            words.takeName().ifPresent(names::add);
            if (words.take("RENAME", "TO")) {
                words.takeName().ifPresent(names::add);
            }
        }
        return names;
    }

    /** {@return its beginning on one line, at most 80 characters, safe on a terminal and within a comment} */
    public String shown() {
        String line = text.substring(0, Math.min(text.length(), 4 * SHOWN))
                .replaceAll("\\s+", " ")
                .strip();
        boolean cut = line.length() > SHOWN || text.length() > 4 * SHOWN;
        int end = Math.min(line.length(), SHOWN - 3);
        if (cut && Character.isHighSurrogate(line.charAt(end - 1))) {
            end--;
        }
        return InvalidValueException.printable(cut ? line.substring(0, end) + "..." : line);
    }

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
}
