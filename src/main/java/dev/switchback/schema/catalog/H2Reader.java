package dev.switchback.schema.catalog;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the schema of H2: the statements that its {@code SCRIPT} command makes of it. */
final class H2Reader {

    private static final String NAME = "(?:\"(?:[^\"]|\"\")*\"|\\w+)";
    private static final String PATH = NAME + "(?:\\." + NAME + ")?";
    private static final Pattern TABLE = Pattern.compile(
            "CREATE (?:CACHED |MEMORY |GLOBAL TEMPORARY |LOCAL TEMPORARY )*TABLE (?:IF NOT EXISTS )?(" + PATH
                    + ")\\((.*)\\)([^()]*)",
            Pattern.DOTALL);
    private static final Pattern CONSTRAINT = Pattern.compile(
            "ALTER TABLE (" + PATH + ") ADD CONSTRAINT (?:IF NOT EXISTS )?(" + PATH + ") (.*)", Pattern.DOTALL);
    private static final Pattern OTHER = Pattern.compile(
            "CREATE (?:OR REPLACE |FORCE |UNIQUE |NULLS (?:NOT )?DISTINCT |PRIMARY |SPATIAL |HASH )*"
                    + "(INDEX|VIEW|SEQUENCE|TRIGGER|DOMAIN|SCHEMA|ALIAS|AGGREGATE|CONSTANT)"
                    + " (?:IF NOT EXISTS )?(" + PATH + ")(.*)",
            Pattern.DOTALL);
    private static final Pattern COLUMN = Pattern.compile("(" + NAME + ") (.*?),?\\s*", Pattern.DOTALL);
    private static final Pattern COUNTED = Pattern.compile(" (?:RESTART|START) WITH -?\\d+");
    private static final Map<String, ObjectKind> KINDS = Map.of(
            "INDEX", ObjectKind.INDEX,
            "VIEW", ObjectKind.VIEW,
            "SEQUENCE", ObjectKind.SEQUENCE,
            "TRIGGER", ObjectKind.TRIGGER,
            "DOMAIN", ObjectKind.DOMAIN,
            "SCHEMA", ObjectKind.SCHEMA,
            "ALIAS", ObjectKind.ROUTINE,
            "AGGREGATE", ObjectKind.AGGREGATE,
            "CONSTANT", ObjectKind.BASE_TYPE);

    private final SnapshotScope scope;
    private final List<SchemaObject> objects = new ArrayList<>();

    H2Reader(SnapshotScope scope) {
        this.scope = scope;
    }

    List<SchemaObject> read(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SCRIPT NODATA NOPASSWORDS NOSETTINGS")) {
            while (row.next()) {
                add(row.getString(1).strip().replaceFirst(";$", ""));
            }
        }
        return objects;
    }

    private void add(String sql) {
        Matcher table = TABLE.matcher(sql);
        Matcher constraint = CONSTRAINT.matcher(sql);
        Matcher other = OTHER.matcher(sql);
        if (table.matches()) {
            addTable(table);
        } else if (constraint.matches()) {
            String within = constraint.group(1);
            String path = constraint.group(2) + " on " + within;
            add(
                    ObjectKind.CONSTRAINT,
                    path,
                    within,
                    Map.of("definition", constraint.group(3).strip()));
        } else if (other.matches()) {
            ObjectKind kind = KINDS.getOrDefault(other.group(1), ObjectKind.BASE_TYPE);
            add(kind, other.group(2), "", Map.of("definition", plain(sql)));
        }
    }

    private void addTable(Matcher table) {
        String path = table.group(1);
        add(ObjectKind.TABLE, path, "", Map.of("kind", table.group(3).strip()));
        int position = 0;
        for (String line : table.group(2).strip().split("\n", -1)) {
            Matcher column = COLUMN.matcher(line.strip());
            if (column.matches()) {
                position++;
                Map<String, String> attributes = new TreeMap<>();
                attributes.put(SchemaObject.POSITION, Integer.toString(position));
                attributes.put("definition", plain(column.group(2)));
                add(ObjectKind.COLUMN, path + '.' + column.group(1), path, attributes);
            }
        }
    }

    /** How far a sequence has counted is data. */
    private static String plain(String sql) {
        return COUNTED.matcher(sql).replaceAll("").strip();
    }

    private void add(ObjectKind kind, String path, String within, Map<String, String> attributes) {
        if (!scope.withoutTables().contains(path) && !scope.withoutTables().contains(within)) {
            objects.add(new SchemaObject(kind, new Identity(0, 0, 0), new Address("", path, path, within), attributes));
        }
    }
}
