package dev.switchback.schema.down;

import dev.switchback.schema.catalog.ObjectKind;
import dev.switchback.schema.catalog.SchemaObject;
import dev.switchback.schema.catalog.SchemaSnapshot;
import dev.switchback.schema.down.data.Reach;
import dev.switchback.schema.down.text.Neutral;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a reader should know of a down before it is run. */
final class Remarked {

    private final SchemaSnapshot before;
    private final SchemaSnapshot after;
    private final Map<String, SchemaObject> was;
    private final Map<String, SchemaObject> is;

    Remarked(SchemaSnapshot before, SchemaSnapshot after) {
        this.before = before;
        this.after = after;
        this.was = byPlace(before);
        this.is = byPlace(after);
    }

    private static Map<String, SchemaObject> byPlace(SchemaSnapshot snapshot) {
        return snapshot.inAnyOrder().stream()
                .collect(Collectors.toMap(SchemaObject::place, Function.identity(), (one, other) -> one));
    }

    /** {@return tables and columns that came with the up} */
    List<String> drops() {
        Set<String> tables = after.objects(ObjectKind.TABLE).stream()
                .filter(table -> !was.containsKey(table.place()))
                .map(SchemaObject::path)
                .collect(Collectors.toSet());
        List<String> drops = new ArrayList<>();
        for (SchemaObject object : after.objects()) {
            boolean isNew = !was.containsKey(object.place());
            boolean column = object.kind() == ObjectKind.COLUMN
                    && "rpf".contains(object.get("~relation", "r"))
                    && !object.has("generated")
                    && !"yes".equals(object.get("inherited"))
                    && !tables.contains(object.within());
            if (isNew && (object.kind() == ObjectKind.TABLE || column)) {
                drops.add(object.key());
            }
        }
        return drops;
    }

    /** {@return values that are made up, and what is not part of a schema} */
    List<String> notes(Script up) {
        List<String> notes = new ArrayList<>();
        for (SchemaObject column : before.objects(ObjectKind.COLUMN)) {
            boolean dropped = !is.containsKey(column.place())
                    && is.containsKey("pg_class " + column.identity().oid() + " 0");
            boolean bare = column.has("not null") && !column.has("default") && !column.has("generated");
            if (dropped && bare && !column.has("identity") && !"yes".equals(column.get("inherited"))) {
                notes.add(note(column));
            }
        }
        notes.addAll(beyond(up));
        return notes;
    }

    /** {@return what is not part of a schema, and so is not looked at} */
    List<String> beyond(Script up) {
        return up.statements().stream()
                .filter(Reach::isBeyond)
                .map(statement -> "what the up changed on the server is not taken back: " + Reach.shown(statement))
                .toList();
    }

    private static String note(SchemaObject column) {
        return Neutral.of(column.get("type", "")) == null
                ? "%s must have a value and has no default: the down works on an empty table only"
                        .formatted(column.key())
                : "%s must have a value and has no default: the down makes one up for the rows that are there"
                        .formatted(column.key());
    }
}
