package dev.switchback.schema.safety;

import dev.switchback.schema.catalog.ObjectKind;
import dev.switchback.schema.catalog.SchemaObject;
import dev.switchback.schema.sql.SqlStatement;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Looks at the rows that taking a migration back touches. Reads only, by plain queries, each of a whole table at most
 * once for each thing. For one thread.
 */
public final class SafetyCheck {

    /** From so many rows on, a lock on a table is one to think about. */
    private static final long MANY = 1_000_000;

    private final Delta own;
    private final Questions questions;
    private final Refill refill;
    private final Returning returning;
    private final List<String> effects = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final Set<String> madeTables = new TreeSet<>();
    private long rows;

    private SafetyCheck(Connection connection, Delta own, Returning returning) {
        this.own = own;
        this.questions = new Questions(connection);
        this.refill = new Refill(returning.down());
        this.returning = returning;
        own.made().stream()
                .filter(object -> object.kind() == ObjectKind.TABLE)
                .forEach(table -> madeTables.add(table.path()));
    }

    /**
     * Looks.
     *
     * @param own what the migration did, its {@code after} being the schema as it is now
     * @param down the statements of its down
     * @param kept the condition on a row {@code t} for which nothing is kept, by the column or table that it was in; where
     *     something is, the down puts it back
     */
    @SuppressWarnings("try") // it is open, and nothing else is done with it
    public static Findings of(Connection connection, Delta own, List<SqlStatement> down, Map<String, String> kept)
            throws SQLException {
        SafetyCheck check = new SafetyCheck(connection, own, new Returning(down, kept));
        try (AllRows all = AllRows.of(connection)) {
            check.tables();
            check.foreignKeys();
            check.columns();
            check.others();
            boolean old = check.oldData();
            Conversions types = new Conversions(check.questions, own, check.madeTables).look();
            check.effects.addAll(types.effects());
            check.rows += types.rows();
            check.locks();
            Obstacles obstacles = new Obstacles(check.questions, own, check.madeTables, check.returning).look();
            Findings.Obstacles ways = new Findings.Obstacles(obstacles.found(), obstacles.certain());
            check.warnings.addAll(check.questions.refusals());
            boolean unseen = !check.questions.refusals().isEmpty();
            boolean loses = old || unseen || types.isLost();
            return new Findings(check.effects, ways, check.warnings, check.rows, loses, types.isUnsure());
        }
    }

    private void tables() throws SQLException {
        for (String table : madeTables) {
            OptionalLong count = questions.number("select count(*) from %s".formatted(table));
            rows += count.orElse(0);
            effects.add("DROP TABLE %s (containing %s)".formatted(table, Questions.rows(count)));
        }
    }

    private void foreignKeys() {
        Set<SchemaObject> made = new HashSet<>(own.made());
        Set<String> pointing = own.after().objects(ObjectKind.CONSTRAINT).stream()
                .filter(key -> !madeTables.contains(key.within()) && !made.contains(key))
                .filter(key -> madeTables.stream().anyMatch(table -> refersTo(key, table))
                        || made.stream().anyMatch(column -> refersTo(key, column)))
                .map(SchemaObject::within)
                .collect(Collectors.toCollection(TreeSet::new));
        if (!pointing.isEmpty()) {
            effects.add("Affect foreign keys in: %s".formatted(String.join(", ", pointing)));
        }
    }

    static boolean refersTo(SchemaObject key, String table) {
        String definition = key.get("definition", "");
        String bare = table.substring(table.lastIndexOf('.') + 1);
        if (!definition.contains(bare)) {
            return false; // of hundreds of keys, nearly all
        }
        return definition.contains(" REFERENCES %s(".formatted(table))
                || definition.contains(" REFERENCES %s (".formatted(table))
                || (!definition.contains(" REFERENCES %s.".formatted(table.split("\\.", -1)[0]))
                        && definition.contains(" REFERENCES %s(".formatted(bare)));
    }

    private static boolean refersTo(SchemaObject key, SchemaObject column) {
        if (column.kind() != ObjectKind.COLUMN || !refersTo(key, column.within())) {
            return false;
        }
        String definition = key.get("definition", "");
        String referred = definition.substring(definition.indexOf('(', definition.indexOf(" REFERENCES ")) + 1);
        return List.of(referred.substring(0, referred.indexOf(')')).split(", ", -1))
                .contains(columnName(column));
    }

    private void columns() throws SQLException {
        Set<String> tables = own.after().objects(ObjectKind.TABLE).stream()
                .map(SchemaObject::path)
                .collect(Collectors.toSet());
        for (SchemaObject column : own.made()) {
            boolean there = column.kind() == ObjectKind.COLUMN
                    && !madeTables.contains(column.within())
                    && tables.contains(column.within())
                    && !column.has("generated");
            if (there) {
                OptionalLong count =
                        questions.number("select count(%s) from %s".formatted(columnName(column), column.within()));
                rows += count.orElse(0);
                String values =
                        count.isPresent() ? "%d values".formatted(count.getAsLong()) : "values that cannot be counted";
                effects.add("DROP COLUMN %s (with %s)".formatted(column.path(), values));
            }
        }
    }

    /** {@return the name of a column as SQL takes it} */
    static String columnName(SchemaObject column) {
        return column.path().substring(column.within().length() + 1);
    }

    private void others() {
        Set<ObjectKind> told = Set.of(ObjectKind.TABLE, ObjectKind.COLUMN);
        List<String> dropped = own.made().stream()
                .filter(object -> !told.contains(object.kind()) && !madeTables.contains(object.within()))
                .map(SchemaObject::key)
                .toList();
        long within = own.made().stream()
                .filter(object -> !told.contains(object.kind()) && madeTables.contains(object.within()))
                .count();
        dropped.forEach(key -> effects.add("DROP %s".formatted(key)));
        if (within > 0) {
            effects.add(
                    within == 1
                            ? "DROP 1 index, constraint, policy or the like of these tables"
                            : "DROP %d indexes, constraints, policies and the like of these tables".formatted(within));
        }
        for (Delta.Renaming one : own.renamed()) {
            if (!one.isOnlyAlong()) {
                effects.add("RENAME %s back to %s"
                        .formatted(one.is().key(), one.was().path()));
            }
            if (one.isChangedToo()) {
                effects.add("CHANGE %s back".formatted(one.is().key()));
            }
        }
        own.changed().forEach(object -> effects.add("CHANGE %s back".formatted(object.key())));
    }

    private boolean oldData() {
        Set<String> droppedTables = own.dropped().stream()
                .filter(object -> object.kind() == ObjectKind.TABLE)
                .map(SchemaObject::path)
                .collect(Collectors.toSet());
        boolean found = false;
        for (SchemaObject object : own.dropped()) {
            String table = own.tableNow(object.within());
            if (object.kind() == ObjectKind.TABLE) {
                effects.add("CREATE TABLE %s (%s)".formatted(object.path(), refilled(object)));
                found = true;
            } else if (object.kind() == ObjectKind.COLUMN
                    && !droppedTables.contains(object.within())
                    && own.after().find(ObjectKind.TABLE, table).isPresent()) {
                effects.add("ADD COLUMN %s (%s)".formatted(object.path(), becomes(object)));
                found = true;
            } else if (object.kind() == ObjectKind.SEQUENCE && isOnItsOwn(object)) {
                effects.add("CREATE %s (how far it had counted is gone)".formatted(object.key()));
                found = true;
            } else if (!droppedTables.contains(object.within())) {
                effects.add("CREATE %s".formatted(object.key()));
            }
        }
        return found;
    }

    private String refilled(SchemaObject table) {
        return returning.kept().containsKey(table.path())
                ? "its rows are kept, and put back"
                : refill.table(table, own.before());
    }

    private String becomes(SchemaObject column) {
        String told = refill.column(column);
        if (returning.kept().containsKey(column.path())) {
            return "its values are kept, and put back";
        }
        boolean filled = returning
                .column(column)
                .filter(back -> back.filling() != Returning.Filling.NULL)
                .isPresent();
        return told.startsWith("empty") && filled
                ? "its values went when the migration dropped it; the down puts others there"
                : told;
    }

    /** One that went with its column counts nothing any more. */
    private boolean isOnItsOwn(SchemaObject sequence) {
        String owner = sequence.get("owned by", "");
        return own.dropped().stream()
                .noneMatch(object ->
                        object.kind() == ObjectKind.COLUMN && object.path().equals(owner));
    }

    private void locks() throws SQLException {
        Set<String> touched = own.keys().stream()
                .flatMap(key -> Stream.ofNullable(own.after().get(key)))
                .map(SchemaObject::within)
                .filter(table -> own.after().find(ObjectKind.TABLE, table).isPresent())
                .filter(table -> !madeTables.contains(table))
                .collect(Collectors.toCollection(TreeSet::new));
        for (String table : touched) {
            long about = questions.aboutRows(table);
            if (about >= MANY) {
                warnings.add("%s has about %d rows, and is locked while the down runs".formatted(table, about));
            }
        }
    }
}
