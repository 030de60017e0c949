package dev.switchback.schema.catalog;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What has been written in the catalogs since a moment.
 *
 * <p>Each row of a catalog knows the transaction that wrote it; rows that are gone are told from the identifiers that
 * are left. A definition is made of names besides what is in its own rows, so that after a renaming all is to be read.
 */
final class Touched {

    private static final String SINCE = CatalogQueries.resource("touched.sql");
    private static final String THERE = CatalogQueries.resource("there.sql");

    private final Map<String, Set<Long>> touched = new HashMap<>();
    private final Map<String, Set<Long>> there = new HashMap<>();
    private final Set<String> gone = new HashSet<>();

    /** Looks, with a search path on which the catalogs are. */
    static Touched between(Connection connection, Moment then, Moment now, Collection<SchemaObject> earlier)
            throws SQLException {
        Touched touched = new Touched();
        touched.read(connection, then);
        List<String> losing = now.census().catalogsWithLoss(then.census());
        if (!losing.isEmpty()) {
            touched.readThere(connection);
            touched.there.keySet().retainAll(losing);
            touched.compare(earlier);
        }
        return touched;
    }

    private void read(Connection connection, Moment moment) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SINCE)) {
            statement.setString(1, moment.transaction());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    add(row.getString(1), row.getLong(2));
                }
            }
        }
    }

    private void readThere(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(THERE);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                Array array = row.getArray(2);
                List<Long> oids = array == null ? List.of() : List.of((Long[]) array.getArray());
                there.put(row.getString(1), new HashSet<>(oids));
            }
        }
    }

    private void add(String catalog, long oid) {
        touched.computeIfAbsent(catalog, key -> new HashSet<>()).add(oid);
    }

    private void compare(Collection<SchemaObject> earlier) {
        for (SchemaObject object : earlier) {
            String catalog = object.kind().catalog();
            Set<Long> left = there.get(catalog);
            if (left != null && !left.contains(object.identity().oid())) {
                gone.add(object.key());
                if (object.identity().parent() != 0 && object.identity().sub() == 0) {
                    add(object.kind().parentCatalog(), object.identity().parent());
                }
            }
        }
    }

    /** {@return whether members of extensions changed, and with them what is a schema's own} */
    boolean extensions() {
        return touched.containsKey("pg_extension");
    }

    /** {@return whether any object of a catalog was touched} */
    boolean any(String catalog) {
        return touched.containsKey(catalog);
    }

    /** {@return the touched objects of a catalog as the text of an array} */
    String array(String catalog) {
        return touched.getOrDefault(catalog, Set.of()).stream()
                .map(String::valueOf)
                .collect(Collectors.joining(",", "{", "}"));
    }

    /** {@return the objects that are as they were} */
    List<SchemaObject> untouched(Collection<SchemaObject> earlier) {
        List<SchemaObject> untouched = new ArrayList<>();
        for (SchemaObject object : earlier) {
            String catalog = CatalogQueries.touchable(object.kind());
            if (!catalog.isEmpty() && !gone.contains(object.key()) && !isTouched(catalog, object)) {
                untouched.add(object);
            }
        }
        return untouched;
    }

    private boolean isTouched(String catalog, SchemaObject object) {
        Set<Long> oids = touched.getOrDefault(catalog, Set.of());
        Identity identity = object.identity();
        boolean ofParent = object.kind().parentCatalog().equals(catalog) && oids.contains(identity.parent());
        boolean itself = object.kind().catalog().equals(catalog) && oids.contains(identity.oid());
        return ofParent || itself;
    }
}
