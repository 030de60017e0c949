package dev.switchback.canary.structure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.switchback.canary.structure.Node.Items;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PairingTest {

    private static final StructureTolerance EXACT = StructureTolerance.EXACT;

    private static Pairing of(StructureTolerance tolerance, Effort effort, String legacy, String replacement) {
        return Pairing.of(
                (Items) JsonReader.read(legacy),
                (Items) JsonReader.read(replacement),
                new Pairing.Task(Place.WHOLE, new Rules(tolerance), effort));
    }

    /** {@return the position in new of each element of legacy, with {@code =} where there is nothing to report} */
    private static List<String> pairs(StructureTolerance tolerance, String legacy, String replacement) {
        Pairing pairing = of(tolerance, new Effort(), legacy, replacement);
        List<String> found = new ArrayList<>();
        for (int one = 0; one < ((Items) JsonReader.read(legacy)).size(); one++) {
            String partner = pairing.partner(one) < 0 ? "-" : Integer.toString(pairing.partner(one));
            found.add((pairing.isSame(one) ? "=" : "") + partner);
        }
        return found;
    }

    private static List<String> pairs(String legacy, String replacement) {
        return pairs(EXACT, legacy, replacement);
    }

    @Nested
    class OfListsInAnOrder {

        @Test
        void leavesWhatStaysAtItsPositionThere() {
            assertThat(pairs("[1,2,7,4]", "[5,7,7,6]")).containsExactly("0", "1", "=2", "3");
            assertThat(pairs("[7,2]", "[7,7]")).containsExactly("=0", "1");
        }

        @Test
        void leavesWhatStaysAtTheEndsThereWhereElementsCameOrWent() {
            assertThat(pairs("[1,2,2]", "[0,1,2,2]")).containsExactly("=1", "=2", "=3");
            assertThat(pairs("[1,3]", "[1,2,3,3]")).containsExactly("=0", "=3");
            assertThat(pairs("[1,3,3]", "[1,2,3,3,3]")).containsExactly("=0", "=3", "=4");
            assertThat(pairs("[2,3]", "[1,3,2,3]")).containsExactly("=2", "=3");
        }

        @Test
        void takesTheLastOfSeveralEqualOnesWhereTheFirstWouldCrossOthers() {
            assertThat(pairs("[1,2,1,9]", "[2,1]")).containsExactly("-", "=0", "=1", "-");
            assertThat(pairs("[2,1]", "[1,2,1,9]")).containsExactly("=1", "=2");
        }

        @Test
        void letsOnlyTheSameStayInAListOfMetadata() {
            assertThat(pairs(EXACT.metadata("/**"), "[1,2,3]", "[0,1,2,3]")).containsExactly("=1", "=2", "=3");
        }

        @Test
        void pairsWhatDiffersInCosmeticsWhereItStays() {
            StructureTolerance cosmetic = EXACT.whitespaceIsCosmetic();

            assertThat(pairs(cosmetic, "[\"a\",\"b\"]", "[\" a\",\"b\",\"c\"]")).containsExactly("0", "=1");
        }
    }

    @Nested
    class OfListsInNoOrder {

        private final StructureTolerance unordered = EXACT.ignoringOrder();

        @Test
        void pairsTheSameBeforeAnyOther() {
            assertThat(pairs(unordered, "[1,5]", "[5,9]")).containsExactly("1", "=0");
            assertThat(pairs(unordered.numbersWithin(0.1), "[\"a\",\"b\"]", "[\"b\",\"c\"]"))
                    .as("no numbers")
                    .containsExactly("1", "=0");
            assertThat(pairs(unordered.numbersWithin(0.1), "[1,5]", "[5,\"a\"]"))
                    .as("not all numbers")
                    .containsExactly("1", "=0");
            assertThat(pairs(unordered.numbersWithin(0.1), "[1,5]", "[5,9,9]"))
                    .as("not as many")
                    .containsExactly("1", "=0");
        }

        @Test
        void pairsNumbersThatMayDifferALittleBySize() {
            assertThat(pairs(unordered.numbersWithin(0.5), "[3,1,2]", "[2.4,3.4,1.4]"))
                    .containsExactly("1", "2", "0");
        }

        @Test
        void pairsTheRestByTheirValues() {
            assertThat(pairs(unordered, "[\"d\",\"b\",4]", "[3,\"a\",\"c\"]")).containsExactly("2", "1", "0");
        }
    }

    @Test
    void recognisesElementsByTheKeyDeclaredForTheirListAlone() {
        String legacy = "[{\"sku\":\"a\",\"n\":1},{\"sku\":\"b\",\"n\":2}]";
        String replacement = "[{\"sku\":\"c\",\"n\":1},{\"sku\":\"b\",\"n\":3}]";

        assertThat(pairs(EXACT.keyedBy("", "sku"), legacy, replacement)).containsExactly("-", "1");
        assertThat(pairs(EXACT.keyedBy("/l", "sku"), legacy, replacement)).containsExactly("0", "1");
    }

    @Test
    void looksAtAFewOnlyOfManyWithTheSameDigest() {
        List<String> texts = IntStream.range(0, 1_024) // "Aa" and "BB" have one hash code
                .mapToObj(bits -> "\"%10s\"".formatted(Integer.toBinaryString(bits)))
                .map(text -> text.replace("1", "Aa").replaceAll("[ 0]", "BB"))
                .toList();
        String legacy = texts.stream().limit(512).collect(Collectors.joining(",", "[", "]"));
        String replacement = texts.stream().skip(512).collect(Collectors.joining(",", "[", "]"));

        assertThatCode(() -> of(EXACT.ignoringOrder(), new Effort(512 * 20), legacy, replacement))
                .as("each with each are 262144 steps")
                .doesNotThrowAnyException();
    }
}
