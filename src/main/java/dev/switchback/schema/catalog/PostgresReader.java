package dev.switchback.schema.catalog;

import dev.switchback.schema.catalog.SchemaSnapshot.Written;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
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
    private static final String COMMENTS = CatalogQueries.resource("comments.sql");
    private static final String PATH = "select set_config('search_path', 'pg_catalog', false),"
            + " set_config('plan_cache_mode', 'force_generic_plan', false)";
    private static final String RESTORE = CatalogQueries.resource("restore.sql");
    private static final Set<ObjectKind> IN_NO_SCHEMA = Set.of(
            ObjectKind.EXTENSION,
            ObjectKind.EVENT_TRIGGER,
            ObjectKind.PUBLICATION,
            ObjectKind.CAST,
            ObjectKind.FOREIGN_DATA_WRAPPER,
            ObjectKind.SERVER,
            ObjectKind.USER_MAPPING,
            ObjectKind.LANGUAGE,
            ObjectKind.ACCESS_METHOD,
            ObjectKind.TRANSFORM,
            ObjectKind.PRIVILEGE);
    private static final Set<ObjectKind> HOLDS_PARTS = EnumSet.of(
            ObjectKind.SCHEMA,
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
            Connection connection,
            int version,
            SnapshotScope scope,
            @Nullable SchemaSnapshot earlier,
            @Nullable Written written)
            throws SQLException {
        Moment then = earlier == null ? null : earlier.moment();
        CatalogQueries queries = then == null ? new CatalogQueries(version, scope) : then.queries();
        return new PostgresReader(version, queries).read(connection, earlier, then, written);
    }

    private SchemaSnapshot read(
            Connection connection, @Nullable SchemaSnapshot earlier, @Nullable Moment then, @Nullable Written written)
            throws SQLException {
        Look look = Look.at(connection, then, written);
        try {
            readAll(connection, look, earlier, then);
            Moment moment =
                    new Moment(look.database(), look.transaction(), queries, look.census(), look.kinds(), comments);
            return new SchemaSnapshot("PostgreSQL", version, objects, moment);
        } catch (SQLException | RuntimeException failed) {
            if (connection.getAutoCommit()) { // else whoever undoes the transaction undoes that, too
                new Reading().restoring(look.settings()).in(connection);
            }
            throw failed;
        }
    }

    private void readAll(Connection connection, Look look, @Nullable SchemaSnapshot earlier, @Nullable Moment then)
            throws SQLException {
        Set<ObjectKind> kinds = look.kinds();
        if (!scope.isWhole()) {
            kinds.removeAll(IN_NO_SCHEMA);
        }
        boolean here = then != null && then.database() == look.database();
        Reading reading = new Reading();
        if (then != null && here && look.census().hasCommentsOf(then.census())) {
            comments.putAll(then.comments());
        } else {
            reading.comments();
        }
        if (earlier != null && then != null && here) {
            Touched touched = Touched.of(look, earlier.inAnyOrder());
            if (!touched.extensions() && look.census().hasMembersOf(then.census())) {
                if (readTouched(connection, reading, look, touched, earlier)) {
                    return;
                }
                reading = new Reading().asLooking();
            }
        }
        objects = new ArrayList<>();
        paths.clear();
        for (ObjectKind kind : kinds) {
            reading.whole(kind);
        }
        reading.restoring(look.settings()).in(connection);
    }

    /** {@return whether that was enough: nothing has another name now, which definitions of others would show} */
    private boolean readTouched(
            Connection connection, Reading reading, Look look, Touched touched, SchemaSnapshot earlier)
            throws SQLException {
        List<SchemaObject> untouched = touched.untouched(earlier.objects());
        for (SchemaObject object : untouched) {
            if (object.identity().sub() == 0 && HOLDS_PARTS.contains(object.kind())) {
                paths.put(object.kind().catalog() + ' ' + object.identity().oid(), object.path());
            }
        }
        for (ObjectKind kind : look.kinds()) {
            String catalog = CatalogQueries.touchable(kind);
            if (catalog.isEmpty()) {
                reading.whole(kind);
            } else if (touched.any(kind)) {
                reading.touched(kind, touched.array(catalog));
            }
        }
        reading.restoring(look.settings()).in(connection);
        if (isAnythingRenamed(earlier) || (!scope.isWhole() && touched.isAnyBeyond(earlier.inAnyOrder(), objects))) {
            return false;
        }
        List<SchemaObject> read = objects;
        objects = new ArrayList<>(untouched.size() + read.size()); // in the order of before, to be sorted at less cost
        untouched.forEach(object -> objects.add(Comments.on(object, comments)));
        objects.addAll(read);
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

    /** What is asked in one round trip; for one thread, once. */
    private final class Reading {

        private final List<String> texts = new ArrayList<>();
        private final List<String> parameters = new ArrayList<>();
        private final List<Answer> answers = new ArrayList<>();

        private Reading add(String text, Answer answer) {
            texts.add(text);
            answers.add(answer);
            return this;
        }

        /** Sets the connection as a look does. */
        Reading asLooking() {
            return add(PATH, row -> {});
        }

        Reading restoring(Look.Settings settings) {
            parameters.add(settings.path());
            parameters.add(settings.plans());
            return add(RESTORE, row -> {});
        }

        Reading comments() {
            return add(COMMENTS, row -> {
                while (row.next()) {
                    comments.put(row.getString(1) + ' ' + row.getLong(2) + ' ' + row.getInt(3), row.getString(4));
                }
            });
        }

        Reading whole(ObjectKind kind) {
            return add(queries.whole(kind), row -> keep(kind, row));
        }

        Reading touched(ObjectKind kind, String oids) {
            parameters.addAll(Collections.nCopies(CatalogQueries.touchedParameters(kind), oids));
            return add(queries.touched(kind), row -> keep(kind, row));
        }

        void in(Connection connection) throws SQLException {
            try (PreparedStatement statement = connection.prepareStatement(String.join(";\n", texts))) {
                CatalogQueries.planOnce(statement);
                for (int index = 0; index < parameters.size(); index++) {
                    statement.setString(index + 1, parameters.get(index));
                }
                statement.execute();
                for (Answer answer : answers) {
                    try (ResultSet row = statement.getResultSet()) {
                        answer.read(row);
                    }
                    statement.getMoreResults();
                }
            }
        }
    }

    private interface Answer {
        void read(ResultSet row) throws SQLException;
    }

    private void keep(ObjectKind kind, ResultSet row) throws SQLException {
        ResultSetMetaData columns = row.getMetaData();
        List<String> names = new ArrayList<>();
        for (int column = ATTRIBUTES_FROM; column <= columns.getColumnCount(); column++) {
            names.add(columns.getColumnLabel(column));
        }
        while (row.next()) {
            keep(kind, row, names);
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
        objects.add(Comments.on(new SchemaObject(kind, identity, address, attributes), comments));
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
}
