package dev.switchback.schema.down;

import dev.switchback.schema.catalog.ObjectKind;
import dev.switchback.schema.catalog.SchemaObject;
import dev.switchback.schema.catalog.SchemaSnapshot;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What depends on an object, as {@code pg_depend} knows it: that is in the way when the object is to go or to change. */
final class Dependents {

    private static final String DIRECT = """
            select x.classid::regclass::text, x.objid, x.objsubid, r.ev_class, d.adrelid, d.adnum
            from pg_catalog.pg_depend x
                left join pg_catalog.pg_rewrite r on x.classid = 'pg_catalog.pg_rewrite'::regclass and r.oid = x.objid
                    and r.rulename = '_RETURN'
                left join pg_catalog.pg_attrdef d on x.classid = 'pg_catalog.pg_attrdef'::regclass and d.oid = x.objid
            where x.refclassid = ?::regclass and x.refobjid = ?::oid and (? = 0 or x.refobjsubid = ?)
                and x.deptype in ('n', 'a', 'i', 'P', 'S')
            """;

    private final Connection connection;
    private final Map<String, SchemaObject> byPlace = new HashMap<>();

    private record Node(String catalog, long oid, int sub) {

        String place() {
            return catalog + ' ' + oid + ' ' + sub;
        }
    }

    Dependents(Connection connection, SchemaSnapshot current) {
        this.connection = connection;
        for (SchemaObject object : current.objects()) {
            byPlace.put(node(object).place(), object);
            String index = object.get("~index");
            if (index != null) {
                byPlace.put("pg_class " + index + " 0", object);
            }
        }
    }

    private static Node node(SchemaObject object) {
        return new Node(
                object.kind().catalog(),
                object.identity().oid(),
                object.identity().sub());
    }

    /** {@return what depends on an object, those first that nothing else depends on} */
    List<SchemaObject> of(SchemaObject object) throws SQLException {
        Set<Node> seen = new LinkedHashSet<>();
        Deque<Node> left = new ArrayDeque<>();
        left.add(node(object));
        if (object.has("~type") && object.kind() == ObjectKind.COMPOSITE) {
            left.add(new Node("pg_type", Long.parseLong(object.get("~type", "0")), 0));
        }
        if (object.has("~index")) {
            left.add(new Node("pg_class", Long.parseLong(object.get("~index", "0")), 0));
        }
        while (!left.isEmpty()) {
            for (Node next : direct(left.remove())) {
                if (seen.add(next) && !isKept(next)) {
                    left.add(next);
                }
            }
        }
        List<SchemaObject> found = new ArrayList<>();
        for (Node each : seen) {
            Optional.ofNullable(byPlace.get(each.place()))
                    .filter(dependent -> !dependent.key().equals(object.key()) && !found.contains(dependent))
                    .ifPresent(dependent -> found.add(0, dependent));
        }
        return found;
    }

    /** Nothing that holds data is given up, and so what depends on it is not in the way. */
    private boolean isKept(Node node) {
        SchemaObject object = byPlace.get(node.place());
        return object != null
                && (object.kind() == ObjectKind.TABLE
                        || (object.kind() == ObjectKind.COLUMN && !object.has("generated"))
                        || object.kind() == ObjectKind.SEQUENCE);
    }

    private List<Node> direct(Node node) throws SQLException {
        List<Node> nodes = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(DIRECT)) {
            statement.setString(1, "pg_catalog." + node.catalog());
            statement.setLong(2, node.oid());
            statement.setInt(3, node.sub());
            statement.setInt(4, node.sub());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    nodes.add(node(row));
                }
            }
        }
        return nodes;
    }

    /** The query of a view is a rule of it, and a default or generation is of its column. */
    private static Node node(ResultSet row) throws SQLException {
        long view = row.getLong(4);
        if (!row.wasNull()) {
            return new Node("pg_class", view, 0);
        }
        long table = row.getLong(5);
        if (!row.wasNull()) {
            return new Node("pg_class", table, row.getInt(6));
        }
        String catalog = row.getString(1);
        return new Node(catalog.substring(catalog.indexOf('.') + 1), row.getLong(2), row.getInt(3));
    }
}
