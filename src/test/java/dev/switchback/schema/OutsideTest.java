package dev.switchback.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.schema.model.RolledBack.Verdict;
import dev.switchback.schema.model.TriedDown;
import dev.switchback.schema.model.UpOptions;
import dev.switchback.schema.track.SchemaTarget;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A down of one tenant is not called identical while what its up changed for all of them stays. */
class OutsideTest {

    private static final String SHARED =
            "create or replace function public.rate() returns int language sql as 'select %d';";
    private static final String OWN = "create table orders (id int);";

    @TempDir
    Path folder;

    private Shop shop;

    @BeforeEach
    void open() {
        shop = Shop.onPostgres(folder);
        shop.run("create schema acme", SHARED.formatted(1));
    }

    private SchemaMigrations tenant() throws SQLException {
        return new SchemaMigrations(
                SchemaTarget.ofUrl("shop", shop.url, new Properties()).in("acme"), folder);
    }

    private static void isDifferent(List<TriedDown> tried) {
        assertThat(tried).extracting(TriedDown::schema).containsExactly(Verdict.DIFFERENT);
        assertThat(tried.get(0).notes())
                .anyMatch(note -> note.contains("outside of the schema, routine public.rate()"));
    }

    @Test
    void isSaidOfADownThatIsMade() throws Exception {
        shop.write("1_orders.up.sql", OWN + SHARED.formatted(2));

        isDifferent(tenant().generateDowns(List.of("1")));
    }

    @Test
    void isSaidOfADownThatIsMadeForWhatIsApplied() throws Exception {
        shop.with("1_orders", OWN + "create schema shared;", "drop table orders;");
        assertThat(tenant().up(UpOptions.all()).failure()).isEmpty();

        List<TriedDown> tried = tenant().generateDowns(List.of("1"));
        assertThat(tried).extracting(TriedDown::schema).containsExactly(Verdict.DIFFERENT);
        assertThat(tried.get(0).notes()).anyMatch(note -> note.contains("outside of the schema, schema shared"));
    }

    @Test
    void isSaidOfADownThatSomebodyWrote() throws Exception {
        shop.with("1_orders", OWN + SHARED.formatted(2), "drop table orders;");

        isDifferent(tenant().verify(Optional.of("1")));
    }

    @Test
    void isIdenticalWhereTheDownTakesThatBackToo() throws Exception {
        shop.with("1_orders", OWN + SHARED.formatted(2), "drop table orders;" + SHARED.formatted(1));

        assertThat(tenant().verify(Optional.of("1")))
                .extracting(TriedDown::schema)
                .containsExactly(Verdict.IDENTICAL);
    }

    @Test
    void isIdenticalWhereTheUpStaysWithin() throws Exception {
        shop.write("1_orders.up.sql", OWN);

        assertThat(tenant().generateDowns(List.of("1")))
                .extracting(TriedDown::schema)
                .containsExactly(Verdict.IDENTICAL);
    }

    private static final String RENAMES = "alter table orders rename to purchases;";

    private void showsInAView() {
        shop.run("create table acme.orders (id int)", "create view public.all_orders as select * from acme.orders");
    }

    @Test
    void isIdenticalWhereTheDownTakesBackWhatAViewOfAllShows() throws Exception {
        showsInAView();
        shop.write("1_rename.up.sql", RENAMES);
        shop.write("2_column.up.sql", "alter table purchases add column code text;");

        assertThat(tenant().generateDowns(List.of("1", "2")))
                .extracting(TriedDown::schema)
                .containsExactly(Verdict.IDENTICAL, Verdict.IDENTICAL);
    }

    @Test
    void isIdenticalWhereThatIsApplied() throws Exception {
        showsInAView();
        shop.with("1_rename", RENAMES, "alter table purchases rename to orders;");
        assertThat(tenant().up(UpOptions.all()).failure()).isEmpty();

        assertThat(tenant().generateDowns(List.of("1")))
                .extracting(TriedDown::schema)
                .containsExactly(Verdict.IDENTICAL);
    }

    @Test
    void isNotSaidOfTheNext() throws Exception {
        shop.write("1_orders.up.sql", OWN + "create schema shared;");
        shop.write("2_column.up.sql", "alter table orders add column code text;");

        assertThat(tenant().generateDowns(List.of("1", "2")))
                .extracting(TriedDown::schema)
                .containsExactly(Verdict.DIFFERENT, Verdict.IDENTICAL);
    }
}
