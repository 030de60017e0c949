package dev.switchback.schema.catalog;

import dev.switchback.schema.sql.PlainText;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Reads the schema of SQLite: the statements that made it, as SQLite keeps them. */
final class SqliteReader {

    private static final String OBJECTS =
            "select type, name, tbl_name, sql from sqlite_schema where name not like 'sqlite\\_%' escape '\\'"
                    + " order by case type when 'table' then 0 when 'view' then 1 else 2 end, name";

    private static final String COLUMNS =
            "select m.name, c.cid, c.name, c.type, c.\"notnull\", c.dflt_value, c.pk, c.hidden"
                    + " from sqlite_schema m, pragma_table_xinfo(m.name) c"
                    + " where m.type = 'table' and m.name not like 'sqlite\\_%' escape '\\'";

    private final SnapshotScope scope;

    SqliteReader(SnapshotScope scope) {
        this.scope = scope;
    }

    List<SchemaObject> read(Connection connection) throws SQLException {
        List<SchemaObject> objects = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery(OBJECTS)) {
                while (row.next()) {
                    add(objects, row);
                }
            }
            try (ResultSet row = statement.executeQuery(COLUMNS)) {
                while (row.next()) {
                    addColumn(objects, row);
                }
            }
        }
        return objects;
    }

    private void add(List<SchemaObject> objects, ResultSet row) throws SQLException {
        String table = row.getString(3);
        if (scope.withoutTables().contains(table)) {
            return;
        }
        ObjectKind kind = ObjectKind.valueOf(row.getString(1).toUpperCase(Locale.ROOT));
        boolean own = kind == ObjectKind.TABLE || kind == ObjectKind.VIEW;
        String name = row.getString(2);
        Address address = new Address("", name, PlainText.quoted(name), own ? "" : PlainText.quoted(table));
        // a table is what its columns are, and the constraints of its text: those the pragmas do not tell
        String text = String.valueOf(row.getString(4));
        Map<String, String> attributes =
                Map.of(kind == ObjectKind.TABLE ? "constraints" : "definition", SqliteText.of(kind, text));
        objects.add(new SchemaObject(kind, new Identity(0, 0, 0), address, attributes));
    }

    private void addColumn(List<SchemaObject> objects, ResultSet row) throws SQLException {
        if (scope.withoutTables().contains(row.getString(1))) {
            return;
        }
        String table = PlainText.quoted(row.getString(1));
        Map<String, String> attributes = new TreeMap<>();
        attributes.put(SchemaObject.POSITION, Integer.toString(row.getInt(2) + 1));
        attributes.put("type", row.getString(4));
        if (row.getBoolean(5)) {
            attributes.put("not null", "yes");
        }
        if (row.getString(6) != null) {
            attributes.put("default", row.getString(6));
        }
        if (row.getInt(7) > 0) {
            attributes.put("primary key", row.getString(7));
        }
        if (row.getInt(8) > 0) {
            attributes.put("hidden", row.getString(8));
        }
        String name = row.getString(3);
        objects.add(new SchemaObject(
                ObjectKind.COLUMN,
                new Identity(0, 0, 0),
                new Address("", name, table + '.' + PlainText.quoted(name), table),
                attributes));
    }
}
