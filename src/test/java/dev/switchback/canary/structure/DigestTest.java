package dev.switchback.canary.structure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.canary.structure.Node.Leaf;
import dev.switchback.canary.structure.Node.Sort;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class DigestTest {

    private static final StructureTolerance EXACT = StructureTolerance.EXACT;

    private static final Leaf ONE_TIME = new Leaf(Sort.VALUE, Instant.EPOCH);
    private static final Leaf OTHER_TIME = new Leaf(Sort.VALUE, Instant.MAX);

    private static long exact(StructureTolerance tolerance, Node node) {
        return Digest.exact(new Rules(tolerance), new Effort()).of(node, Place.WHOLE);
    }

    private static long exact(StructureTolerance tolerance, String json) {
        return exact(tolerance, JsonReader.read(json));
    }

    private static long loose(StructureTolerance tolerance, Node node) {
        return Digest.loose(new Rules(tolerance), new Effort()).of(node, Place.WHOLE);
    }

    private static long loose(String json) {
        return loose(EXACT, JsonReader.read(json));
    }

    @Test
    void differsBetweenStructuresThatDiffer() {
        List<String> all = List.of(
                "null",
                "true",
                "false",
                "1",
                "2",
                "1.5",
                "2.5",
                "1e30",
                "1e31",
                "\"1\"",
                "\"a\"",
                "\"b\"",
                "[]",
                "{}",
                "[null]",
                "[[]]",
                "[1]",
                "[1,2]",
                "[2,1]",
                "[1,1]",
                "[[1],2]",
                "[1,[2]]",
                "{\"a\":1}",
                "{\"b\":1}",
                "{\"a\":2}",
                "{\"a\":\"1\"}",
                "{\"a\":null}",
                "{\"a\":1,\"b\":2}",
                "{\"a\":2,\"b\":1}",
                "[{\"a\":1}]");

        assertThat(all.stream().map(json -> exact(EXACT, json))).doesNotHaveDuplicates();
        assertThat(exact(EXACT, "\"\\u0000\"")).as("one hash code").isNotEqualTo(exact(EXACT, "\"\""));
    }

    @Test
    void isTheSameForWhatTheToleranceTakesForTheSame() {
        assertThat(exact(EXACT.ignoringOrder(), "[1,2]")).isEqualTo(exact(EXACT.ignoringOrder(), "[2,1]"));
        assertThat(exact(EXACT.nullSameAsAbsent(), "{\"a\":null,\"b\":1}"))
                .isEqualTo(exact(EXACT.nullSameAsAbsent(), "{\"b\":1}"));
        assertThat(exact(EXACT.ignoringWhitespace(), "\" a  b\""))
                .isEqualTo(exact(EXACT.ignoringWhitespace(), "\"a b\""));
        assertThat(exact(EXACT.ignoringTimestamps(), "\"2026-01-01T00:00:00Z\""))
                .isEqualTo(exact(EXACT.ignoringTimestamps(), "\"2027-01-01T00:00:00Z\""));
        assertThat(exact(EXACT.ignoringTimestamps(), ONE_TIME))
                .isEqualTo(exact(EXACT.ignoringTimestamps(), OTHER_TIME));
    }

    @Test
    void knowsBytesByWhatTheyAre() {
        Leaf bytes = new Leaf(Sort.BYTES, new byte[] {1, 2});

        assertThat(exact(EXACT, bytes)).isEqualTo(exact(EXACT, new Leaf(Sort.BYTES, new byte[] {1, 2})));
        assertThat(exact(EXACT, bytes)).isNotEqualTo(exact(EXACT, new Leaf(Sort.BYTES, new byte[] {2, 1})));
    }

    @Nested
    class ThatIsLoose {

        private static final String ONE = "\"6f1e2d3c-0000-4000-8000-000000000001\"";
        private static final String TWO = "\"6f1e2d3c-0000-4000-8000-000000000002\"";

        @Test
        void isTheSameForWhatChangesByItself() {
            assertThat(loose(ONE)).isEqualTo(loose(TWO));
            assertThat(loose("\"2026-01-01T00:00:00Z\"")).isEqualTo(loose("\" 2027-01-01T00:00:00Z\""));
            assertThat(loose("\" a  b\"")).isEqualTo(loose("\"a b\""));
            assertThat(loose(EXACT, ONE_TIME)).isEqualTo(loose(EXACT, OTHER_TIME));
            assertThat(loose(EXACT, new Leaf(Sort.VALUE, new UUID(0, 1))))
                    .isEqualTo(loose(EXACT, new Leaf(Sort.VALUE, new UUID(0, 2))));
        }

        @Test
        void differsWhereAnythingElseDoes() {
            assertThat(Stream.of("\"a\"", "\"b\"", "1", ONE, "[1,2]", "[2,1]").map(DigestTest::loose))
                    .doesNotHaveDuplicates();
            assertThat(loose(EXACT, new Leaf(Sort.VALUE, URI.create("a:b"))))
                    .isNotEqualTo(loose(EXACT, new Leaf(Sort.VALUE, URI.create("a:c"))));
        }

        @Test
        void leavesOutWhatIsMetadata() {
            StructureTolerance metadata = EXACT.metadata("/at");
            Node one = JsonReader.read("{\"at\":1,\"b\":1}");

            assertThat(loose(metadata, one)).isEqualTo(loose(metadata, JsonReader.read("{\"at\":[2],\"b\":1}")));
            assertThat(loose(metadata, one)).isNotEqualTo(loose(metadata, JsonReader.read("{\"at\":1,\"b\":2}")));
            assertThat(exact(metadata, "{\"at\":1}")).isNotEqualTo(exact(metadata, "{\"at\":2}"));
        }
    }

    @Test
    void thatIsExactKnowsWhatOnlyTheLooseOneLeavesOut() {
        assertThat(exact(EXACT, ThatIsLoose.ONE)).isNotEqualTo(exact(EXACT, ThatIsLoose.TWO));
        assertThat(exact(EXACT, "\" a\"")).isNotEqualTo(exact(EXACT, "\"a\""));
        assertThat(exact(EXACT, "\"2026-01-01T00:00:00Z\"")).isNotEqualTo(exact(EXACT, "\"2027-01-01T00:00:00Z\""));
        assertThat(exact(EXACT, ONE_TIME)).isNotEqualTo(exact(EXACT, OTHER_TIME));
        assertThat(exact(EXACT.ignoringTimestamps(), new Leaf(Sort.VALUE, new UUID(0, 1))))
                .isNotEqualTo(exact(EXACT.ignoringTimestamps(), new Leaf(Sort.VALUE, new UUID(0, 2))));
    }

    @Test
    void takesAStepForEachPart() {
        Node list = JsonReader.read("[1,2]");
        Rules rules = new Rules(EXACT);
        Digest.exact(rules, new Effort(3)).of(list, Place.WHOLE);

        assertThatThrownBy(() -> Digest.exact(rules, new Effort(2)).of(list, Place.WHOLE))
                .isInstanceOf(Effort.TooMuchException.class);
    }

    @Test
    void stirsBitsAsMurmurHash3Does() {
        // fmix64 of the reference implementation
        assertThat(Set.of(Digest.mixed(0), Digest.mixed(1))).containsExactlyInAnyOrder(0L, 0xB456BCFC34C2CB2CL);
    }
}
