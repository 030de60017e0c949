package dev.switchback.canary.structure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.canary.structure.Node.Fields;
import dev.switchback.canary.structure.Node.Items;
import dev.switchback.canary.structure.Node.Leaf;
import dev.switchback.canary.structure.Node.Sort;
import dev.switchback.canary.structure.Node.Unreadable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ObjectReaderTest {

    private static Node read(Object object) {
        return new ObjectReader(new Properties(), new Effort()).read(object);
    }

    /** {@return the object inside so many lists} */
    private static Object within(int lists, Object object) {
        Object around = object;
        for (int list = 0; list < lists; list++) {
            around = List.of(around);
        }
        return around;
    }

    private static Node at(Node node, int... positions) {
        Node found = node;
        for (int position : positions) {
            found = ((Items) found).get(position);
        }
        return found;
    }

    /** {@return what is so many lists below, always the first} */
    private static Node below(int lists, Node node) {
        return at(node, new int[lists]);
    }

    @Test
    void readsWhatIsSimpleAsAValue() {
        assertThat(read(true)).isEqualTo(Leaf.TRUE);
        assertThat(read(false)).isEqualTo(Leaf.FALSE);
        assertThat(read(1)).isEqualTo(new Leaf(Sort.NUMBER, 1L));
    }

    @Test
    void takesAStepForEachObject() {
        assertThatThrownBy(() -> new ObjectReader(new Properties(), new Effort(2)).read(List.of(1, 2)))
                .isInstanceOf(Effort.TooMuchException.class);
    }

    @Nested
    class AtTheLastLevel {

        @Test
        void readsValuesAndNothingElse() {
            assertThat(below(512, read(within(512, 1)))).isEqualTo(new Leaf(Sort.NUMBER, 1L));
            assertThat(below(512, read(within(513, 1)))).isEqualTo(Unreadable.DEEP);
        }

        @Test
        void countsTheEntriesOfAMapWithStructuresAsKeys() {
            assertThat(below(510, value(read(Map.of(List.of(), within(510, 1))))))
                    .isEqualTo(new Leaf(Sort.NUMBER, 1L));
            assertThat(below(510, value(read(Map.of(List.of(), within(511, 1))))))
                    .isEqualTo(Unreadable.DEEP);
        }

        private static Node value(Node map) {
            return Objects.requireNonNull(((Fields) at(map, 0)).get("value"));
        }
    }

    @Nested
    class WhatIsMetAgain {

        private final Object shared = within(10, 1);

        @Test
        void isReadOnce() {
            Node found = read(List.of(shared, within(501, shared)));

            assertThat(below(501, at(found, 1))).isSameAs(at(found, 0));
        }

        @Test
        void isReadOnceHoweverManyPathsLeadThere() {
            Object diamond = 1;
            for (int level = 0; level < 500; level++) {
                diamond = List.of(diamond, diamond);
            }

            Node found = new ObjectReader(new Properties(), new Effort(1_001)).read(diamond);

            assertThat(at(found, 1)).isSameAs(at(found, 0));
        }

        @Test
        void isReadAgainWhereItGoesTooDeep() {
            Node found = read(List.of(shared, within(502, shared)));

            assertThat(below(502 + 9, at(found, 1))).isEqualTo(Unreadable.DEEP);
            assertThat(below(511, at(read(List.of(List.of(), within(511, List.of()))), 1)))
                    .as("nothing in it, but too deep")
                    .isEqualTo(Unreadable.DEEP);
        }

        @Test
        void goesAsDeepAsWhatWasMetAgainInIt() {
            Object above = within(1, shared);
            Node found = read(List.of(shared, above, within(501, above)));

            assertThat(below(501 + 10, at(found, 2))).isEqualTo(Unreadable.DEEP);
        }

        @Test
        void goesAsDeepAsTheDeepestInIt() {
            Object wide = List.of(within(10, 1), within(2, 2));
            Node found = read(List.of(wide, within(502, wide)));

            assertThat(below(502 + 9, at(found, 1))).isEqualTo(Unreadable.DEEP);
        }
    }

    @Nested
    class ACycle {

        private final List<Object> one = new ArrayList<>();
        private final List<Object> two = new ArrayList<>(List.of(one, List.of(1)));

        ACycle() {
            one.add(two);
        }

        @Test
        void tellsHowFarUpItLeads() {
            assertThat(at(read(List.of(one)), 0, 0, 0)).isEqualTo(new Leaf(Sort.CYCLE, 2));
        }

        @Test
        void isReadAgainFromWhereverItIsEntered() {
            Node found = read(List.of(one, two));

            assertThat(at(found, 1, 0, 0)).as("two, one, two").isEqualTo(new Leaf(Sort.CYCLE, 2));
        }
    }
}
