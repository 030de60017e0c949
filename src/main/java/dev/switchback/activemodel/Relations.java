package dev.switchback.activemodel;

import dev.switchback.activemodel.tables.ForeignKey;
import dev.switchback.activemodel.tables.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The relations of one table to the tables of its run, both ways, with names that do not meet.
 *
 * @param belongsTo to the one row that a foreign key refers to
 * @param hasMany to the rows whose foreign key refers here
 */
record Relations(List<Relation> belongsTo, List<Relation> hasMany) {

    private static final Pattern KEY_ENDING = Pattern.compile("(?<=.)(_id|_ID|Id|_fk|_code)$");

    /**
     * One relation.
     *
     * @param name in camel case
     * @param other the table at the other end
     * @param key the foreign key, which belongs to the other table if this is one to many
     */
    record Relation(String name, Table other, ForeignKey key) {}

    static Relations of(GenerationRequest request) {
        Set<String> taken = new HashSet<>();
        List<Relation> belongsTo = new ArrayList<>();
        for (ForeignKey key : request.table().foreignKeys()) {
            request.tables().stream()
                    .filter(table -> table.name().equals(key.table()))
                    .forEach(table -> belongsTo.add(new Relation(free(name(key), taken), table, key)));
        }
        List<Relation> hasMany = new ArrayList<>();
        for (Table other : request.tables()) {
            List<ForeignKey> keys = keysTo(request.key(), other);
            for (ForeignKey key : keys) {
                String plain = Words.of(other.name()).camel();
                boolean clear = keys.size() == 1 && !taken.contains(plain);
                String name = clear ? plain : plain + "By" + Words.of(name(key)).pascal();
                hasMany.add(new Relation(free(name, taken), other, key));
            }
        }
        return new Relations(belongsTo, hasMany);
    }

    /** Without a stream: it is asked for each pair of tables. */
    private static List<ForeignKey> keysTo(String table, Table other) {
        List<ForeignKey> keys = new ArrayList<>();
        for (ForeignKey key : other.foreignKeys()) {
            if (key.table().equals(table)) {
                keys.add(key);
            }
        }
        return keys;
    }

    /** {@return what a relation by one column is called: {@code artist} for {@code artist_id}} */
    static String nameByColumn(String column) {
        return Words.of(KEY_ENDING.matcher(column).replaceFirst("")).camel();
    }

    /** A key of several columns says no single thing: its relation is called after the table. */
    private static String name(ForeignKey key) {
        return key.columns().size() == 1
                ? nameByColumn(key.columns().get(0))
                : Words.of(key.table()).camel();
    }

    private static String free(String name, Set<String> taken) {
        String unique = name;
        for (int number = 2; !taken.add(unique); number++) {
            unique = name + number;
        }
        return unique;
    }
}
