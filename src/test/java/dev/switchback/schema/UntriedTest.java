package dev.switchback.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.schema.model.PlannedRollback.DataVerdict;
import dev.switchback.schema.model.RolledBack.Verdict;
import dev.switchback.schema.model.TriedDown;
import dev.switchback.schema.model.UpOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be tried is told as that, with its reason, and keeps no other from being tried. */
class UntriedTest {

    @TempDir
    Path folder;

    private Shop shop;

    @BeforeEach
    void open() {
        shop = Shop.onPostgres(folder)
                .with(
                        "1_orders",
                        "create table orders (id int constraint positive check (id > 0));",
                        "drop table orders;");
    }

    private List<TriedDown> verify() {
        return shop.migrations().verify(Optional.empty());
    }

    private List<TriedDown> verifyApplied() {
        assertThat(shop.migrations().up(UpOptions.all()).failure()).isEmpty();
        return verify();
    }

    private static String note(TriedDown tried) {
        assertThat(tried.notes()).hasSize(1);
        return tried.notes().get(0);
    }

    @Test
    void goesOnWhereADownWorksOnlyWithoutTheRowsOfItsUp() {
        shop.with(
                        "2_negative",
                        "alter table orders drop constraint positive; insert into orders values (-1);",
                        "alter table orders add constraint positive check (id > 0);")
                .with("3_notes", "create table notes (id int);", "drop table notes;");

        List<TriedDown> tried = verifyApplied();

        assertThat(tried)
                .extracting(TriedDown::schema)
                .containsExactly(Verdict.IDENTICAL, Verdict.DIFFERENT, Verdict.IDENTICAL);
        assertThat(note(tried.get(1))).startsWith("in the copy: cannot run statement 1 of 1: check constraint");
    }

    @Test
    void goesOnBeforeAndAfterADownThatIsWrong() {
        shop.with("2_two", "create table a (id int); create table b (id int);", "drop table a;")
                .with("3_notes", "create table notes (id int);", "drop table notes;");
        Verdict[] expected = {Verdict.IDENTICAL, Verdict.DIFFERENT, Verdict.IDENTICAL};

        assertThat(verify()).as("pending").extracting(TriedDown::schema).containsExactly(expected);
        assertThat(verifyApplied()).as("applied").extracting(TriedDown::schema).containsExactly(expected);
    }

    @Test
    void goesOnBeforeOneWithoutADown() {
        shop.with("2_notes", "create table notes (id int);", "drop table notes;");
        assertThat(shop.migrations().up(UpOptions.all()).failure()).isEmpty();
        shop.run("update schema_migrations set down_sql = null where version = '2'");

        assertThat(verify()).extracting(TriedDown::version).containsExactly("1");
    }

    @Test
    void saysWhichUpFailsBeforeTheOthers() {
        shop.with("2_broken", "select nothing from nowhere;", "select 1;")
                .with("3_notes", "create table notes (id int);", "drop table notes;");

        List<TriedDown> tried = verify();

        assertThat(tried)
                .extracting(TriedDown::schema)
                .containsExactly(Verdict.IDENTICAL, Verdict.UNKNOWN, Verdict.UNKNOWN);
        assertThat(note(tried.get(2)))
                .startsWith("not tried: the up of 2_broken, which is before it, fails in the copy: cannot run");
    }

    @Test
    void changesNothingOfTheServer() {
        String role = "untried_%d".formatted(ProcessHandle.current().pid());
        shop.with(
                        "2_role",
                        "create table a (id int);\ncreate role %s password 'hunter2';\ngrant select on a to %s;"
                                .formatted(role, role),
                        "drop table a;\ndrop role %s;".formatted(role))
                .with("3_notes", "create table notes (id int);", "drop table notes;");

        List<TriedDown> tried = verify();

        assertThat(note(tried.get(1)))
                .isEqualTo("not tried: line 2 of 2_role.up.sql changes the server, not the database");
        assertThat(note(tried.get(2)))
                .as("what a grant needs is not there")
                .contains("fails in the copy: ", "it is without line 2 of 2_role.up.sql, which changes the server")
                .doesNotContain("hunter2");
        assertThat(shop.rows("select rolname from pg_roles where rolname = '%s'".formatted(role)))
                .isEmpty();
    }

    @Test
    void changesNothingOfTheServerWhereThatIsApplied() {
        String role = "untried_%d_too".formatted(ProcessHandle.current().pid());
        shop.with("2_role", "do $$ begin create role %s; end $$;".formatted(role), "drop role %s;".formatted(role))
                .with("3_notes", "create table notes (id int);", "drop table notes;");
        List<String> oids = List.of();
        try {
            assertThat(shop.migrations().up(UpOptions.all()).failure()).isEmpty();
            oids = shop.rows("select oid from pg_roles where rolname = '%s'".formatted(role));

            assertThat(verify())
                    .extracting(TriedDown::schema)
                    .containsExactly(Verdict.IDENTICAL, Verdict.UNKNOWN, Verdict.IDENTICAL);
            assertThat(shop.rows("select oid from pg_roles where rolname = '%s'".formatted(role)))
                    .as("the same one")
                    .hasSize(1)
                    .isEqualTo(oids);
        } finally {
            shop.run("drop role if exists " + role);
        }
    }

    @Test
    void saysWhichRowsMayBeMissingInTheCopy() {
        shop.with("2_first", "insert into orders values (1);", "delete from orders where id = 1;");
        assertThat(shop.migrations().up(UpOptions.all()).failure()).isEmpty();
        shop.with(
                "3_lines",
                "create table lines (of int not null); insert into lines select max(id) from orders;",
                "drop table lines;");

        TriedDown tried = verify().get(2);

        assertThat(tried.schema()).as("nothing is known of its down").isEqualTo(Verdict.UNKNOWN);
        assertThat(tried.notes())
                .last()
                .isEqualTo("the copy has no rows, and those of public.orders may be what is missing");
    }

    @Test
    void isWhatADownIsThatWasNotSeenToBringRowsBack() {
        shop.with("2_seed", "insert into orders values (1);", "select 'nothing';")
                .with("3_mend", "update orders set id = id + 1;", "select 'nothing';")
                .with("4_more", "insert into orders values (7);", "delete from orders where id = 7;");

        List<TriedDown> tried = verifyApplied();

        assertThat(tried)
                .extracting(TriedDown::schema)
                .containsExactly(Verdict.IDENTICAL, Verdict.IDENTICAL, Verdict.UNKNOWN, Verdict.IDENTICAL);
        assertThat(tried).extracting(TriedDown::isProven).containsExactly(true, false, false, true);
        assertThat(tried.get(1).data()).isEqualTo(DataVerdict.LEFT);
        assertThat(note(tried.get(1)))
                .isEqualTo("its rows are not what they were: public.orders has 1 row, 0 before the up");
        assertThat(note(tried.get(2)))
                .isEqualTo(
                        "the up changes rows alone, and none in the copy: whether the down brings them back is not known");
    }
}
