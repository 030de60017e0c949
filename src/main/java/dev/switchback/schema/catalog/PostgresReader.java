package dev.switchback.schema.catalog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the catalogs of PostgreSQL 15 to 18, one query for each kind that is there: everything, or what was touched
 * since an earlier snapshot.
 */
final class PostgresReader {

    private static final int ATTRIBUTES_FROM = 7;
    private static final String PRESENCE = CatalogQueries.resource("presence.sql");
    private static final String COMMENTS =
            "select classoid::regclass::text, objoid, objsubid, description from pg_description where objoid >= 16384"
                    + " union all select 'pg_namespace', objoid, objsubid, description from pg_description"
                    + " where objoid in (select oid from pg_namespace where oid < 16384)"
                    + " and classoid = 'pg_namespace'::regclass";
    private static final String MOMENT = CatalogQueries.resource("moment.sql");
    private static final String AS_BEFORE =
            "select set_config('search_path', ?, false), set_config('plan_cache_mode', ?, false)";
    private static final Set<ObjectKind> IN_NO_SCHEMA = Set.of(
            ObjectKind.EXTENSION,
            ObjectKind.EVENT_TRIGGER,
            ObjectKind.PUBLICATION,
            ObjectKind.CAST,
            ObjectKind.FOREIGN_DATA_WRAPPER,
            ObjectKind.SERVER,
            ObjectKind.USER_MAPPING);
    private static final Set<ObjectKind> ALWAYS_THERE =
            EnumSet.of(ObjectKind.SCHEMA, ObjectKind.TABLE, ObjectKind.COLUMN, ObjectKind.CONSTRAINT, ObjectKind.INDEX);

    private static final Set<ObjectKind> HOLDS_PARTS = EnumSet.of(
            ObjectKind.TABLE,
            ObjectKind.VIEW,
            ObjectKind.MATERIALIZED_VIEW,
            ObjectKind.COMPOSITE,
            ObjectKind.ENUM,
            ObjectKind.DOMAIN);

    private final int version;
    private final SnapshotScope scope;
    private final CatalogQueries queries;
    private final Map<String, String> paths = new HashMap<>();
    private final Map<String, String> comments = new HashMap<>();
    private final Set<String> leftOut = new HashSet<>();
    private List<SchemaObject> objects = new ArrayList<>();

    private PostgresReader(int version, CatalogQueries queries) {
        this.version = version;
        this.scope = queries.scope();
        this.queries = queries;
    }

    /** Reads everything, or what was touched since an earlier snapshot if there is one. */
    static SchemaSnapshot read(
            Connection connection, int version, SnapshotScope scope, @Nullable SchemaSnapshot earlier)
            throws SQLException {
        Moment then = earlier == null ? null : earlier.moment();
        CatalogQueries queries = then == null ? new CatalogQueries(version, scope) : then.queries();
        return new PostgresReader(version, queries).read(connection, earlier, then);
    }

    /**
     * Reads with a search path under which every name in a definition is qualified, and with plans that are made once:
     * to plan one of the queries takes longer than to run it.
     */
    private SchemaSnapshot read(Connection connection, @Nullable SchemaSnapshot earlier, @Nullable Moment then)
            throws SQLException {
        long database;
        String transaction;
        String path;
        String plans;
        try (PreparedStatement statement = connection.prepareStatement(MOMENT);
                ResultSet row = statement.executeQuery()) {
            row.next();
            database = row.getLong(1);
            transaction = row.getString(2);
            path = row.getString(3);
            plans = row.getString(4);
        }
        try {
            Census census = Census.after(then == null ? Census.NONE : then.census(), connection);
            Moment moment = new Moment(database, transaction, queries, census);
            readAll(connection, earlier, then, moment);
            set(connection, path, plans);
            return new SchemaSnapshot("PostgreSQL", version, objects, moment);
        } catch (SQLException | RuntimeException failed) {
            if (connection.getAutoCommit()) { // else whoever undoes the transaction undoes that, too
                set(connection, path, plans);
            }
            throw failed;
        }
    }

    private static void set(Connection connection, String path, String plans) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(AS_BEFORE)) {
            statement.setString(1, path);
            statement.setString(2, plans);
            statement.execute();
        }
    }

    private void readAll(Connection connection, @Nullable SchemaSnapshot earlier, @Nullable Moment then, Moment moment)
            throws SQLException {
        Set<ObjectKind> kinds = present(connection);
        readComments(connection);
        if (earlier != null && then != null && then.database() == moment.database()) {
            Touched touched = Touched.between(connection, then, moment, earlier.inAnyOrder());
            if (!touched.extensions() && readTouched(connection, kinds, touched, earlier)) {
                return;
            }
        }
        objects = new ArrayList<>();
        paths.clear();
        for (ObjectKind kind : kinds) {
            read(connection, kind, queries.whole(kind), null);
        }
    }

    /** {@return whether that was enough: nothing has another name now, which definitions of others would show} */
    private boolean readTouched(Connection connection, Set<ObjectKind> kinds, Touched touched, SchemaSnapshot earlier)
            throws SQLException {
        List<SchemaObject> untouched = touched.untouched(earlier.inAnyOrder());
        for (SchemaObject object : untouched) {
            if (object.identity().sub() == 0 && HOLDS_PARTS.contains(object.kind())) {
                paths.put(object.kind().catalog() + ' ' + object.identity().oid(), object.path());
            }
        }
        for (ObjectKind kind : kinds) {
            String catalog = CatalogQueries.touchable(kind);
            if (catalog.isEmpty()) {
                read(connection, kind, queries.whole(kind), null);
            } else if (touched.any(catalog)) {
                read(connection, kind, queries.touched(kind), touched.array(catalog));
            }
        }
        if (isAnythingRenamed(earlier)) {
            return false;
        }
        untouched.forEach(
                object -> objects.add(comments.isEmpty() && !object.has("comment") ? object : withComment(object)));
        return true;
    }

    private boolean isAnythingRenamed(SchemaSnapshot earlier) {
        Map<String, SchemaObject> read = new HashMap<>();
        objects.forEach(object -> read.put(object.place(), object));
        for (SchemaObject was : earlier.inAnyOrder()) {
            SchemaObject now = read.get(was.place());
            if (now != null && !now.address().equals(was.address())) {
                return true;
            }
        }
        return false;
    }

    private Set<ObjectKind> present(Connection connection) throws SQLException {
        Set<ObjectKind> kinds = EnumSet.copyOf(ALWAYS_THERE);
        try (PreparedStatement statement = connection.prepareStatement(PRESENCE);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                kinds.add(ObjectKind.valueOf(row.getString(1)));
            }
        }
        if (!scope.isWhole()) {
            kinds.removeAll(IN_NO_SCHEMA);
        }
        return kinds;
    }

    private void readComments(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(COMMENTS);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                comments.put(row.getString(1) + ' ' + row.getLong(2) + ' ' + row.getInt(3), row.getString(4));
            }
        }
    }

    private void read(Connection connection, ObjectKind kind, String query, @Nullable String touched)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            if (touched != null) {
                statement.setString(1, touched);
            }
            try (ResultSet row = statement.executeQuery()) {
                ResultSetMetaData columns = row.getMetaData();
                List<String> names = new ArrayList<>();
                for (int column = ATTRIBUTES_FROM; column <= columns.getColumnCount(); column++) {
                    names.add(columns.getColumnLabel(column));
                }
                while (row.next()) {
                    keep(kind, row, names);
                }
            }
        }
    }

    private void keep(ObjectKind kind, ResultSet row, List<String> names) throws SQLException {
        Identity identity = new Identity(row.getLong(1), row.getInt(2), row.getLong(3));
        String path = row.getString(6);
        String place = kind.catalog() + ' ' + identity.oid();
        String parent = kind.parentCatalog() + ' ' + identity.parent();
        Map<String, String> attributes = attributes(row, names);
        if (leftOut.contains(parent) || isLeftOut(kind, path, attributes)) {
            leftOut.add(place);
            return;
        }
        if (identity.sub() == 0) {
            paths.put(place, path);
        }
        Address address = new Address(row.getString(4), row.getString(5), path, paths.getOrDefault(parent, ""));
        objects.add(withComment(new SchemaObject(kind, identity, address, attributes)));
    }

    private static Map<String, String> attributes(ResultSet row, List<String> names) throws SQLException {
        Map<String, String> attributes = new TreeMap<>();
        for (int index = 0; index < names.size(); index++) {
            String value = row.getString(ATTRIBUTES_FROM + index);
            if (value != null) {
                attributes.put(names.get(index), value);
            }
        }
        return attributes;
    }

    private boolean isLeftOut(ObjectKind kind, String path, Map<String, String> attributes) {
        if (kind == ObjectKind.SEQUENCE) {
            String owner = attributes.getOrDefault("owned by", "");
            return scope.withoutTables().stream().anyMatch(table -> owner.startsWith(table + '.'));
        }
        return kind == ObjectKind.TABLE && scope.withoutTables().contains(path);
    }

    /** A comment is a row apart, which tells nothing when it goes. */
    private SchemaObject withComment(SchemaObject object) {
        String comment = comments.get(commentedAs(object));
        if (java.util.Objects.equals(comment, object.get("comment"))) {
            return object;
        }
        Map<String, String> attributes = new TreeMap<>(object.attributes());
        attributes.remove("comment");
        if (comment != null) {
            attributes.put("comment", comment);
        }
        return new SchemaObject(object.kind(), object.identity(), object.address(), attributes);
    }

    /** A composite type is a relation here, and a type where comments are kept. */
    private static String commentedAs(SchemaObject object) {
        return object.kind() == ObjectKind.COMPOSITE ? "pg_type " + object.get("~type", "") + " 0" : object.place();
    }
}
