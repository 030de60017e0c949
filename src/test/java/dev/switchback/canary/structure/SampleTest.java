package dev.switchback.canary.structure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.canary.structure.Node.Fields;
import dev.switchback.canary.structure.Node.Items;
import dev.switchback.canary.structure.Node.Leaf;
import dev.switchback.canary.structure.Node.Sort;
import dev.switchback.canary.structure.Node.Unreadable;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class SampleTest {

    private static String of(String json) {
        return Sample.of(JsonReader.read(json));
    }

    @Test
    void isWrittenMuchLikeJson() {
        assertThat(of("{\"a\":[1,\"b\",null,true],\"c\":{},\"d\":[]}"))
                .isEqualTo("{\"a\":[1,\"b\",null,true],\"c\":{},\"d\":[]}");
        assertThat(of("\"a\"")).isEqualTo("a");
        assertThat(Sample.of(null)).isEmpty();
    }

    @Test
    void tellsWhatCannotBeShown() {
        Node[] values = {
            new Leaf(Sort.BYTES, new byte[3]),
            new Leaf(Sort.CYCLE, 2),
            new Leaf(Sort.VALUE, new Object()),
            Unreadable.DEEP
        };

        assertThat(Sample.of(new Items(values, true))).isEqualTo("[3 bytes,what is 2 steps above,java.lang.Object,?]");
    }

    @Test
    void endsSoonAfterWhatIsShown() {
        Node[] values = Collections.nCopies(10_000, new Leaf(Sort.NUMBER, 1L)).toArray(Node[]::new);
        String[] names = Collections.nCopies(10_000, "a").toArray(String[]::new);

        assertThat(Sample.of(new Items(values, true))).hasSizeBetween(400, 410);
        assertThat(Sample.of(new Fields(names, values, null))).hasSizeBetween(400, 410);
        assertThat(of("{\"a\":".repeat(300) + "1" + "}".repeat(300)).replace("}", ""))
                .as("below, too")
                .hasSizeBetween(400, 410);
    }
}
