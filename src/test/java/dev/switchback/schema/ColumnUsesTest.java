package dev.switchback.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.schema.model.RollbackOptions;
import dev.switchback.schema.model.SchemaChangeException;
import dev.switchback.schema.model.Selection;
import dev.switchback.schema.model.UpOptions;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A migration stays applied while another one that stays needs a column that it added. */
class ColumnUsesTest {

    @TempDir
    Path folder;

    private Shop shop(String mode, String later) {
        Shop shop = Shop.onPostgres(folder)
                .with("1_column", "alter table t add column c int;", mode + "alter table t drop column c;")
                .with("2_later", later + ";", "select 1;");
        shop.run("create table t (id int primary key, other int)");
        assertThat(shop.migrations().up(UpOptions.all()).failure()).isEmpty();
        return shop;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create index t_c on t (c)",
                "create unique index t_lower on t ((c + 1)) where id > 0",
                "alter table t add check (c > 0)",
                "alter table t add unique (c)",
                "create view v as select c from t",
                "create materialized view v as select c from t",
                "create policy p on t using (c = 1)",
                "alter table t add column d int generated always as (c + 1) stored",
                "alter table t add unique (c); create table r (c int references t (c))"
            })
    void refusesToTakeTheColumnFromUnderIt(String later) {
        Shop shop = shop("-- switchback: no-transaction\n", later);

        assertThatThrownBy(() -> shop.migrations()
                        .rollback(
                                new Selection.Only("1"),
                                RollbackOptions.by(Shop.ADA).confirmed().forced()))
                .isInstanceOf(SchemaChangeException.class)
                .hasMessageContaining("2_later stays, and depends on it");
    }

    @Test
    void letsItGoWhereOnlyAnotherColumnIsNeeded() {
        Shop shop = shop("", "create index t_other on t (other)");

        assertThat(shop.rollback(new Selection.Only("1")).done()).hasSize(1);
    }
}
