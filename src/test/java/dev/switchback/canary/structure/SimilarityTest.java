package dev.switchback.canary.structure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.canary.structure.Node.Items;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SimilarityTest {

    private static List<Node> nodes(String json) {
        Items items = (Items) JsonReader.read(json);
        return IntStream.range(0, items.size()).mapToObj(items::get).toList();
    }

    private static List<String> pairs(Effort effort, String legacy, String replacement) {
        List<String> found = new ArrayList<>();
        new Similarity(effort)
                .pair(nodes(legacy), nodes(replacement), (one, two) -> found.add("%d %d".formatted(one, two)));
        return found;
    }

    private static List<String> pairs(String legacy, String replacement) {
        return pairs(new Effort(), legacy, replacement);
    }

    @Test
    void pairsThoseThatHaveMostInCommonFirst() {
        assertThat(pairs("[[1,2,3],[1,9,9]]", "[[1,8,8],[1,2,7],[1,2,3]]")).containsExactly("0 2", "1 1");
        assertThat(pairs("[[1],[2]]", "[[3],[2]]")).as("nothing in common").containsExactly("1 1");
    }

    @Test
    void pairsTheNearestOfEquallyGoodOnesAndThenTheFirst() {
        assertThat(pairs("[0,0,1]", "[1,0,1]")).containsExactly("1 1", "2 2");
        assertThat(pairs("[1,0,0]", "[2,2,1]")).containsExactly("0 2");
        assertThat(pairs("[0,1,0]", "[1,2,1]")).containsExactly("1 0");
        assertThat(pairs("[1,2,1]", "[0,1,0]")).containsExactly("0 1");
    }

    @Test
    void countsARepeatedValueAsOftenAsBothHaveIt() {
        assertThat(pairs("[[1,2,3]]", "[[1,1,1,1],[1,2,9,9]]")).containsExactly("0 1");
        assertThat(pairs("[[1,1,1,1],[1,2,9,9]]", "[[1,2,3]]")).containsExactly("1 0");
        assertThat(pairs("[[1,1,5]]", "[[1,5,6],[1,1,5]]")).containsExactly("0 1");
    }

    @Test
    void knowsAValueByItsFieldAndItsKind() {
        assertThat(pairs("[{\"a\":1}]", "[{\"b\":1},{\"a\":\"1\"},{\"a\":[1]},{\"a\":1}]"))
                .containsExactly("0 3");
        assertThat(pairs("[{\"a\":1}]", "[{\"b\":1}]")).isEmpty();
    }

    @Test
    void looksAtAsManyAsTwoHundredElements() {
        String reversed = IntStream.range(0, 200)
                .mapToObj(index -> Integer.toString(199 - index))
                .collect(Collectors.joining(",", "[", "]"));
        String longer = reversed.replace("]", ",200]");
        String all = IntStream.range(0, 200).mapToObj(Integer::toString).collect(Collectors.joining(",", "[", "]"));

        assertThat(pairs(all, reversed)).hasSize(200).contains("0 199", "199 0", "77 122");
        assertThat(pairs(all, longer)).isEmpty();
        assertThat(pairs(longer, all)).isEmpty();
    }

    @Test
    void looksAtTheFirstValuesOfALargeElement() {
        String many = IntStream.range(0, 255).mapToObj(index -> "5").collect(Collectors.joining(","));

        assertThat(pairs("[[%s,1,2]]".formatted(many), "[[1,3],[2,3]]")).containsExactly("0 0");
        assertThat(pairs("[{\"a\":[%s,1],\"b\":2}]".formatted(many), "[{\"b\":2}]"))
                .isEmpty();
    }

    @Test
    void spendsALookForEachValueOfEitherSideAndElementOfTheOther() {
        Effort rich = new Effort();
        rich.mayGuess(100_000_000 - 20);
        Effort poor = new Effort();
        poor.mayGuess(100_000_000 - 19);

        // (2 + 1) * 3 + 5 * 2
        assertThat(pairs(rich, "[1,2]", "[1,[2,3],[4,5]]")).isNotEmpty();
        assertThat(pairs(poor, "[1,2]", "[1,[2,3],[4,5]]")).isEmpty();
    }
}
