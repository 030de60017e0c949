package dev.switchback.schema.sql.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.switchback.schema.sql.Dialect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MigrationTemplatesTest {

    private final MigrationTemplates templates = MigrationTemplates.of(Dialect.POSTGRESQL);

    @TempDir
    Path folder;

    static NewMigration migration(String name, @Nullable String table) {
        return new NewMigration(
                MigrationVersion.parse("version", "20260112_001"),
                name,
                "Ada {table} Lovelace",
                Instant.parse("2026-01-12T10:11:12Z"),
                table == null ? null : TableName.parse("table", table));
    }

    @Test
    void makeATableOfTenants() {
        assertThat(templates.up(migration("create_purchase_orders", "purchase_orders")))
                .isEqualTo("""
                        -- 20260112_001_create_purchase_orders.up.sql
                        -- Description: create purchase orders
                        -- Author: Ada {table} Lovelace
                        -- Created: 2026-01-12T10:11:12Z

                        BEGIN;

                        -- Create table
                        CREATE TABLE IF NOT EXISTS purchase_orders (
                            id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
                            tenant_id UUID NOT NULL REFERENCES tenants(id),
                            -- columns here
                            created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
                            updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
                            deleted_at TIMESTAMPTZ
                        );

                        -- Enable RLS
                        ALTER TABLE purchase_orders ENABLE ROW LEVEL SECURITY;

                        -- Create policies
                        CREATE POLICY tenant_isolation ON purchase_orders
                            USING (tenant_id = current_setting('app.tenant_id')::UUID);

                        -- Create indexes
                        CREATE INDEX idx_purchase_orders_tenant ON purchase_orders(tenant_id);

                        COMMIT;
                        """);
    }

    @Test
    void takeTheTableAway() {
        assertThat(templates.down(migration("create_purchase_orders", "shop.Orders")))
                .isEqualTo("""
                        -- 20260112_001_create_purchase_orders.down.sql
                        -- Description: Rollback create purchase orders
                        -- Author: Ada {table} Lovelace
                        -- Created: 2026-01-12T10:11:12Z

                        BEGIN;

                        -- Drop indexes
                        DROP INDEX IF EXISTS shop."idx_Orders_tenant";

                        -- Drop policies
                        DROP POLICY IF EXISTS tenant_isolation ON shop."Orders";

                        -- Disable RLS (optional, table will be dropped anyway)
                        ALTER TABLE IF EXISTS shop."Orders" DISABLE ROW LEVEL SECURITY;

                        -- Drop table
                        DROP TABLE IF EXISTS shop."Orders" CASCADE;

                        COMMIT;
                        """);
    }

    @ParameterizedTest
    @EnumSource
    void leaveRoomForStatementsWithoutATable(Dialect dialect) {
        assertThat(MigrationTemplates.of(dialect).up(migration("a", null)))
                .endsWith("\n\nBEGIN;\n\n-- statements here\n\nCOMMIT;\n");
    }

    @Test
    void writeTwoFilesThatAreReadAgain() throws IOException {
        List<Path> files = templates.write(folder.resolve("db/migrations"), migration("add-orders", "orders"));

        assertThat(files)
                .extracting(file -> file.getFileName().toString())
                .containsExactly("20260112_001_add-orders.up.sql", "20260112_001_add-orders.down.sql");
        MigrationFolder read = MigrationFolder.read(folder.resolve("db/migrations"), Dialect.POSTGRESQL);
        assertThat(read.migrations()).extracting(MigrationFile::shown).containsExactly("20260112_001_add-orders");
        assertThat(read.migrations().get(0).down()).isPresent();
        assertThat(filesIn(folder.resolve("db/migrations"))).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"20260112_001_a.up.sql", "20260112_001_a.down.sql"})
    void neverOverwrite(String there) throws IOException {
        Files.writeString(folder.resolve(there), "mine");

        assertThatExceptionOfType(MigrationFolderException.class)
                .isThrownBy(() -> templates.write(folder, migration("a", "b")))
                .withMessage("cannot write migration: the file is there already (file=%s). It was left as it is"
                        .formatted(folder.resolve(there)));
        assertThat(filesIn(folder)).containsExactly(there);
        assertThat(folder.resolve(there)).hasContent("mine");
    }

    @Test
    void leaveNothingWhereTheyCannotWrite() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThatExceptionOfType(MigrationFolderException.class)
                .isThrownBy(() -> templates.write(file, migration("a", "b")))
                .withMessageContaining("cannot write migration: ");
        assertThat(filesIn(folder)).containsExactly("file");
    }

    @Test
    void letOthersReadTheFiles() throws IOException {
        Path other = Files.writeString(folder.resolve("other"), "");

        Path up = templates.write(folder, migration("a", "b")).get(0);

        assertThat(Files.getPosixFilePermissions(up)).isEqualTo(Files.getPosixFilePermissions(other));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "../a", "a/b", "_a", "-a", "a.up", "a;b", "a\nb", "a'b"})
    void refuseNamesThatAreNoPartOfAFile(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> migration(name, null))
                .withMessageStartingWith("name must be 1 to 200 letters, digits, _ and -");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nDROP TABLE b;", "a\rb", "a\u2028b", "\0"})
    void refuseAnAuthorWhoEndsTheComment(String author) {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new NewMigration(MigrationVersion.parse("version", "1"), "a", author, Instant.EPOCH, null))
                .withMessageStartingWith("author must be one line without control characters");
    }

    private static List<String> filesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
