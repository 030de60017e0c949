package dev.switchback.activemodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.activemodel.tables.DatabaseSchema;
import dev.switchback.activemodel.tables.TableFilter;
import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.testing.FakeClock;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTextTest {

    private final StringGenerator strings = new StringGenerator(new FakeClock());
    private final StagedGenerator stages = new StagedGenerator();

    /** Both pipelines give the same for a request that went through text. */
    private void allAreAnsweredTheSame(DatabaseSchema schema, TableFilter filter) {
        for (GenerationRequest request : GenerationPlan.of(schema, filter).requests()) {
            String text = RequestText.of(request);
            GenerationRequest again = RequestText.parse(text);

            assertThat(again.table()).isEqualTo(request.table());
            assertThat(strings.generate(again)).as("legacy, %s", request).isEqualTo(strings.generate(request));
            assertThat(stages.generate(again)).as("new, %s", request).isEqualTo(stages.generate(request));
            assertThat(RequestText.of(again)).isEqualTo(text);
        }
    }

    @Test
    void holdsAllThatBothPipelinesNeed() {
        allAreAnsweredTheSame(Schemas.sample(), TableFilter.ALL);
        allAreAnsweredTheSame(Schemas.chinookOnH2(), TableFilter.ALL);
    }

    @Test
    void holdsWhatOnlyPostgresKnows() {
        allAreAnsweredTheSame(Schemas.sakilaOnPostgres(""), TableFilter.ALL);
    }

    @Test
    void holdsTheTablesOfItsRunAlone() {
        DatabaseSchema sample = Schemas.sample();
        String name = sample.tables().get(0).name();
        allAreAnsweredTheSame(sample, new TableFilter(Set.of(name), Set.of()));

        GenerationRequest whole =
                GenerationPlan.of(sample, TableFilter.ALL).requests().get(0);
        assertThat(RequestText.parse(RequestText.of(whole)).tables())
                .contains(whole.table())
                .hasSizeLessThan(sample.tables().size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "null",
                "{\"table\":\"a\",\"tables\":[],\"names\":{}}",
                "{\"table\":\"a\",\"tables\":{},\"names\":{}}",
                "{\"table\":\"a\",\"tables\":[{\"name\":\"a\"}],\"names\":{}}",
                "{\"table\":\"a\",\"tables\":[1],\"names\":{}}",
                "{\"table\":\"a\",\"tables\":[{\"name\":\"a\",\"columns\":[{\"name\":\"b\",\"type\":{\"name\":\"x\",\"kind\":\"java.lang.String\"},\"nullable\":false,\"origin\":\"given\"}],\"primaryKey\":[],\"foreignKeys\":[],\"uniqueKeys\":[]}],\"names\":{\"a\":{\"file\":\"a\",\"type\":\"A\"}}}",
            })
    void refusesTextThatIsNoRequest(String text) {
        assertThatThrownBy(() -> RequestText.parse(text))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageStartingWith("request must be a table with its relations and names in JSON, but was ");
    }
}
