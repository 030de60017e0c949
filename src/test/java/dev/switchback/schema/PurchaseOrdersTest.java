package dev.switchback.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.schema.model.PlannedRollback;
import dev.switchback.schema.model.RollbackOptions;
import dev.switchback.schema.model.RolledBack;
import dev.switchback.schema.model.RolledBack.Verdict;
import dev.switchback.schema.model.SchemaPlan;
import dev.switchback.schema.model.Selection;
import dev.switchback.schema.model.TriedDown;
import dev.switchback.schema.model.UpOptions;
import dev.switchback.schema.sql.Dialect;
import dev.switchback.schema.sql.files.MigrationTemplates;
import dev.switchback.schema.sql.files.MigrationVersion;
import dev.switchback.schema.sql.files.NewMigration;
import dev.switchback.schema.sql.files.TableName;
import dev.switchback.schema.track.SchemaTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three tables of tenants by the templates, each script with its own BEGIN and COMMIT, two of them pointing at the first. */
class PurchaseOrdersTest {

    private static final RollbackOptions OPTIONS = RollbackOptions.by(Shop.ADA).confirmed();
    private static final Selection BACK = new Selection.After("20260111_005");
    private static final List<String> VERSIONS = List.of("20260112_003", "20260112_002", "20260112_001");

    @TempDir
    Path folder;

    private Shop shop;

    @BeforeEach
    void writeByTheTemplates() throws IOException {
        shop = Shop.onPostgres(folder)
                .with(
                        "20260111_005_create_tenants",
                        "create table tenants (id uuid primary key);",
                        "drop table tenants;");
        create("20260112_001", "create_purchase_orders", "purchase_orders", "");
        String pointing = "po_id UUID NOT NULL REFERENCES purchase_orders(id),";
        create("20260112_002", "add_po_items", "po_items", pointing);
        create("20260112_003", "create_po_attachments", "po_attachments", pointing);
        assertThat(shop.migrations().up(UpOptions.all()).failure()).isEmpty();
        shop.run(
                "insert into tenants values (gen_random_uuid())",
                "insert into purchase_orders (tenant_id) select id from tenants, generate_series(1, 150)",
                "insert into po_items (tenant_id, po_id) select tenant_id, id from purchase_orders limit 20");
    }

    private void create(String version, String name, String table, String columns) throws IOException {
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

    private SchemaPlan plan(Selection selection) {
        return shop.migrations().plan(selection, OPTIONS);
    }

    private List<String> objects() {
        return shop.rows("select relname from pg_class where relname like 'po\\_%' or relname like '%purchase%'"
                + " union all select policyname from pg_policies");
    }

    @Test
    void thePlanSaysWhatIsDroppedAndWhoseKeysPointAtIt() {
        PlannedRollback one =
                plan(new Selection.Only("20260112_001")).rollbacks().get(0);

        assertThat(one.effects())
                .startsWith(
                        "DROP TABLE public.purchase_orders (containing 150 rows)",
                        "Affect foreign keys in: public.po_attachments, public.po_items");
        assertThat(one.rows()).isEqualTo(150);
        assertThat(one.data()).isEqualTo(PlannedRollback.DataVerdict.LOST);
        assertThat(one.refusals())
                .extracting(PlannedRollback.Refusal::why)
                .satisfiesExactly(
                        why -> assertThat(why).startsWith("20260112_002_add_po_items stays, and depends on it: "),
                        why -> assertThat(why)
                                .startsWith("20260112_003_create_po_attachments stays, and depends on it: "));
    }

    @Test
    void theyGoUpAndDownAndUp() {
        assertThatThrownBy(() -> shop.migrations().rollback(new Selection.Only("20260112_001"), OPTIONS))
                .hasMessageContaining("20260112_002_add_po_items stays")
                .hasMessageContaining("Nothing was changed");
        RolledBack back = shop.migrations().rollback(BACK, OPTIONS);

        assertThat(back.failed()).isEmpty();
        assertThat(back.done()).extracting(RolledBack.One::version).isEqualTo(VERSIONS);
        assertThat(back.done()).extracting(RolledBack.One::schema).containsOnly(Verdict.IDENTICAL);
        assertThat(objects()).isEmpty();

        assertThat(shop.migrations().up(UpOptions.all()).applied()).hasSize(3);
        assertThat(shop.migrations().status().drift()).isEmpty();
        assertThat(objects()).contains("purchase_orders", "po_items", "po_attachments", "tenant_isolation");
        assertThat(shop.migrations().verify(Optional.empty()))
                .extracting(TriedDown::schema)
                .containsOnly(Verdict.IDENTICAL);
    }

    /** The down says CASCADE, which takes the key of a table along that nobody asked about. */
    @Test
    void aTableOfSomebodyElseKeepsItsKey() {
        shop.run("create table notes (po_id uuid references purchase_orders (id))");
        shop.migrations().rollback(new Selection.Last(2), OPTIONS);

        assertThat(plan(BACK).rollbacks().get(0).effects()).contains("Affect foreign keys in: public.notes");
        RolledBack back = shop.migrations().rollback(BACK, OPTIONS);
        assertThat(back.failed().get(0).why())
                .isEqualTo("the schema is not restored: constraint notes_po_id_fkey on public.notes: is missing");
        assertThat(shop.rows("select count(*) from purchase_orders")).containsExactly("150");
    }

    /** Row security that binds the owner too hides all rows from whoever is no tenant. */
    @Test
    void rowsThatAPolicyHidesAreNotTakenForNone() throws SQLException {
        String database = shop.rows("select current_database()").get(0);
        shop.run(
                "create role %s_clerk".formatted(database),
                "alter table purchase_orders force row level security",
                "alter policy tenant_isolation on purchase_orders using (false)");
        shop.rows("select tablename from pg_tables where schemaname = 'public'")
                .forEach(table -> shop.run("alter table %s owner to %s_clerk".formatted(table, database)));
        SchemaTarget clerks = SchemaTarget.of("shop", () -> {
            Connection connection = DriverManager.getConnection(shop.url);
            try (Statement statement = connection.createStatement()) {
                statement.execute("set role %s_clerk".formatted(database));
            }
            return connection;
        });

        PlannedRollback one = new SchemaMigrations(clerks, folder)
                .plan(new Selection.Only("20260112_001"), OPTIONS)
                .rollbacks()
                .get(0);

        assertThat(one.effects())
                .startsWith("DROP TABLE public.purchase_orders (containing rows that cannot be counted)");
        assertThat(one.warnings())
                .anyMatch(warning -> warning.startsWith("rows cannot be counted: ERROR: query would be affected by"
                        + " row-level security policy for table \"purchase_orders\""));
        assertThat(one.isDestructive()).isTrue();
    }
}
