package dev.switchback.schema.sql.files;

import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.schema.sql.Dialect;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A table by the name that it has in the database: {@code orders}, {@code shop.orders} or {@code "my.shop".Order}.
 *
 * <p>A name is meant letter by letter, {@code Order} with its capital; one that SQL would read in another way is
 * quoted. Quotes are needed here only around a dot.
 *
 * @param parts one or two: a schema and a name, as they are
 */
public record TableName(List<String> parts) {

    private static final int LONGEST = 63;
    private static final String RULE =
            "a table, or a schema and a table joined by a dot, each of at most 63 bytes without control characters";
    private static final Pattern PART = Pattern.compile("\\G(?:\"((?:[^\"]|\"\")+)\"|([^.\"]+))(\\.|$)");
    private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_]*");

    /** What PostgreSQL, SQLite or H2 do not take for the name of a table without quotes. */
    private static final Set<String> RESERVED = words("""
            abort action add after all alter always analyse analyze and any array as asc asymmetric attach
            authorization autoincrement before begin between binary both by cascade case cast check collate collation
            column commit concurrently conflict constraint create cross current current_catalog current_date
            current_path current_role current_schema current_time current_timestamp current_user database day default
            deferrable deferred delete desc detach distinct do drop each else end escape except exclude exclusive
            exists explain fail false fetch filter first following for foreign freeze from full generated glob grant
            group groups having hour if ignore ilike immediate in index indexed initially inner insert instead intersect
            interval into is isnull join key last lateral leading left like limit localtime localtimestamp match
            materialized minus minute month natural no not nothing notnull null nulls of offset on only or order others
            outer over overlaps partition placing plan pragma preceding primary qualify query raise range recursive
            references regexp reindex release rename replace restrict returning right rollback row rownum rows savepoint
            second select session_user set similar some symmetric system_user table tablesample temp temporary then ties
            to top trailing transaction trigger true unbounded union unique unknown update user using vacuum value
            values variadic verbose view virtual when where window with without year""");

    /** Checks every part. */
    public TableName {
        parts = List.copyOf(parts);
        boolean fits = (parts.size() == 1 || parts.size() == 2)
                && parts.stream()
                        .allMatch(part -> !part.isBlank()
                                && part.getBytes(StandardCharsets.UTF_8).length <= LONGEST
                                && part.codePoints().noneMatch(Character::isISOControl));
        InvalidValueException.unless(fits, "table", RULE, String.join(".", parts));
    }

    /**
     * Reads a name.
     *
     * @param input what the text is called in the message
     * @throws InvalidValueException for more parts than two, quotes that do not end, and what cannot be a name
     */
    public static TableName parse(String input, String text) {
        List<String> parts = new ArrayList<>();
        Matcher matcher = PART.matcher(text);
        boolean more = true;
        while (more && matcher.find()) {
            String quoted = matcher.group(1);
            parts.add(quoted == null ? matcher.group(2) : quoted.replace("\"\"", "\""));
            more = !matcher.group(3).isEmpty();
        }
        InvalidValueException.unless(!more, input, RULE, text);
        return new TableName(parts);
    }

    private static Set<String> words(String lines) {
        return Set.of(lines.split("\\s+"));
    }

    /** {@return the name of the table alone, as it is} */
    public String name() {
        return parts.get(parts.size() - 1);
    }

    /** {@return the whole name as SQL} */
    public String sql() {
        return String.join(".", parts.stream().map(TableName::quoted).toList());
    }

    /** {@return the name of something else in the schema of the table, as SQL} */
    String beside(String name) {
        return parts.size() == 1 ? quoted(name) : "%s.%s".formatted(quoted(parts.get(0)), quoted(name));
    }

    /** {@return a name as SQL, in quotes if it needs them} */
    static String quoted(String name) {
        boolean plain = PLAIN.matcher(name).matches() && !RESERVED.contains(name);
        return plain ? name : Dialect.quoted(name);
    }

    /** {@return a name of the table between others, cut within the table's so that the whole is at most 63 bytes} */
    String within(String before, String after) {
        String middle = name();
        int space = LONGEST - before.length() - after.length();
        while (middle.getBytes(StandardCharsets.UTF_8).length > space) {
            middle = middle.substring(0, middle.offsetByCodePoints(middle.length(), -1));
        }
        return before + middle + after;
    }
}
