package dev.switchback.activemodel.tables;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Reads the tables of the schema that a connection is in: the first on the search path of PostgreSQL, {@code PUBLIC}
 * of H2 unless its URL says another, all of an SQLite database.
 *
 * <p>Views are left out, and so are the partitions of a partitioned table: rows are read and written through the
 * table itself. Only metadata is read, never a row.
 */
public final class SchemaReader {

    private SchemaReader() {}

    /**
     * Returns the tables as they are now; the connection stays open.
     *
     * @throws SchemaException if the database cannot tell
     */
    public static DatabaseSchema read(Connection connection) {
        try {
            DatabaseMetaData metadata = connection.getMetaData();
            String database = metadata.getDatabaseProductName();
            String schema = Optional.ofNullable(connection.getSchema()).orElse("");
            if (database.equals("SQLite")) {
                return new DatabaseSchema(database, "", SqliteTables.read(connection));
            }
            CatalogFacts facts = switch (database) {
                case "H2" -> H2Catalog.read(connection, schema);
                case "PostgreSQL" -> PostgresCatalog.read(connection, schema);
                default -> CatalogFacts.NONE;
            };
            return new DatabaseSchema(database, schema, MetadataTables.read(connection, schema, facts));
        } catch (SQLException e) {
            throw SchemaException.unreadable(e);
        }
    }
}
