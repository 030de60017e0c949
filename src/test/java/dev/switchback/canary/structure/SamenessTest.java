package dev.switchback.canary.structure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.canary.structure.Sameness.Degree;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SamenessTest {

    private static final StructureTolerance EXACT = StructureTolerance.EXACT;

    private static Degree degree(StructureTolerance tolerance, Node legacy, Node replacement) {
        return new Sameness(new Rules(tolerance), new Effort()).of(legacy, replacement, Place.WHOLE);
    }

    private static Degree degree(StructureTolerance tolerance, String legacy, String replacement) {
        return degree(tolerance, JsonReader.read(legacy), JsonReader.read(replacement));
    }

    private static Degree degree(String legacy, String replacement) {
        return degree(EXACT, legacy, replacement);
    }

    private static Degree degree(Object legacy, Object replacement) {
        return degree(EXACT, node(legacy), node(replacement));
    }

    private static Node node(Object object) {
        return new ObjectReader(new Properties(), new Effort()).read(object);
    }

    @Test
    void isOtherBetweenThingsOfTwoKinds() {
        assertThat(degree("1", "[1]")).isEqualTo(Degree.OTHER);
        assertThat(degree("[]", "{}")).isEqualTo(Degree.OTHER);
        assertThat(degree("{}", "1")).isEqualTo(Degree.OTHER);
        assertThat(degree(EXACT, Node.Unreadable.DEEP, Node.Unreadable.DEEP)).isEqualTo(Degree.OTHER);
    }

    @Test
    void isAlikeWhereOnlyCosmeticsDiffer() {
        StructureTolerance cosmetic = EXACT.whitespaceIsCosmetic().metadata("/m/**");

        assertThat(degree(cosmetic, "[\"a\",1]", "[\" a\",1]")).isEqualTo(Degree.ALIKE);
        assertThat(degree(cosmetic, "[\"a\",1]", "[\" a\",2]")).isEqualTo(Degree.OTHER);
        assertThat(degree(cosmetic, "{\"m\":{\"a\":1},\"n\":1}", "{\"m\":{\"a\":2},\"n\":1}"))
                .isEqualTo(Degree.ALIKE);
        assertThat(degree(cosmetic, "{\"m\":1,\"n\":1}", "{\"m\":1,\"n\":2}")).isEqualTo(Degree.OTHER);
    }

    @Nested
    class OfLists {

        @Test
        void isOtherBetweenListsOfTwoSizes() {
            assertThat(degree("[1]", "[1,1]")).isEqualTo(Degree.OTHER);
            assertThat(degree(EXACT.ignoringOrder(), "[1,1]", "[1]")).isEqualTo(Degree.OTHER);
        }

        @Test
        void comparesEachWithTheOneAtItsPosition() {
            assertThat(degree("[1,2]", "[1,2]")).isEqualTo(Degree.SAME);
            assertThat(degree("[1,2]", "[2,1]")).isEqualTo(Degree.OTHER);
        }

        @Test
        void comparesEachWithItsPartnerWhereThereIsNoOrder() {
            StructureTolerance unordered = EXACT.ignoringOrder().whitespaceIsCosmetic();

            assertThat(degree(unordered, "[1,2]", "[2,1]")).isEqualTo(Degree.SAME);
            assertThat(degree(unordered, "[1,\"a\"]", "[\" a\",1]")).isEqualTo(Degree.ALIKE);
            assertThat(degree(unordered, "[1,\"a\"]", "[\"b\",1]")).isEqualTo(Degree.OTHER);
            assertThat(degree(unordered, "[\"a\",\"b\"]", "[\"c\",\" a\"]")).isEqualTo(Degree.OTHER);
            assertThat(degree(unordered.keyedBy("", "k"), "[{\"k\":1}]", "[{\"k\":2}]"))
                    .as("both are alone")
                    .isEqualTo(Degree.OTHER);
            assertThat(degree(List.of(1, 2), Set.of(1, 2))).isEqualTo(Degree.SAME);
        }
    }

    @Nested
    class OfFields {

        record One(int a) {}

        record Two(int a) {}

        @Test
        void isAlikeWhereOnlyTheClassDiffers() {
            assertThat(degree(new One(1), new One(1))).isEqualTo(Degree.SAME);
            assertThat(degree(new One(1), new Two(1))).isEqualTo(Degree.ALIKE);
            assertThat(degree(new One(1), Map.of("a", 2))).isEqualTo(Degree.OTHER);
            assertThat(degree(new IllegalStateException("a"), new IllegalArgumentException("a")))
                    .isEqualTo(Degree.OTHER);
        }

        @Test
        void isOtherWhereOneSideHasAFieldAlone() {
            assertThat(degree("{\"a\":1}", "{}")).isEqualTo(Degree.OTHER);
            assertThat(degree("{}", "{\"a\":1}")).isEqualTo(Degree.OTHER);
            assertThat(degree("{}", "{\"a\":null}")).isEqualTo(Degree.OTHER);
            assertThat(degree(EXACT.metadata("/a"), "{}", "{\"a\":1}")).isEqualTo(Degree.ALIKE);
        }

        @Test
        void isTheSameWhereANullMayBeAbsent() {
            assertThat(degree(EXACT.nullSameAsAbsent(), "{\"a\":null}", "{\"b\":null}"))
                    .isEqualTo(Degree.SAME);
            assertThat(degree(EXACT.nullSameAsAbsent(), "{}", "{\"a\":1}")).isEqualTo(Degree.OTHER);
            assertThat(degree(EXACT.nullSameAsAbsent(), "{\"a\":1}", "{}")).isEqualTo(Degree.OTHER);
        }

        @Test
        void isOtherWhereOneSideRepeatsAKey() {
            String repeated = "{\"a\":1,\"a\":1}";

            assertThat(degree(repeated, "{\"a\":1}")).isEqualTo(Degree.OTHER);
            assertThat(degree(repeated, repeated)).isEqualTo(Degree.SAME);
            assertThat(degree(EXACT.metadata("/a"), repeated, "{\"a\":1}")).isEqualTo(Degree.ALIKE);
            assertThat(degree(EXACT.metadata("/b"), repeated, "{\"a\":2}")).isEqualTo(Degree.OTHER);
        }
    }

    @Test
    void takesAStepForEachPart() {
        Node list = JsonReader.read("[1,2]");
        Sameness sameness = new Sameness(new Rules(EXACT), new Effort(2));

        assertThatThrownBy(() -> sameness.of(list, list, Place.WHOLE)).isInstanceOf(Effort.TooMuchException.class);
    }
}
