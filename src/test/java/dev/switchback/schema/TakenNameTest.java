package dev.switchback.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.schema.model.PlannedRollback;
import dev.switchback.schema.model.PlannedRollback.DataVerdict;
import dev.switchback.schema.model.RollbackOptions;
import dev.switchback.schema.model.RolledBack;
import dev.switchback.schema.model.Selection;
import dev.switchback.schema.model.UpOptions;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What has the name of something that was renamed, or dropped, is another thing: a plan tells what becomes of which. */
class TakenNameTest {

    private static final RollbackOptions OPTIONS = RollbackOptions.by(Shop.ADA).confirmed();
    private static final Selection LAST = new Selection.Last(1);
    private static final String KEPT = "select tablename from pg_tables where schemaname = 'rollback_trash' order by 1";

    @TempDir
    Path folder;

    private Shop shop;

    private PlannedRollback plan(String first, String rows, String up, String... since) {
        shop = Shop.onPostgres(folder);
        shop.write("1_first.up.sql", first);
        assertThat(shop.migrations().up(UpOptions.all().generatingDowns()).failure())
                .isEmpty();
        shop.run(rows);
        shop.write("2_change.up.sql", up);
        assertThat(shop.migrations().up(UpOptions.all().generatingDowns()).failure())
                .isEmpty();
        shop.run(since);
        return shop.migrations().plan(LAST, OPTIONS).rollbacks().get(0);
    }

    private List<String> rolledBack() {
        RolledBack back = shop.migrations().rollback(LAST, OPTIONS.keepingTrash());
        assertThat(back.isComplete()).as("%s", back).isTrue();
        assertThat(back.done().get(0).schema()).isEqualTo(RolledBack.Verdict.IDENTICAL);
        return back.done().get(0).checks();
    }

    @Test
    void ofATableIsToldAndKept() {
        PlannedRollback plan = plan(
                "create table keepme (id int primary key); create table a (id int primary key, v text);",
                "insert into a values (1, 'old')",
                "alter table a rename to a_old; create table a (id bigint primary key, v text);",
                "insert into a values (1, 'new'), (2, 'new')");

        assertThat(plan.data()).isEqualTo(DataVerdict.LOST);
        assertThat(plan.rows()).isEqualTo(2);
        assertThat(plan.effects())
                .contains("DROP TABLE public.a (containing 2 rows)", "RENAME table public.a_old back to public.a")
                .noneMatch(effect -> effect.contains("DROP TABLE public.a_old"));
        assertThat(rolledBack()).singleElement().asString().startsWith("what public.a held is kept in rollback_trash.");
        String kept = shop.rows(KEPT).get(0);
        assertThat(shop.rows("select v from rollback_trash.\"%s\"".formatted(kept)))
                .containsExactly("new", "new");
        assertThat(shop.rows("select v from a")).containsExactly("old");
    }

    @Test
    void ofATableOfTheSameDefinitionIsToldWhenTheRunHasNotEnded() {
        shop = Shop.onPostgres(folder);
        shop.run("create table a (id int)", "insert into a values (1)");
        shop.write("1_half.up.sql", """
                -- switchback: no-transaction
                alter table a rename to a_old;
                create table a (id int);
                insert into a values (1), (2);
                select 1 / 0;
                """);
        shop.write("1_half.down.sql", "drop table a; alter table a_old rename to a;");
        assertThat(shop.migrations().up(UpOptions.all()).failure()).isPresent();

        PlannedRollback plan = shop.migrations().plan(LAST, OPTIONS).rollbacks().get(0);
        assertThat(plan.effects())
                .contains("DROP TABLE public.a (containing 2 rows)", "RENAME table public.a_old back to public.a");
        assertThat(plan.rows()).isEqualTo(2);
    }

    @Test
    void ofAColumnIsToldAndKept() {
        PlannedRollback plan = plan(
                "create table t (id int primary key, x text);",
                "insert into t values (1, 'old')",
                "alter table t rename column x to x_old; alter table t add column x text;",
                "update t set x = 'new'");

        assertThat(plan.data()).isEqualTo(DataVerdict.LOST);
        assertThat(plan.effects())
                .containsExactly(
                        "DROP COLUMN public.t.x (with 1 values)", "RENAME column public.t.x_old back to public.t.x");
        assertThat(rolledBack()).singleElement().asString().startsWith("what public.t.x held is kept");
        assertThat(shop.rows("select x from t")).containsExactly("old");
    }

    @Test
    void ofTwoThatWereSwappedLosesNothing() {
        PlannedRollback plan = plan(
                "create table a (id int primary key, v text); create table b (id int, w int not null);",
                "insert into a values (1, 'a')",
                "alter table a rename to c; alter table b rename to a; alter table c rename to b;");

        assertThat(plan.data()).isEqualTo(DataVerdict.NONE_AFFECTED);
        assertThat(plan.effects())
                .containsExactly("RENAME table public.b back to public.a", "RENAME table public.a back to public.b");
        assertThat(rolledBack()).isEmpty();
    }

    @Test
    void ofADroppedTableIsNotTakenForIt() {
        PlannedRollback plan = plan(
                "create table a (id int primary key, v text); create table b (id int, w int not null);",
                "insert into a values (1, 'a')",
                "drop table a; alter table b rename to a;",
                "insert into a values (1, 2), (1, 2)");

        assertThat(plan.data()).isEqualTo(DataVerdict.LOST);
        assertThat(plan.refusals())
                .as("the values of the one are nothing to the key of the other")
                .isEmpty();
        assertThat(plan.effects())
                .containsExactly(
                        "RENAME table public.a back to public.b",
                        "CREATE TABLE public.a (empty: its rows went when the migration dropped it)");
    }

    @Test
    void ofADroppedColumnIsNotTakenForIt() {
        PlannedRollback plan = plan(
                "create table log (id int primary key, ref uuid);",
                "insert into log values (1, gen_random_uuid())",
                "alter table log drop column ref; alter table log add column ref bigint;",
                "update log set ref = 7");

        assertThat(plan.data()).isEqualTo(DataVerdict.LOST);
        assertThat(plan.effects())
                .containsExactly(
                        "DROP COLUMN public.log.ref (with 1 values)",
                        "ADD COLUMN public.log.ref (empty: its values went when the migration dropped it)");
        assertThat(plan.refusals()).as("nothing is made of the other's values").isEmpty();
        assertThat(rolledBack()).hasSize(1);
        assertThat(shop.rows("select ref from log")).containsExactly("null");
    }
}
