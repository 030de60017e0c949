package dev.switchback.canary.structure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.canary.structure.Node.Fields;
import dev.switchback.canary.structure.Node.Items;
import dev.switchback.canary.structure.Node.Leaf;
import dev.switchback.canary.structure.Node.Sort;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PartnersTest {

    private static Partners of(String legacy, String replacement) {
        return new Partners((Items) JsonReader.read(legacy), (Items) JsonReader.read(replacement));
    }

    /** {@return a list of objects with nothing but these values of a field {@code id}} */
    private static Items withIds(Leaf... ids) {
        Node[] elements = new Node[ids.length];
        for (int index = 0; index < ids.length; index++) {
            elements[index] = new Fields(new String[] {"id"}, new Node[] {ids[index]}, null);
        }
        return new Items(elements, true);
    }

    private static List<Integer> toNew(Partners partners, int size) {
        return IntStream.range(0, size).map(partners::partner).boxed().toList();
    }

    @Test
    void areUnfinishedWhileBothSidesHaveAFreeOne() {
        Partners partners = of("[1,2]", "[1,2,3]");
        assertThat(partners.isUnfinished()).isTrue();

        partners.pair(0, 0);
        assertThat(partners.isUnfinished()).isTrue();

        partners.pair(1, 1);
        assertThat(partners.isUnfinished()).as("the new side has one more").isFalse();
        assertThat(of("[1]", "[]").isUnfinished()).isFalse();
    }

    @Test
    void areInOrderWhereNoPairCrossesAnother() {
        Partners partners = of("[1,2,3]", "[1,2,3]");
        partners.pair(0, 0);
        partners.pair(2, 2);
        assertThat(partners.areInOrder()).isTrue();

        partners.pair(0, 1);
        partners.pair(1, 0);
        assertThat(partners.areInOrder()).isFalse();
    }

    @Test
    void arePairedBetweenTheSameTwoPairs() {
        Partners partners = of("[1,2,3,4,5]", "[1,2,3,4]");
        partners.pair(2, 1);

        partners.pairBetween();

        assertThat(toNew(partners, 5)).containsExactly(0, -1, 1, 2, 3);
    }

    @Test
    void withADeclaredKeyArePairedByItOrAlone() {
        Partners partners = of(
                "[{\"k\":1},{\"k\":2},{\"k\":2},{\"x\":1},{\"k\":[3]}]", "[{\"k\":2},{\"k\":4},{\"x\":1},{\"k\":1}]");

        partners.pairByDeclaredKey("k");

        assertThat(partners.partner(0)).isEqualTo(3);
        assertThat(partners.partner(1)).isZero();
        assertThat(partners.freeInLegacy()).as("without a key").containsExactly(3, 4);
        assertThat(partners.freeInNew()).containsExactly(2);
        assertThat(partners.onlyLegacy()).as("and alone").containsExactly(2, 3, 4);
        assertThat(partners.onlyNew()).containsExactly(1, 2);
    }

    @Test
    void stayFreeWhereOneSideHasNoneOfTheDeclaredKeys() {
        Partners gone = of("[{\"k\":1}]", "[{\"x\":1}]");
        gone.pairByDeclaredKey("k");
        Partners come = of("[{\"x\":1}]", "[{\"k\":1}]");
        come.pairByDeclaredKey("k");

        assertThat(gone.freeInLegacy()).containsExactly(0);
        assertThat(come.freeInNew()).containsExactly(0);
    }

    @Test
    void knowTextsNumbersConstantsAndUuidsAsKeys() {
        Leaf[] ids = {
            new Leaf(Sort.TEXT, "a"),
            new Leaf(Sort.NUMBER, 1L),
            new Leaf(Sort.ENUM, "DAYS"),
            new Leaf(Sort.VALUE, new UUID(1, 2))
        };
        Partners partners = new Partners(withIds(ids), withIds(ids[3], ids[2], ids[1], ids[0]));

        partners.pairByNaturalKey();

        assertThat(toNew(partners, 4)).containsExactly(3, 2, 1, 0);
    }

    @Test
    void knowNothingElseAsAKey() {
        for (Leaf id : List.of(Leaf.NULL, Leaf.TRUE, new Leaf(Sort.VALUE, new Object()))) {
            Partners partners = new Partners(withIds(id), withIds(id));

            partners.pairByNaturalKey();

            assertThat(partners.partner(0)).as("%s", id).isNegative();
        }
    }

    @Test
    void withoutAUniqueKeyAreNotPairedByIt() {
        Partners repeated = of("[{\"id\":1},{\"id\":1}]", "[{\"id\":1}]");
        repeated.pairByNaturalKey();
        Partners missing = of("[{\"id\":1},{}]", "[{\"id\":1}]");
        missing.pairByNaturalKey();

        assertThat(repeated.isUnfinished()).isTrue();
        assertThat(missing.isUnfinished()).isTrue();
    }
}
