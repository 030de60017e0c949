package dev.switchback.cli;

import dev.switchback.schema.sql.Dialect;
import dev.switchback.schema.sql.files.MigrationTemplates;
import dev.switchback.schema.sql.files.MigrationVersion;
import dev.switchback.schema.sql.files.NewMigration;
import dev.switchback.schema.sql.files.TableName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** The four migrations of the page about schemas. */
final class PurchaseOrders {

    private PurchaseOrders() {}

    static Path writeTo(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(
                folder.resolve("20260111_005_create_tenants.up.sql"), "create table tenants (id uuid primary key);");
        Files.writeString(folder.resolve("20260111_005_create_tenants.down.sql"), "drop table tenants;");
        String pointing = "po_id UUID NOT NULL REFERENCES purchase_orders(id),";
        write(folder, "20260112_001", "create_purchase_orders", "purchase_orders", "");
        write(folder, "20260112_002", "add_po_items", "po_items", pointing);
        write(folder, "20260112_003", "create_po_attachments", "po_attachments", pointing);
        return folder;
    }

    private static void write(Path folder, String version, String name, String table, String columns)
            throws IOException {
        NewMigration migration = new NewMigration(
                MigrationVersion.parse("version", version),
                name,
                "ada",
                Instant.parse("2026-01-12T09:00:00Z"),
                TableName.parse("table", table));
        Path up = MigrationTemplates.of(Dialect.POSTGRESQL)
                .write(folder, migration)
                .get(0);
        Files.writeString(up, Files.readString(up).replace("-- columns here", columns));
    }
}
