package dev.switchback.schema.safety;

import dev.switchback.schema.catalog.ObjectKind;
import dev.switchback.schema.catalog.SchemaObject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Asks PostgreSQL which objects need a column: indexes, constraints, views and all else that goes with it. */
public final class ColumnUses {

    /** A view needs a column by its rule, and a generated column by its expression. */
    private static final String SQL = """
            select coalesce('pg_class ' || r.ev_class || ' 0', 'pg_class ' || a.adrelid || ' ' || a.adnum,
                c.relname || ' ' || d.objid || ' ' || d.objsubid)
            from pg_catalog.pg_depend d join pg_catalog.pg_class c on c.oid = d.classid
                left join pg_catalog.pg_rewrite r on d.classid = 'pg_catalog.pg_rewrite'::regclass and r.oid = d.objid
                    and r.rulename = '_RETURN'
                left join pg_catalog.pg_attrdef a on d.classid = 'pg_catalog.pg_attrdef'::regclass and a.oid = d.objid
            where d.refclassid = 'pg_catalog.pg_class'::regclass and d.refobjid = ? and d.refobjsubid = ?
            """;

    private ColumnUses() {}

    /**
     * Returns the places of what needs columns that a migration made in tables that were there before.
     *
     * @param own what the migration did, its {@code after} being the schema as it is now
     */
    public static Set<String> of(Connection connection, Delta own) throws SQLException {
        Set<String> places = new HashSet<>();
        List<SchemaObject> columns = own.made().stream()
                .filter(object -> object.kind() == ObjectKind.COLUMN)
                .toList();
        if (columns.isEmpty() || !new Questions(connection).isPostgres()) {
            return places;
        }
        try (PreparedStatement question = connection.prepareStatement(SQL)) {
            for (SchemaObject column : columns) {
                question.setLong(1, column.identity().oid());
                question.setInt(2, column.identity().sub());
                try (ResultSet row = question.executeQuery()) {
                    while (row.next()) {
                        places.add(row.getString(1));
                    }
                }
            }
        }
        return places;
    }
}
