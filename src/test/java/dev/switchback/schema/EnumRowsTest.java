package dev.switchback.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.schema.model.PlannedRollback;
import dev.switchback.schema.model.RollbackOptions;
import dev.switchback.schema.model.RolledBack;
import dev.switchback.schema.model.Selection;
import dev.switchback.schema.model.UpOptions;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An enum is in the way of a rollback for as long as rows have a label that goes, and stay. */
class EnumRowsTest {

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
                        "create type mood as enum ('sad', 'glad'); create table people (id int primary key, mood mood);",
                        "drop table people; drop type mood;");
    }

    @Test
    void doesNotStandInTheWayWhereItGoesWithItsColumn() {
        shop.with(
                "2_state",
                "create type state as enum ('on', 'off');"
                        + " alter table people add column state state not null default 'on';",
                "alter table people drop column state; drop type state;");
        shop.migrations().up(UpOptions.all());
        shop.run("insert into people values (1, 'sad')");

        assertThat(shop.migrations().plan(LAST, OPTIONS).rollbacks().get(0).refusals())
                .isEmpty();
        RolledBack back = shop.migrations().rollback(LAST, OPTIONS);
        assertThat(back.failed()).isEmpty();
        assertThat(back.done()).hasSize(1);
    }

    @Test
    void standsInTheWayWhereALabelGoesThatRowsHave() {
        shop.with("2_label", "alter type mood add value 'odd';", """
                create type old as enum ('sad', 'glad');
                alter table people alter column mood type old using mood::text::old;
                drop type mood; alter type old rename to mood;""");
        shop.migrations().up(UpOptions.all());
        shop.run("insert into people values (1, 'odd'), (2, 'odd')");

        assertThat(shop.migrations().plan(LAST, OPTIONS).rollbacks().get(0).refusals())
                .extracting(PlannedRollback.Refusal::why)
                .containsExactly(
                        "enum label 'odd' of public.mood goes, and is the value of public.people.mood in 2 rows");
    }
}
