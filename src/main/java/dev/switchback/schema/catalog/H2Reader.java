package dev.switchback.schema.catalog;

import dev.switchback.schema.sql.Dialect;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the schema of H2: the statements that its {@code SCRIPT} command makes of it. */
final class H2Reader {

    private static final String NAME = "(?:\"(?:[^\"]++|\"\")*+\"|\\w+)";
    private static final String PATH = NAME + "(?:\\." + NAME + ")?";
    private static final String STRING = "'(?:[^']++|'')*+'";
    private static final Pattern TABLE = Pattern.compile(
            "CREATE ((?:CACHED |MEMORY |GLOBAL TEMPORARY |LOCAL TEMPORARY )*)TABLE (?:IF NOT EXISTS )?(" + PATH
                    + ")(?: COMMENT ((?:U&)?" + STRING + "))?\\((.*)\\)([^()]*)",
            Pattern.DOTALL);
    private static final Pattern CONSTRAINT = Pattern.compile(
            "ALTER (TABLE|DOMAIN) (" + PATH + ") ADD CONSTRAINT (?:IF NOT EXISTS )?(" + PATH + ") (.*)",
            Pattern.DOTALL);
    private static final Pattern OTHER = Pattern.compile(
            "CREATE (?:OR REPLACE |FORCE |UNIQUE |NULLS (?:NOT )?DISTINCT |PRIMARY |SPATIAL |HASH |MATERIALIZED )*"
                    + "(INDEX|VIEW|SEQUENCE|TRIGGER|DOMAIN|SCHEMA|ALIAS|AGGREGATE|CONSTANT)"
                    + " (?:IF NOT EXISTS )?(" + PATH + ")(.*)",
            Pattern.DOTALL);

    /** Of these only the name is told: the rest may hold a password. */
    private static final Pattern SECRETIVE = Pattern.compile(
            "CREATE (?:FORCE )?(USER|ROLE|(?:GLOBAL TEMPORARY |LOCAL TEMPORARY )?LINKED TABLE)"
                    + " (?:IF NOT EXISTS )?(" + PATH + ").*?( ADMIN)?",
            Pattern.DOTALL);

    private static final Pattern COLUMN = Pattern.compile("(" + NAME + ") (.*?),?\\s*", Pattern.DOTALL);

    /** What stands in quotes is left as it is. */
    private static final Pattern OF_ROWS =
            Pattern.compile(STRING + "|\"(?:[^\"]++|\"\")*+\"| RESTART WITH -?\\d+| SELECTIVITY \\d+");

    /** H2's own names for constraints, which are others in each database. */
    private static final Pattern UNNAMED = Pattern.compile("(?:.*\\.)?\"CONSTRAINT_[0-9A-F]+(?:_\\d+)*\"");

    /** They are not in the script. */
    private static final String SYNONYMS =
            "select synonym_schema, synonym_name, synonym_for_schema, synonym_for from information_schema.synonyms";

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
    private final Set<String> paths = new HashSet<>();

    H2Reader(SnapshotScope scope) {
        this.scope = scope;
    }

    List<SchemaObject> read(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery("SCRIPT NODATA NOPASSWORDS NOSETTINGS")) {
                while (row.next()) {
                    add(row.getString(1).strip().replaceFirst(";$", ""));
                }
            }
            try (ResultSet row = statement.executeQuery(SYNONYMS)) {
                while (row.next()) {
                    String of = path(row.getString(3), row.getString(4));
                    add(ObjectKind.VIEW, path(row.getString(1), row.getString(2)), "", Map.of("synonym of", of));
                }
            }
        }
        return objects;
    }

    private static String path(String schema, String name) {
        return Dialect.quoted(schema) + '.' + Dialect.quoted(name);
    }

    /** What we do not know is told as a whole, rather than not at all. */
    private void add(String sql) {
        Matcher table = TABLE.matcher(sql);
        Matcher constraint = CONSTRAINT.matcher(sql);
        Matcher other = OTHER.matcher(sql);
        Matcher secretive = SECRETIVE.matcher(sql);
        if (table.matches()) {
            addTable(table);
        } else if (constraint.matches()) {
            addConstraint(constraint);
        } else if (other.matches()) {
            ObjectKind kind = KINDS.getOrDefault(other.group(1), ObjectKind.BASE_TYPE);
            add(kind, other.group(2), "", Map.of("definition", plain(sql)));
        } else if (secretive.matches()) {
            String what = secretive.group(1).toLowerCase(Locale.ROOT);
            String admin = secretive.group(3) == null ? "" : "admin";
            add(ObjectKind.USER_MAPPING, what + ' ' + secretive.group(2), "", Map.of("definition", admin));
        } else if (sql.startsWith("GRANT ")) {
            add(ObjectKind.DEFAULT_PRIVILEGE, sql, "", Map.of());
        } else if (!sql.startsWith("--") && !sql.equals("SCRIPT")) {
            add(ObjectKind.BASE_TYPE, sql, "", Map.of());
        }
    }

    private void addConstraint(Matcher found) {
        boolean ofTable = found.group(1).equals("TABLE");
        String within = found.group(2);
        String definition = found.group(4).strip();
        String on = (ofTable ? " on " : " on domain ") + within;
        String name = UNNAMED.matcher(found.group(3)).matches() ? definition : found.group(3);
        String path = name + on;
        for (int more = 2; !paths.add(path); more++) { // two that say the same
            path = "%s %d%s".formatted(name, more, on);
        }
        add(
                ofTable ? ObjectKind.CONSTRAINT : ObjectKind.DOMAIN_CONSTRAINT,
                path,
                within,
                Map.of("definition", definition));
    }

    private void addTable(Matcher table) {
        String path = table.group(2);
        Map<String, String> own = new TreeMap<>();
        boolean temporary = table.group(1).contains("TEMPORARY"); // memory or cached is what the database is
        own.put("kind", ((temporary ? table.group(1) : "") + table.group(5).strip()).strip());
        if (table.group(3) != null) {
            own.put("comment", table.group(3));
        }
        add(ObjectKind.TABLE, path, "", own);
        int position = 0;
        for (String line : table.group(4).strip().split("\n", -1)) {
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

    /** How far a sequence has counted is data, and so is how selective a column is. */
    private static String plain(String sql) {
        return OF_ROWS.matcher(sql)
                .replaceAll(found -> found.group().startsWith(" ") ? "" : Matcher.quoteReplacement(found.group()))
                .strip();
    }

    private void add(ObjectKind kind, String path, String within, Map<String, String> attributes) {
        if (!scope.withoutTables().contains(path) && !scope.withoutTables().contains(within)) {
            objects.add(new SchemaObject(kind, new Identity(0, 0, 0), new Address("", path, path, within), attributes));
        }
    }
}
