package dev.switchback.canary.structure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.canary.structure.Node.Leaf;
import dev.switchback.canary.structure.Node.Sort;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LeavesTest {

    private static List<String> inTurn(String... values) {
        List<String> sorted = new ArrayList<>(List.of(values));
        Collections.reverse(sorted);
        sorted.sort((one, two) -> Leaves.order(JsonReader.read(one), JsonReader.read(two)));
        return sorted;
    }

    @Test
    void comeInTheOrderOfTheirKindsNumbersByValueAndTextsByLetters() {
        String[] values = {
            "null", "true", "-3", "0.5", "10", "\"10\"", "\"9\"", "\"a\"", "1e99999999999", "[]",
        };

        assertThat(inTurn(values)).containsExactly(values);
    }

    @Test
    void haveNoOrderWhereTheyHaveNoneByValue() {
        Leaf value = new Leaf(Sort.VALUE, new Object());

        assertThat(Leaves.order(JsonReader.read("[1]"), JsonReader.read("{\"a\":1}")))
                .isZero();
        assertThat(Leaves.order(value, new Leaf(Sort.VALUE, "a"))).isZero();
        assertThat(Leaves.order(new Leaf(Sort.VALUE, "a"), value)).isZero();
        assertThat(Leaves.order(Leaf.TRUE, Leaf.FALSE)).isZero();
        assertThat(Leaves.order(JsonReader.read("1e999"), JsonReader.read("2e999")))
                .as("too far to be subtracted")
                .isZero();
    }

    @Test
    void areOfKindsWithANumberEach() {
        assertThat(Stream.of(Sort.values()).map(Sort::number)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9);
    }
}
