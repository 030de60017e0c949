package dev.switchback.schema.down;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * A migration of our own, with the schema and the rows it finds.
 *
 * @param name what it does
 * @param before what makes the database it finds, a statement for each line
 * @param up the migration
 * @param expected verdict on the schema, verdict on the data; or that the up fails
 */
record SampleMigration(String name, List<String> before, Script up, List<String> expected) {

    private static final List<String> FILES =
            List.of("tables", "columns", "constraints", "indexes", "types", "code", "rest");
    private static final String ALREADY_THERE = "42710";

    /** {@return all of them} */
    static List<SampleMigration> all() {
        List<SampleMigration> all = new ArrayList<>();
        for (String file : FILES) {
            for (String text : resource(file + ".sql").split("(?m)^-- == ", -1)) {
                if (!text.isBlank()) {
                    all.add(parse(text));
                }
            }
        }
        return all;
    }

    /** {@return every fourth of them} */
    static List<SampleMigration> some() {
        List<SampleMigration> all = all();
        return IntStream.range(0, all.size())
                .filter(number -> number % 4 == 0)
                .mapToObj(all::get)
                .toList();
    }

    private static SampleMigration parse(String text) {
        String name = text.lines().findFirst().orElseThrow();
        String[] parts = text.split("(?m)^-- (?:up|expect)", -1);
        List<String> before =
                parts[0].lines().skip(1).filter(line -> !line.isBlank()).toList();
        boolean transactional = !parts[1].startsWith(" no-transaction");
        List<String> up = Arrays.stream(
                        parts[1].substring(parts[1].indexOf('\n')).split("\n\n", -1))
                .map(String::strip)
                .filter(statement -> !statement.isEmpty())
                .map(statement -> statement.replaceFirst(";$", ""))
                .toList();
        return new SampleMigration(
                name,
                before,
                new Script(up, transactional),
                List.of(parts[2].strip().split(" ")));
    }

    private static String resource(String name) {
        try (InputStream file = Objects.requireNonNull(SampleMigration.class.getResourceAsStream(name), name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Makes the database it finds; roles belong to the server, and may be there. */
    void prepare(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            for (String line : before) {
                try {
                    statement.execute(line);
                } catch (SQLException failed) {
                    if (!ALREADY_THERE.equals(failed.getSQLState()) || !line.startsWith("create role")) {
                        throw failed;
                    }
                }
            }
        }
    }

    boolean fails() {
        return expected.contains("FAILS");
    }

    @Override
    public String toString() {
        return name;
    }
}
