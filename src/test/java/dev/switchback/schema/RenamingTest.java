package dev.switchback.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.schema.model.PlannedRollback;
import dev.switchback.schema.model.RollbackOptions;
import dev.switchback.schema.model.RolledBack;
import dev.switchback.schema.model.Selection;
import dev.switchback.schema.model.UpOptions;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is renamed is still there, and a plan must neither call it lost nor keep a copy of it. */
class RenamingTest {

    private static final RollbackOptions OPTIONS = RollbackOptions.by(Shop.ADA).confirmed();
    private static final Selection LAST = new Selection.Last(1);

    @TempDir
    Path folder;

    private Shop shop;

    @BeforeEach
    void makeATable() {
        shop = Shop.onPostgres(folder)
                .with(
                        "1_table",
                        "create table orders (id int primary key, note text not null, total int unique);",
                        "drop table orders;");
    }

    private PlannedRollback applied(String up, String down, String... rows) {
        shop.with("2_change", up, down).migrations().up(UpOptions.all().to("1"));
        shop.run("insert into orders values (1, 'first', 10), (2, 'second', 20)");
        assertThat(shop.migrations().up(UpOptions.all()).failure()).isEmpty();
        shop.run(rows);
        return shop.migrations().plan(LAST, OPTIONS).rollbacks().get(0);
    }

    @Test
    void losesNothing() {
        PlannedRollback plan = applied(
                "alter table orders rename to sales; alter table sales rename column note to remark;",
                "alter table sales rename column remark to note; alter table sales rename to orders;");

        assertThat(plan.data()).isEqualTo(PlannedRollback.DataVerdict.NONE_AFFECTED);
        assertThat(plan.rows()).isZero();
        assertThat(plan.effects())
                .containsExactly(
                        "RENAME column public.sales.remark back to public.orders.note",
                        "RENAME table public.sales back to public.orders");
        RolledBack.One back =
                shop.migrations().rollback(LAST, OPTIONS.keepingTrash()).done().get(0);
        assertThat(back.schema()).isEqualTo(RolledBack.Verdict.IDENTICAL);
        assertThat(shop.rows("select tablename from pg_tables where schemaname = 'rollback_trash'"))
                .isEmpty();
        assertThat(shop.rows("select note from orders order by id")).containsExactly("first", "second");
    }

    @Test
    void findsValuesThatStandInTheWayUnderTheNewName() {
        PlannedRollback plan = applied(
                "alter table orders rename to sales; alter table sales rename note to remark;"
                        + " alter table sales alter remark drop not null, drop constraint orders_total_key;",
                "alter table sales rename remark to note; alter table sales alter note set not null,"
                        + " add constraint orders_total_key unique (total); alter table sales rename to orders;",
                "insert into sales values (3, null, 10)");

        assertThat(plan.refusals())
                .extracting(PlannedRollback.Refusal::why)
                .containsExactlyInAnyOrder(
                        "public.sales.remark becomes NOT NULL again, and is null in 1 row",
                        "constraint orders_total_key on public.orders comes back, and there are 1 values in more than one"
                                + " row");
        assertThatThrownBy(() -> shop.migrations().rollback(LAST, OPTIONS)).hasMessageContaining("Nothing was changed");
    }

    @Test
    void keepsColumnsOfOneNameApart() {
        applied(
                "create table items (id int); alter table orders add column extra int default 1;"
                        + " alter table items add column extra int; alter table orders rename to sales;",
                "alter table sales rename to orders; alter table orders drop column extra; drop table items;",
                "insert into items values (7, 8)");

        List<String> kept = shop.migrations()
                .rollback(LAST, OPTIONS.keepingTrash())
                .done()
                .get(0)
                .checks();

        assertThat(kept).hasSize(2);
        assertThat(shop.rows("select tablename from pg_tables where schemaname = 'rollback_trash' order by 1"))
                .satisfiesExactly(
                        name -> assertThat(name).startsWith("2_").endsWith("_sales_extra"),
                        name -> assertThat(name).startsWith("2_").endsWith("_items"));
    }
}
