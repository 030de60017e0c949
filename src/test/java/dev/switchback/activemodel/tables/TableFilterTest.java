package dev.switchback.activemodel.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.switchback.activemodel.Schemas;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableFilterTest {

    private final DatabaseSchema schema = Schemas.named("customer", "Order", "order_line", "Same", "SAME");

    @Test
    void passesEveryTableToBeginWith() {
        assertThat(TableFilter.ALL.select(schema)).isEqualTo(schema.tables());
    }

    @Test
    void passesWhatIsWantedInTheOrderOfTheSchema() {
        assertThat(select(List.of("order_line", "customer", "customer"), List.of()))
                .containsExactly("customer", "order_line");
    }

    @Test
    void leavesOutWhatIsExcludedAlsoOfWhatIsWanted() {
        assertThat(select(List.of(), List.of("Same", "SAME"))).containsExactly("Order", "customer", "order_line");
        assertThat(select(List.of("customer", "Order"), List.of("Order"))).containsExactly("customer");
    }

    @Test
    void overlooksCaseWhereOnlyOneTableCanBeMeant() {
        assertThat(select(List.of("CUSTOMER", "order"), List.of())).containsExactly("Order", "customer");
        assertThat(select(List.of("SAME"), List.of())).containsExactly("SAME");
        assertThatIllegalArgumentException().isThrownBy(() -> select(List.of("same"), List.of()));
    }

    @Test
    void suggestsTheNearestName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> select(List.of("customers"), List.of()))
                .withMessage("table must be a table of the schema (did you mean customer?), but was customers");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> select(List.of(), List.of("odrer_line")))
                .withMessage("exclude-tables must be a table of the schema (did you mean order_line?),"
                        + " but was odrer_line");
    }

    @Test
    void listsTheFirstTablesIfNoNameIsNear() {
        DatabaseSchema large = Schemas.named(
                IntStream.range(10, 25).mapToObj(number -> "t" + number).toArray(String[]::new));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> TableFilter.of(List.of("weather"), List.of()).select(large))
                .withMessage("table must be a table of the schema (t10, t11, t12, t13, t14, t15, t16, t17, t18, t19"
                        + " and 5 more), but was weather");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TableFilter.of(List.of("a"), List.of()).select(Schemas.named()))
                .withMessage("table must be a table of the schema (which has none), but was a");
    }

    @Test
    void refusesToSelectNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> select(List.of("customer"), List.of("customer")))
                .withMessage("tables must be at least one of the 5 tables of the schema, but was none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "customer ", "customer;drop table x", "public.customer", "%", "\u0000", "\u202e"})
    void refusesBadNames(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> select(List.of(name), List.of()))
                .withMessageStartingWith("table must be a table of the schema (");
    }

    @Test
    void doesNotMeasureTheDistanceOfANameThatNoDatabaseHas() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> select(List.of("x".repeat(10_000_000)), List.of()))
                .withMessageEndingWith("x...");
    }

    private List<String> select(List<String> wanted, List<String> excluded) {
        return TableFilter.of(wanted, excluded).select(schema).stream()
                .map(Table::name)
                .toList();
    }
}
