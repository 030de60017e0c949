package dev.switchback.schema.safety;

import dev.switchback.schema.catalog.ObjectKind;
import dev.switchback.schema.catalog.SchemaObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
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
    private final List<String> effects = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final Set<String> madeTables = new TreeSet<>();
    private long rows;

    private SafetyCheck(Connection connection, Delta own) {
        this.own = own;
        this.questions = new Questions(connection);
        own.made().stream()
                .filter(object -> object.kind() == ObjectKind.TABLE)
                .forEach(table -> madeTables.add(table.path()));
    }

    /**
     * Looks.
     *
     * @param own what the migration did, its {@code after} being the schema as it is now
     */
    public static Findings of(Connection connection, Delta own) throws SQLException {
        SafetyCheck check = new SafetyCheck(connection, own);
        check.tables();
        check.foreignKeys();
        check.columns();
        check.others();
        boolean old = check.oldData();
        check.locks();
        List<String> obstacles = new Obstacles(check.questions, own, check.madeTables).find();
        return new Findings(check.effects, obstacles, check.warnings, check.rows, old);
    }

    private void tables() throws SQLException {
        for (String table : madeTables) {
            long count = questions.count("select count(*) from %s".formatted(table));
            rows += count;
            effects.add("DROP TABLE %s (containing %s)".formatted(table, Questions.rows(count)));
        }
    }

    private void foreignKeys() {
        Set<String> pointing = own.after().objects(ObjectKind.CONSTRAINT).stream()
                .filter(key -> !madeTables.contains(key.within()))
                .filter(key -> madeTables.stream().anyMatch(table -> refersTo(key, table)))
                .map(SchemaObject::within)
                .collect(Collectors.toCollection(TreeSet::new));
        if (!pointing.isEmpty()) {
            effects.add("Affect foreign keys in: %s".formatted(String.join(", ", pointing)));
        }
    }

    static boolean refersTo(SchemaObject key, String table) {
        String definition = key.get("definition", "");
        String bare = table.substring(table.lastIndexOf('.') + 1);
        return definition.contains(" REFERENCES %s(".formatted(table))
                || definition.contains(" REFERENCES %s (".formatted(table))
                || (!definition.contains(" REFERENCES %s.".formatted(table.split("\\.", -1)[0]))
                        && definition.contains(" REFERENCES %s(".formatted(bare)));
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
                long count = questions.count("select count(%s) from %s".formatted(columnName(column), column.within()));
                rows += count;
                effects.add("DROP COLUMN %s (with %d values)".formatted(column.path(), count));
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
            effects.add("DROP %d indexes, constraints, policies and the like of these tables".formatted(within));
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
            if (object.kind() == ObjectKind.TABLE) {
                effects.add("CREATE TABLE %s (empty: its rows went when the migration dropped it)"
                        .formatted(object.path()));
                found = true;
            } else if (object.kind() == ObjectKind.COLUMN
                    && !droppedTables.contains(object.within())
                    && own.after().find(ObjectKind.TABLE, object.within()).isPresent()) {
                effects.add("ADD COLUMN %s (empty: its values went when the migration dropped it)"
                        .formatted(object.path()));
                found = true;
            } else if (!droppedTables.contains(object.within())) {
                effects.add("CREATE %s".formatted(object.key()));
            }
        }
        return found;
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
