package dev.switchback.schema.work;

import dev.switchback.schema.catalog.ObjectKind;
import dev.switchback.schema.catalog.SchemaObject;
import dev.switchback.schema.safety.AllRows;
import dev.switchback.schema.safety.Delta;
import dev.switchback.schema.track.TrackedMigration;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Keeps the rows that a rollback drops, in tables of the schema {@code rollback_trash} that nothing ever empties but a
 * person: whole tables, and of dropped columns the rows that had a value, with all their other columns.
 */
final class Trash {

    /** The schema that what is kept is in. */
    static final String SCHEMA = "rollback_trash";

    private static final int LONGEST = 63;

    private static final String SINCE =
            ", but for what was written to it since: its down does not run in one transaction";

    private final SchemaWork work;

    Trash(SchemaWork work) {
        this.work = work;
    }

    /**
     * Keeps them.
     *
     * <p>Within a transaction nobody uses the tables from then on to its end; without one, what is written before
     * they are dropped is not kept, and that is said.
     *
     * @return what was kept where, a sentence each
     */
    @SuppressWarnings("try") // it is open, and nothing else is done with it
    List<String> keep(Connection connection, TrackedMigration row, Delta own) throws SQLException {
        List<String> kept = new ArrayList<>();
        Set<String> tables = own.made().stream()
                .filter(object -> object.kind() == ObjectKind.TABLE)
                .map(SchemaObject::path)
                .collect(Collectors.toSet());
        try (AllRows all = AllRows.of(connection);
                Statement statement = connection.createStatement()) {
            statement.execute("create schema if not exists %s".formatted(SCHEMA));
            boolean together = !connection.getAutoCommit();
            if (together) {
                lock(connection, stored(own, tables));
            }
            for (SchemaObject object : own.made()) {
                String source = source(object, tables, own);
                if (!source.isEmpty()) {
                    String name = statement.enquoteIdentifier(name(row, object, kept.size() + 1), true);
                    statement.execute("create table %s.%s as select * from %s".formatted(SCHEMA, name, source));
                    kept.add("what %s held is kept in %s.%s%s"
                            .formatted(object.path(), SCHEMA, name, together ? "" : SINCE));
                }
            }
        }
        return kept;
    }

    private static Set<String> stored(Delta own, Set<String> made) {
        return own.made().stream()
                .filter(object -> !source(object, made, own).isEmpty())
                .map(object -> object.kind() == ObjectKind.TABLE ? object.path() : object.within())
                .filter(path -> own.after()
                        .find(ObjectKind.TABLE, path)
                        .filter(Trash::isLocal)
                        .isPresent())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * Lets nobody use tables until the transaction ends: what is copied then is all there is. Readers wait for the copy
     * as well, and not for the drop alone: a weaker lock first would be in the way of whoever has read a table and
     * writes to it next, while the drop waits for them.
     */
    static void lock(Connection connection, Set<String> tables) throws SQLException {
        if (!tables.isEmpty()) {
            try (Statement statement = connection.createStatement()) {
                statement.setEscapeProcessing(false);
                statement.execute("lock table %s in access exclusive mode".formatted(String.join(", ", tables)));
            }
        }
    }

    /** The rows of a table that is made anew under its name go with the old one. */
    static List<SchemaObject> gone(Delta up) {
        List<SchemaObject> gone = new ArrayList<>(up.dropped());
        Set<Long> there = up.after().objects(ObjectKind.TABLE).stream()
                .map(table -> table.identity().oid())
                .collect(Collectors.toSet());
        up.before().objects(ObjectKind.TABLE).stream()
                .filter(table -> !there.contains(table.identity().oid()) && !gone.contains(table))
                .forEach(gone::add);
        return gone;
    }

    /** The rows of a table with partitions are those of its partitions. */
    static boolean isStored(SchemaObject table) {
        return !table.has("partition by") && isLocal(table);
    }

    /** The rows of a foreign table are elsewhere, and nobody here can lock them. */
    static boolean isLocal(SchemaObject table) {
        return !table.has("server");
    }

    static boolean isStored(Delta up, SchemaObject column) {
        boolean tableStays = up.after().objects(ObjectKind.TABLE).stream()
                .anyMatch(table -> table.identity().oid() == column.identity().oid());
        return tableStays && !column.has("generated");
    }

    private static String source(SchemaObject object, Set<String> tables, Delta own) {
        if (object.kind() == ObjectKind.TABLE) {
            return object.path();
        }
        boolean column = object.kind() == ObjectKind.COLUMN
                && !tables.contains(object.within())
                && own.after().find(ObjectKind.TABLE, object.within()).isPresent();
        String name = column ? object.path().substring(object.within().length() + 1) : "";
        return column ? "%s where %s is not null".formatted(object.within(), name) : "";
    }

    /** The number comes before what may be cut off: two columns of one name would otherwise be kept in one table. */
    private String name(TrackedMigration row, SchemaObject object, int number) {
        String of = object.kind() == ObjectKind.TABLE ? object.path() : object.within() + '_' + object.name();
        String named = of.substring(of.indexOf('.') + 1).replace("\"", "");
        String name = "%s_%d_%d_%s".formatted(row.version(), work.now().toEpochMilli(), number, named);
        while (name.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            name = name.substring(0, name.offsetByCodePoints(name.length(), -1));
        }
        return name;
    }
}
