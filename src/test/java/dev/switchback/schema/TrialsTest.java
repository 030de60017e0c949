package dev.switchback.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.schema.model.RolledBack;
import dev.switchback.schema.model.RolledBack.Verdict;
import dev.switchback.schema.model.Selection;
import dev.switchback.schema.model.TriedDown;
import dev.switchback.schema.model.UpOptions;
import dev.switchback.schema.model.UpReport;
import dev.switchback.schema.track.DownOrigin;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialsTest {

    @TempDir
    Path folder;

    private Shop shop;

    private Shop shop() {
        shop = Shop.onPostgres(folder)
                .with(
                        "1_orders",
                        "create table orders (id int primary key, note text, total int);",
                        "drop table orders;")
                .with("2_drop_note", "alter table orders drop column note;", "alter table orders add column note text;")
                .with("3_two", "create table a (id int); create table b (id int);", "drop table a;");
        return shop;
    }

    @AfterEach
    void leavesNoCopyBehind() {
        assertThat(shop.rows("select datname from pg_database where datname like 'switchback_clone%'"))
                .isEmpty();
    }

    @Test
    void tellWhichDownsRestoreTheSchema() {
        List<TriedDown> tried = shop().migrations().verify(Optional.empty());

        assertThat(tried)
                .extracting(TriedDown::schema)
                .containsExactly(Verdict.IDENTICAL, Verdict.EQUIVALENT, Verdict.DIFFERENT);
        assertThat(tried.get(2).notes()).anyMatch(note -> note.contains("public.b: is there, and should not be"));
        assertThat(shop.standings()).allMatch(line -> line.endsWith("pending"));
    }

    @Test
    void keepWhatCameOfItForThoseThatAreApplied() {
        shop().migrations().up(UpOptions.all());
        shop.migrations().verify(Optional.of("2"));

        assertThat(shop.migrations().status().migrations())
                .extracting(one -> one.row().orElseThrow().down().orElseThrow().verdict())
                .containsExactly("unverified", "equivalent", "unverified");
    }

    @Test
    void makeDownsThatNobodyWroteAndApplyTheMigrationsWithThem() {
        shop();
        shop.delete("3_two");
        shop.write("3_two.up.sql", "create table a (id int primary key); create view v as select id from a;");
        shop.write("4_index.up.sql", "create index concurrently i on orders (total);");
        shop.write(
                "5_rename.up.sql", "alter table a rename to renamed; alter table orders rename column total to sum;");

        assertThatThrownBy(() -> shop.migrations().up(UpOptions.all())).hasMessageContaining("3_two has no down");
        UpReport report = shop.migrations().up(UpOptions.all().generatingDowns());

        assertThat(report.failure()).isEmpty();
        assertThat(report.applied())
                .extracting(UpReport.Applied::down)
                .containsExactly(
                        "file, unverified",
                        "file, unverified",
                        "generated, identical",
                        "generated, identical",
                        "generated, identical");
        RolledBack back = shop.rollback(new Selection.After("2"));
        assertThat(back.failed()).isEmpty();
        assertThat(back.done()).extracting(RolledBack.One::schema).containsOnly(Verdict.IDENTICAL);
        assertThat(shop.rows("select tablename from pg_tables where schemaname = 'public' order by 1"))
                .containsExactly("orders", "schema_migrations");
    }

    @Test
    void makeTheDownOfOneThatIsApplied() {
        shop().migrations().up(UpOptions.all());
        TriedDown made = shop.migrations().generateDowns(List.of("3")).get(0);

        assertThat(made.isProven()).isTrue();
        assertThat(made.origin()).isEqualTo(DownOrigin.GENERATED);
        assertThat(made.sql()).contains("DROP TABLE");
        assertThat(shop.rollback(new Selection.Last(1)).done()).hasSize(1);
    }

    @Test
    void goOnToTellWhatWasFoundWhereAnUpFails() {
        shop().with("4_broken", "select nothing from nowhere;", "select 1;")
                .with("5_after", "create table after (id int);", "drop table after;");
        shop.delete("3_two");
        List<TriedDown> tried = shop.migrations().verify(Optional.empty());

        assertThat(tried).extracting(TriedDown::version).containsExactly("1", "2", "4", "5");
        assertThat(tried.get(2).isProven()).isFalse();
        assertThat(tried.get(2).notes())
                .singleElement()
                .asString()
                .startsWith("in the copy: cannot run statement 1 of 1: relation \"nowhere\" does not exist");
    }
}
