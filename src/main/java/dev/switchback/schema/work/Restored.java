package dev.switchback.schema.work;

import dev.switchback.schema.catalog.ObjectKind;
import dev.switchback.schema.catalog.SchemaDifference;
import dev.switchback.schema.catalog.SchemaObject;
import dev.switchback.schema.catalog.SchemaSnapshot;
import dev.switchback.schema.model.RolledBack.Verdict;
import dev.switchback.schema.safety.Delta;
import dev.switchback.schema.safety.Spelling;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether a rollback restored what it had to, and nothing besides: each object that the migration had touched is as it
 * was before the migration, and each other one as it was before the rollback.
 *
 * @param verdict the answer
 * @param differences what is not so, a line each
 */
record Restored(Verdict verdict, List<String> differences) {

    private static final String ONLY_A_MOMENT =
            " (only the moment differs that the server wrote there when a script ran,"
                    + " as it does for 'now': put the one that was there into the down)";

    static final Restored UNKNOWN = new Restored(Verdict.UNKNOWN, List.of());

    /**
     * Compares.
     *
     * @param own what the migration had done
     * @param before the schema just before the rollback
     * @param after the schema just after it
     */
    static Restored of(Delta own, SchemaSnapshot before, SchemaSnapshot after) {
        SchemaSnapshot expected = before.with(own.before(), own.keys());
        SchemaDifference found = SchemaDifference.between(expected, after);
        Spelling spelling = new Spelling(own, expected, after);
        List<String> matters = new ArrayList<>();
        List<String> spelled = new ArrayList<>();
        for (SchemaDifference.Change change : found.changes()) {
            switch (spelling.of(change)) {
                case ANOTHER ->
                    matters.add(spelling.isOfAnotherMoment(change) ? change + ONLY_A_MOMENT : change.toString());
                case UNSURE -> spelled.add(change.toString());
                case SAME -> {}
            }
        }
        if (!matters.isEmpty()) {
            return new Restored(Verdict.DIFFERENT, matters);
        }
        if (!spelled.isEmpty()) {
            spelled.add(0, spelling.why());
            return new Restored(Verdict.UNKNOWN, spelled);
        }
        return new Restored(
                isReordered(own.before(), after) ? Verdict.EQUIVALENT : Verdict.IDENTICAL,
                found.moved().stream().map(Object::toString).toList());
    }

    /** {@return whether somebody has to look at the differences} */
    boolean isToBeTold() {
        return verdict == Verdict.DIFFERENT || verdict == Verdict.UNKNOWN;
    }

    /** Other columns between them do not matter: those of later migrations. */
    private static boolean isReordered(SchemaSnapshot before, SchemaSnapshot after) {
        Set<String> kept = new TreeSet<>();
        before.objects(ObjectKind.COLUMN).forEach(column -> kept.add(column.path()));
        Map<String, List<String>> is = columns(after, kept);
        return columns(before, kept).entrySet().stream()
                .anyMatch(table ->
                        !is.getOrDefault(table.getKey(), table.getValue()).equals(table.getValue()));
    }

    private static Map<String, List<String>> columns(SchemaSnapshot snapshot, Set<String> kept) {
        Map<String, List<String>> tables = new HashMap<>();
        snapshot.objects(ObjectKind.COLUMN).stream()
                .filter(column -> kept.contains(column.path()))
                .sorted(Comparator.comparingInt(Restored::position))
                .forEach(column -> tables.computeIfAbsent(column.within(), first -> new ArrayList<>())
                        .add(column.path()));
        return tables;
    }

    private static int position(SchemaObject column) {
        return Integer.parseInt(column.get(SchemaObject.POSITION, "0"));
    }
}
