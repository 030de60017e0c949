package dev.switchback.schema.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SchemaDifferenceTest {

    @Test
    void showsOfLongDefinitionsThePartThatDiffers() {
        String head = "select " + "a, ".repeat(200);

        List<String> lines = between(head + "'now one' as made", head + "'now two' as made");

        assertThat(lines)
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .startsWith("view public.v: definition is ...a, a, ")
                        .contains("'now two' as made, not ...")
                        .endsWith("'now one' as made")
                        .hasSizeLessThan(250));
    }

    @Test
    void showsShortDefinitionsAsTheyAre() {
        assertThat(between("select  1", "select 2"))
                .containsExactly("view public.v: definition is select 2, not select 1");
        assertThat(between("x".repeat(300), "y"))
                .singleElement()
                .satisfies(line -> assertThat(line).endsWith("is y, not " + "x".repeat(200) + "..."));
    }

    private static List<String> between(String before, String after) {
        return SchemaDifference.between(view(before), view(after)).lines();
    }

    private static SchemaSnapshot view(String definition) {
        SchemaObject view = new SchemaObject(
                ObjectKind.VIEW,
                new Identity(1, 0, 0),
                new Address("public", "v", "public.v", ""),
                Map.of("definition", definition));
        return new SchemaSnapshot("PostgreSQL", 18, List.of(view), null);
    }
}
