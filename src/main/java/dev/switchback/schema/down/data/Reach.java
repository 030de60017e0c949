package dev.switchback.schema.down.data;

import java.util.Set;

/** Statements that change more than a database: roles, tablespaces, settings of the server. */
public final class Reach {

    private static final Set<String> CHANGES = Set.of("create", "alter", "drop");
    private static final Set<String> BEYOND =
            Set.of("role", "user", "group", "database", "tablespace", "subscription", "system");

    private Reach() {}

    /** {@return whether a statement changes what is not part of a schema} */
    public static boolean isBeyond(String statement) {
        Words words = Words.of(statement);
        return CHANGES.contains(words.at(0))
                && BEYOND.contains(words.at(1))
                && !words.at(2).equals("mapping");
    }
}
