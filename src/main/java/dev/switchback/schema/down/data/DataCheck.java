package dev.switchback.schema.down.data;

import dev.switchback.schema.catalog.ObjectKind;
import dev.switchback.schema.catalog.SchemaObject;
import dev.switchback.schema.catalog.SchemaSnapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an up did to data that was there: from the catalogs, which tables and columns are gone and which were converted;
 * from its statements, which rows were written.
 */
public final class DataCheck {

    private static final String IN_SCHEMA = "in schema";

    private final SchemaSnapshot before;
    private final SchemaSnapshot after;
    private final Map<String, SchemaObject> afterByPlace = new HashMap<>();
    private final Map<String, SchemaObject> beforeByPlace = new HashMap<>();
    private final Set<String> lost = new LinkedHashSet<>();
    private final Set<String> unknown = new LinkedHashSet<>();

    /** Compares the schema before an up with the one after it. */
    public DataCheck(SchemaSnapshot before, SchemaSnapshot after) {
        this.before = before;
        this.after = after;
        before.inAnyOrder().forEach(object -> beforeByPlace.put(object.place(), object));
        after.inAnyOrder().forEach(object -> afterByPlace.put(object.place(), object));
    }

    /** {@return whether a statement writes rows, or calls what may write some} */
    public static boolean mayWrite(String statement) {
        return !Dml.of(statement).isEmpty();
    }

    /** {@return the verdict on an up of these statements} */
    public DataVerdict of(List<String> statements) {
        for (SchemaObject object : before.objects()) {
            SchemaObject now = afterByPlace.get(object.place());
            if (now == null) {
                gone(object);
            } else if (isStored(object) && isConverted(object, now)) {
                lost.add("%s was converted from %s to %s".formatted(object.key(), object.get("type"), now.get("type")));
            }
        }
        statements.forEach(statement -> Dml.of(statement).forEach(this::written));
        List<String> reasons = new ArrayList<>(lost);
        reasons.addAll(unknown);
        DataVerdict.Word word = !lost.isEmpty()
                ? DataVerdict.Word.LOST
                : unknown.isEmpty() ? DataVerdict.Word.NONE_AFFECTED : DataVerdict.Word.UNKNOWN;
        return new DataVerdict(word, reasons);
    }

    /**
     * Returns the places of columns after an up that have the name of one that it dropped, and another type: to convert
     * one into the other could fail, and would show as old values what never was one. A column that the up itself has
     * filled by {@code UPDATE}, presumably from the one that it dropped, is none of them.
     *
     * @param statements those of the up
     */
    public Set<String> madeAnew(List<String> statements) {
        Set<String> filled = statements.stream()
                .flatMap(statement -> Dml.of(statement).stream())
                .filter(effect -> effect.verb().equals("UPDATE"))
                .flatMap(effect -> tables(effect.table()).stream())
                .collect(Collectors.toSet());
        Set<String> anew = new LinkedHashSet<>();
        for (SchemaObject was : before.objects(ObjectKind.COLUMN)) {
            SchemaObject is = afterByPlace.containsKey(was.place()) ? null : after.get(was.key());
            if (is != null
                    && is.identity().oid() == was.identity().oid()
                    && !beforeByPlace.containsKey(is.place())
                    && !was.get("type", "").equals(is.get("type", ""))
                    && !isRenamed(was.get("type", ""), is.get("type", ""))
                    && !filled.contains(tableOf(was))) {
                anew.add(is.place());
            }
        }
        return anew;
    }

    private static String tableOf(SchemaObject column) {
        return "pg_class " + column.identity().oid() + " 0";
    }

    private static boolean isStored(SchemaObject object) {
        return object.kind() == ObjectKind.COLUMN
                && "rpf".contains(object.get("~relation", "r"))
                && !object.has("generated");
    }

    private void gone(SchemaObject object) {
        switch (object.kind()) {
            case TABLE -> lost.add("the rows of %s are gone".formatted(object.key()));
            case COLUMN -> {
                boolean tableRemains = afterByPlace.containsKey(tableOf(object));
                boolean inherited = "yes".equals(object.get("inherited"));
                boolean attribute = "c".equals(object.get("~relation"));
                if ((isStored(object) || attribute) && tableRemains && !inherited) {
                    lost.add("the values of %s are gone".formatted(object.key()));
                }
            }
            case SEQUENCE -> {
                String owner = object.get("owned by", "");
                boolean columnRemains = before.find(ObjectKind.COLUMN, owner)
                        .map(column -> afterByPlace.containsKey(column.place()))
                        .orElse(true);
                if (columnRemains) {
                    lost.add("how far %s had counted is gone".formatted(object.key()));
                }
            }
            default -> {}
        }
    }

    private boolean isConverted(SchemaObject was, SchemaObject is) {
        String from = was.get("type", "");
        String to = is.get("type", "");
        return !from.equals(to) && !isRenamed(from, to) && !Widening.keeps(plain(from, before), plain(to, after));
    }

    /** A domain is what it is made of. */
    private static String plain(String type, SchemaSnapshot snapshot) {
        return snapshot.find(ObjectKind.DOMAIN, type)
                .map(domain -> domain.get("type", type))
                .orElse(type);
    }

    private boolean isRenamed(String from, String to) {
        for (ObjectKind kind : List.of(ObjectKind.ENUM, ObjectKind.DOMAIN, ObjectKind.COMPOSITE, ObjectKind.RANGE)) {
            SchemaObject type = before.find(kind, from.replace("[]", "")).orElse(null);
            SchemaObject now = type == null ? null : afterByPlace.get(type.place());
            if (now != null && now.path().equals(to.replace("[]", ""))) {
                return true;
            }
        }
        return hasMovedAlong(from, to);
    }

    /** The types of an extension are where it is. */
    private boolean hasMovedAlong(String from, String to) {
        return before.objects(ObjectKind.EXTENSION).stream().anyMatch(was -> {
            SchemaObject is = afterByPlace.get(was.place());
            String schema = was.get(IN_SCHEMA, "");
            return is != null
                    && from.startsWith(schema + '.')
                    && to.equals(is.get(IN_SCHEMA) + from.substring(schema.length()));
        });
    }

    private void written(Dml.Effect effect) {
        if (effect.table().isEmpty()) {
            unknown.add("%s may have written rows".formatted(effect.verb()));
            return;
        }
        Set<String> places = tables(effect.table());
        if (places.isEmpty()) {
            return; // the table came with the up, or came and went
        }
        String table = effect.table();
        switch (effect.verb()) {
            case "INSERT" -> unknown.add("the rows that INSERT added to table %s stay".formatted(table));
            case "UPDATE" -> {
                List<String> old = effect.columns().stream()
                        .filter(column -> places.stream().anyMatch(place -> isOld(place, column)))
                        .distinct()
                        .toList();
                if (!old.isEmpty()) {
                    lost.add("UPDATE wrote over %s of table %s".formatted(String.join(", ", old), table));
                }
            }
            default -> lost.add("%s took rows of table %s".formatted(effect.verb(), table));
        }
    }

    /** Tables that were there before, and have the name now or had it then. */
    private Set<String> tables(String name) {
        Set<String> places = new LinkedHashSet<>();
        for (SchemaSnapshot snapshot : List.of(before, after)) {
            snapshot.objects(ObjectKind.TABLE).stream()
                    .filter(table -> table.name().equals(name) && beforeByPlace.containsKey(table.place()))
                    .map(SchemaObject::place)
                    .forEach(places::add);
        }
        return places.stream().collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private boolean isOld(String table, String column) {
        return before.objects(ObjectKind.COLUMN).stream()
                .filter(candidate -> tableOf(candidate).equals(table))
                .anyMatch(candidate -> {
                    SchemaObject now = afterByPlace.get(candidate.place());
                    String nameNow = now == null ? candidate.name() : now.name();
                    return (candidate.name().equals(column) && !isTakenByNew(table, column)) || nameNow.equals(column);
                });
    }

    private boolean isTakenByNew(String table, String column) {
        return after.objects(ObjectKind.COLUMN).stream()
                .anyMatch(candidate -> tableOf(candidate).equals(table)
                        && candidate.name().equals(column)
                        && !beforeByPlace.containsKey(candidate.place())
                        && !isOldElsewhere(candidate));
    }

    private boolean isOldElsewhere(SchemaObject column) {
        return before.find(ObjectKind.COLUMN, column.path())
                .map(old -> !afterByPlace.containsKey(old.place()))
                .orElse(false);
    }
}
