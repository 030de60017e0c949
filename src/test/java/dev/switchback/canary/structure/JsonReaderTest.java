package dev.switchback.canary.structure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.canary.structure.Node.Items;
import dev.switchback.canary.structure.Node.Leaf;
import dev.switchback.canary.structure.Node.Sort;
import org.junit.jupiter.api.Test;

class JsonReaderTest {

    private static Items list(String json) {
        return (Items) JsonReader.read(json);
    }

    @Test
    void keepsShortValuesThatRepeatOnce() {
        String shortest = "a".repeat(32);
        Items found = list("[1,1.0,\"%s\",\"%s\"]".formatted(shortest, shortest));

        assertThat(found.get(1)).isSameAs(found.get(0));
        assertThat(found.get(3)).isSameAs(found.get(2));
    }

    @Test
    void doesNotLookUpLongTexts() {
        String longer = "a".repeat(33);
        Items found = list("[\"%s\",\"%s\"]".formatted(longer, longer));

        assertThat(found.get(1)).isEqualTo(found.get(0)).isNotSameAs(found.get(0));
    }

    @Test
    void tellsTextsFromNumbersThatAreKeptAsTexts() {
        Items found = list("[\"1e99999999999\",1e99999999999,2,3]");

        assertThat(found.get(0)).isEqualTo(new Leaf(Sort.TEXT, "1e99999999999"));
        assertThat(found.get(1)).isEqualTo(new Leaf(Sort.NUMBER, "1e99999999999"));
        assertThat(found.get(2)).isEqualTo(new Leaf(Sort.NUMBER, 2L));
        assertThat(found.get(3)).isEqualTo(new Leaf(Sort.NUMBER, 3L));
    }
}
