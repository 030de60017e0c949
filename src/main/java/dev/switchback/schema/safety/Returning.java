package dev.switchback.schema.safety;

import dev.switchback.schema.catalog.ObjectKind;
import dev.switchback.schema.catalog.SchemaObject;
import dev.switchback.schema.sql.SqlStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The columns that a down brings back, and what it puts into the rows that are there, as far as its text says so.
 *
 * @param down its statements
 * @param kept the condition on a row {@code t} for which no value is kept, by column: the values that are, are put back
 *     as soon as the column is there; and tables whose rows are
 */
record Returning(List<SqlStatement> down, Map<String, String> kept) {

    private static final Pattern ALTER = Pattern.compile(
            "(?is)\\s*alter\\s+(?:foreign\\s+)?table\\s+(?:if\\s+exists\\s+)?(?:only\\s+)?([\\w$.\"]+)\\s+(.*)");
    private static final Pattern ADD = Pattern.compile(
            "(?is)\\s*add\\s+(?!constraint\\b)(?:column\\s+)?(?:if\\s+not\\s+exists\\s+)?(\"(?:[^\"]|\"\")+\"|[\\w$]+)\\s+(.*)");
    private static final Pattern DROP = Pattern.compile(
            "(?is)\\s*drop\\s+(?!constraint\\b)(?:column\\s+)?(?:if\\s+exists\\s+)?(\"(?:[^\"]|\"\")+\"|[\\w$]+)\\b?.*");
    private static final Pattern DEMAND = Pattern.compile(
            "(?is)alter\\s+(?:column\\s+)?(\\S+)\\s+set\\s+not\\s+null|add\\s+constraint\\s+.*?\\snot\\s+null\\s+(\\S+)");
    private static final Pattern DEFAULT =
            Pattern.compile("(?is).*?\\bdefault\\s+(.*?)(?:\\s+(?:constraint\\s+\\S+\\s+)?(?:not\\s+)?null\\b.*)?");
    private static final Pattern NOT_NULL = Pattern.compile("(?is).*\\bnot\\s+null\\b.*");
    private static final Pattern LITERAL = Pattern.compile("'(?:[^']|'')*'");
    private static final Pattern NUMBERED =
            Pattern.compile("(?is)(?:(?:small|big)?serial\\b.*|.*\\bgenerated\\s+(?:always|by\\s+default)\\s+as\\b.*)");

    /** A value that is the same in every row: a literal, perhaps with its type, or the time of the transaction. */
    private static final Pattern ONE_VALUE = Pattern.compile(
            "(?is)\\(?(?:-?[\\d.]+|E?'(?:[^']|'')*'|true|false|null|now\\(\\)|current_(?:timestamp|date))\\)?(?:::[^()]+(?:\\([\\d,]+\\))?[\\w ]*)?");

    /** What the rows that are there have in a column that comes back. */
    enum Filling {
        /** Nothing. */
        NULL,
        /** All of them the same value. */
        SAME,
        /** Each a value of its own, or nobody can tell. */
        OWN
    }

    /**
     * A column that comes back.
     *
     * @param filling what the rows have in it
     * @param value the value that all of them have, as SQL; empty if they have not
     * @param required whether it is NOT NULL from the start, before values that are kept could be put back
     */
    record Column(Filling filling, String value, boolean required) {}

    /** {@return how a column comes back, empty if the text does not say so} */
    Optional<Column> column(SchemaObject was) {
        return actions(was).stream()
                .map(ADD::matcher)
                .filter(add -> add.matches() && Refill.plain(add.group(1)).equals(was.name()))
                .findFirst()
                .map(add -> column(add.group(2)));
    }

    private static Column column(String definition) {
        String masked = LITERAL.matcher(definition)
                .replaceAll(text -> "'" + "x".repeat(text.group().length() - 2) + "'");
        boolean required = NOT_NULL.matcher(masked).matches();
        if (NUMBERED.matcher(definition).matches()) {
            return new Column(Filling.OWN, "", required);
        }
        Matcher standard = DEFAULT.matcher(masked);
        if (!standard.matches()) {
            return new Column(Filling.NULL, "", required);
        }
        String value = definition.substring(standard.start(1), standard.end(1)).strip();
        boolean one = ONE_VALUE.matcher(value).matches();
        return new Column(one ? Filling.SAME : Filling.OWN, one ? value : "", required);
    }

    /** {@return whether the down makes a column NOT NULL that is there} */
    boolean demands(SchemaObject was) {
        return actions(was).stream()
                .map(DEMAND::matcher)
                .anyMatch(demand -> demand.matches()
                        && Refill.plain(demand.group(1) == null ? demand.group(2) : demand.group(1))
                                .equals(was.name()));
    }

    /** {@return whether the down drops what has the name of a column now} */
    boolean drops(SchemaObject was) {
        return actions(was).stream()
                .map(DROP::matcher)
                .anyMatch(drop -> drop.matches() && Refill.plain(drop.group(1)).equals(was.name()));
    }

    /** {@return the column that a part of a key is, if the migration dropped it: what has its name now is another} */
    Optional<SchemaObject> gone(Delta own, SchemaObject key, String part) {
        String path = "%s.%s".formatted(key.within(), part);
        return own.dropped().stream()
                .filter(column ->
                        column.kind() == ObjectKind.COLUMN && column.path().equals(path))
                .filter(column -> own.now(column).isEmpty() || drops(column))
                .findFirst();
    }

    /** {@return whether a table that comes back has rows then} */
    boolean fills(SchemaObject table) {
        return kept.containsKey(table.path()) || new Refill(down).isFilled(table);
    }

    /** {@return whether the down restores something by its name} */
    boolean restores(SchemaObject constraint) {
        String name = constraint.name().toLowerCase(Locale.ROOT);
        return down.stream()
                .map(statement -> statement.text().toLowerCase(Locale.ROOT))
                .anyMatch(text -> text.contains(name) && text.matches("(?s).*\\b(?:add|create)\\b.*"));
    }

    /** {@return the condition on a row {@code t} that gets what the down makes up} */
    String lacking(SchemaObject was) {
        return kept.getOrDefault(was.path(), "true");
    }

    /** What is done to the table of a column. */
    private List<String> actions(SchemaObject was) {
        List<String> actions = new ArrayList<>();
        for (SqlStatement statement : down) {
            Matcher alter = ALTER.matcher(statement.text());
            if (alter.matches() && Refill.plain(alter.group(1)).equals(Refill.plain(was.within()))) {
                actions.addAll(Lists.split(alter.group(2)));
            }
        }
        return actions;
    }
}
