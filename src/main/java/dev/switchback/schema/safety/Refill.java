package dev.switchback.schema.safety;

import dev.switchback.schema.catalog.ObjectKind;
import dev.switchback.schema.catalog.SchemaObject;
import dev.switchback.schema.catalog.SchemaSnapshot;
import dev.switchback.schema.sql.SqlStatement;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a down puts into tables and columns that come back, as far as its text says so. Only for what people read: that
 * something was lost does not depend on it.
 */
final class Refill {

    private static final Pattern INSERT = Pattern.compile(
            "(?i)\\binsert\\s+into\\s+([\\w$.\"]+)\\s*(?:\\(((?!\\s*(?:select|with|values)\\b)[^()]*)\\))?");
    private static final Pattern UPDATE = Pattern.compile("(?is)\\bupdate\\s+(?:only\\s+)?([\\w$.\"]+)\\s.*");
    private static final Pattern ASSIGNED = Pattern.compile("([\\w$]+|\"[^\"]+\")\\s*=");

    private final List<SqlStatement> down;

    Refill(List<SqlStatement> down) {
        this.down = down;
    }

    /** {@return what becomes of the rows of a table that comes back} */
    String table(SchemaObject table, SchemaSnapshot before) {
        Optional<Set<String>> filled = filled(table);
        if (filled.isEmpty()) {
            return "empty: its rows went when the migration dropped it";
        }
        List<String> left = before.objects(ObjectKind.COLUMN).stream()
                .filter(column -> column.within().equals(table.path()))
                .map(SchemaObject::name)
                .filter(name -> !filled.get().isEmpty() && !filled.get().contains(name))
                .toList();
        String others = left.isEmpty() ? "" : ", but for %s".formatted(String.join(", ", left));
        return "its rows went when the migration dropped it; the down fills it again%s".formatted(others);
    }

    /** {@return whether rows are put into a table that comes back} */
    boolean isFilled(SchemaObject table) {
        return filled(table).isPresent();
    }

    /** {@return the columns that are inserted, none for all of them; empty if nothing is} */
    private Optional<Set<String>> filled(SchemaObject table) {
        Set<String> columns = new TreeSet<>();
        boolean found = false;
        for (SqlStatement statement : down) {
            Matcher insert = INSERT.matcher(statement.text());
            while (insert.find()) {
                if (names(insert.group(1), table)) {
                    found = true;
                    if (insert.group(2) == null) {
                        return Optional.of(Set.of());
                    }
                    for (String column : insert.group(2).split(",", -1)) {
                        columns.add(plain(column));
                    }
                }
            }
        }
        return found ? Optional.of(columns) : Optional.empty();
    }

    /** {@return what becomes of the values of a column that comes back} */
    String column(SchemaObject column) {
        String table = column.within();
        for (SqlStatement statement : down) {
            Matcher update = UPDATE.matcher(statement.text());
            if (update.find() && plain(update.group(1)).equals(plain(table))) {
                Matcher assigned = ASSIGNED.matcher(statement.text());
                while (assigned.find()) {
                    if (plain(assigned.group(1)).equals(column.name())) {
                        return "its values went when the migration dropped it; the down computes them anew";
                    }
                }
            }
        }
        return "empty: its values went when the migration dropped it";
    }

    private static boolean names(String written, SchemaObject table) {
        return plain(written).equals(table.name());
    }

    /** {@return the last part of a name, as it is spelled in the catalog} */
    static String plain(String written) {
        String name = written.strip();
        if (name.endsWith("\"")) {
            int begin = name.lastIndexOf('"', name.length() - 2);
            return begin < 0 ? name : name.substring(begin + 1, name.length() - 1);
        }
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
