package dev.switchback.schema.down.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The body of an anonymous block, or what is executed in one: whether it may write rows, as far as its words tell.
 *
 * <p>What only defines something writes none: what it calls is called later, and by others. Elsewhere a function that is
 * not known may do anything.
 *
 * @param words its words
 */
record Body(Words words) {

    private static final Set<String> DEFINING = Set.of(
            "alter",
            "comment",
            "create",
            "drop",
            "grant",
            "lock",
            "refresh",
            "reindex",
            "reset",
            "revoke",
            "security",
            "set");
    private static final Set<String> BEGINNING = Set.of("", ";", "begin", "then", "else", "loop");

    /** What stands before the word for an event or a lock, and what stands after that of an event or a privilege. */
    private static final Set<String> NOT_AFTER = Set.of("on", "for", "key");

    private static final Set<String> NOT_BEFORE = Set.of("on", "of", "or", ",", "(", ")", ";", "");

    /** What may stand before a parenthesis and writes nothing: words of the language, types and functions. */
    private static final Set<String> HARMLESS = Set.of(
            ("all and any array array_agg array_length as bool_and bool_or btrim by cardinality case cast char character"
                            + " clock_timestamp coalesce col_description concat concat_ws count current_database"
                            + " current_schema current_schemas current_setting decimal distinct elsif exists format from"
                            + " generate_series greatest has_schema_privilege has_table_privilege if in is join least left"
                            + " length like lower max min not now nullif numeric obj_description on or pg_get_constraintdef"
                            + " pg_get_expr pg_get_functiondef pg_get_indexdef pg_get_serial_sequence pg_get_viewdef"
                            + " pg_table_is_visible pg_type_is_visible position quote_ident quote_literal quote_nullable"
                            + " regexp_matches regexp_replace replace return right row select set_config some split_part"
                            + " string_agg substr substring sum then timestamp to_char to_regclass to_regnamespace"
                            + " to_regproc to_regprocedure to_regtype trim unnest upper using values varchar version when"
                            + " where while")
                    .split(" ", -1));

    static Body of(String text) {
        return new Body(Words.of(text));
    }

    boolean mayWrite() {
        boolean defines = false;
        int texts = 0;
        String before = "";
        for (int at = 0; at < words.list().size(); at++) {
            String word = words.at(at);
            if (BEGINNING.contains(before)) {
                defines = DEFINING.contains(word);
            }
            boolean calls =
                    !defines && words.at(at + 1).equals("(") && word.matches("\\w+") && !HARMLESS.contains(word);
            if (calls || writes(before, at) || (isRun(before, at) && !runsDefinition(at, texts))) {
                return true;
            }
            texts += word.equals("'") ? 1 : 0;
            before = word;
        }
        return false;
    }

    private boolean writes(String before, int at) {
        String next = words.at(at + 1);
        return switch (words.at(at)) {
            case "insert", "merge" -> next.equals("into");
            case "delete" -> next.equals("from");
            case "update", "truncate" -> !NOT_AFTER.contains(before) && !NOT_BEFORE.contains(next);
            case "copy", "call" -> true;
            default -> false;
        };
    }

    /** Not the privilege, nor what a trigger does. */
    private boolean isRun(String before, int at) {
        return words.at(at).equals("execute")
                && !Set.of("grant", "revoke", ",").contains(before)
                && !Set.of("function", "procedure", "on").contains(words.at(at + 1));
    }

    /** {@return whether what is executed begins with a text that defines something, and has nothing else in it} */
    private boolean runsDefinition(int execute, int texts) {
        int at = execute + 1;
        while (Set.of("(", "format", "pg_catalog", ".").contains(words.at(at))) {
            at++;
        }
        if (!words.at(at).equals("'")) {
            return false;
        }
        List<String> parts = new ArrayList<>();
        for (int text = texts; at < words.list().size() && !words.at(at).equals(";"); at++) {
            if (words.at(at).equals("'")) {
                parts.add(words.texts().get(text++));
            }
        }
        Body body = of(String.join(" ", parts));
        Body filled = of(String.join(" x ", parts) + " x"); // with what may be put between
        return DEFINING.contains(body.words.at(0)) && !body.mayWrite() && !filled.mayWrite();
    }
}
