package dev.switchback.canary.structure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.canary.structure.Node.Fields;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MergeTest {

    private static List<String> merged(String legacy, String replacement) {
        Merge merge = new Merge((Fields) JsonReader.read(legacy), (Fields) JsonReader.read(replacement));
        List<String> found = new ArrayList<>();
        while (merge.next()) {
            found.add("%s %s %s%s"
                    .formatted(
                            merge.name(),
                            Sample.of(merge.legacy()),
                            Sample.of(merge.replacement()),
                            merge.isRepeated() ? " repeated" : ""));
        }
        return found;
    }

    @Test
    void goesThroughTheNamesOfBothInOrder() {
        assertThat(merged("{\"a\":1,\"c\":2}", "{\"b\":3,\"c\":4,\"d\":5}"))
                .containsExactly("a 1 ", "b  3", "c 2 4", "d  5");
    }

    @Test
    void takesEachWithEachWhereBothRepeatANameAsOften() {
        assertThat(merged("{\"a\":1,\"a\":2,\"b\":0}", "{\"a\":3,\"a\":4,\"b\":0}"))
                .containsExactly("a 1 3", "a 2 4", "b 0 0");
    }

    @Test
    void takesTheLastWhereOneSideRepeatsAName() {
        assertThat(merged("{\"a\":1,\"a\":2,\"b\":0}", "{\"a\":3,\"b\":0}")).containsExactly("a 2 3 repeated", "b 0 0");
        assertThat(merged("{\"a\":3}", "{\"a\":1,\"a\":2}")).containsExactly("a 3 2 repeated");
    }

    @Test
    void callsNothingRepeatedThatOneSideDoesNotHave() {
        assertThat(merged("{\"a\":1,\"a\":2}", "{\"b\":1,\"b\":2}")).containsExactly("a 2 ", "b  2");
    }
}
