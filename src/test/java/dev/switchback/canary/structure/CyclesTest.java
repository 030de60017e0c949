package dev.switchback.canary.structure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.canary.difference.Comparison;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CyclesTest {

    private static List<String> found(Object legacy, Object replacement) {
        return Compared.lines(Compared.objects(legacy, replacement));
    }

    static final class Knot {

        private final List<Knot> knots = new ArrayList<>();
        private final String label;

        Knot(String label) {
            this.label = label;
        }

        public List<Knot> getKnots() {
            return knots;
        }

        public String getLabel() {
            return label;
        }
    }

    private Knot ring(String... labels) {
        List<Knot> all = IntStream.range(0, labels.length)
                .mapToObj(index -> new Knot(labels[index]))
                .toList();
        for (int index = 0; index < labels.length; index++) {
            all.get(index).getKnots().add(all.get((index + 1) % labels.length));
        }
        return all.get(0);
    }

    @Test
    void endWhereTheyClose() {
        assertThat(found(ring("a", "b"), ring("a", "b"))).isEmpty();
        assertThat(found(ring("a", "b"), ring("a", "c")))
                .containsExactly("critical model_structure /knots/0/label text -> text");
        assertThat(found(ring("a"), ring("a", "a")))
                .containsExactly("critical model_structure /knots/0 cycle -> object");
    }

    @Test
    void ofSharedPartsAreReadOnce() {
        assertThat(found(diamond(18), diamond(18))).isEmpty();
    }

    @Test
    void ofTooManyPathsAreAnErrorBeforeTheyTakeForEver() {
        StructureComparator exact = new StructureComparator(StructureTolerance.EXACT);
        Comparison found = exact.compared(
                new Effort(100_000),
                effort -> new StructureComparator.Sides(
                        new ObjectReader(new Properties(), effort).read(diamond(60)),
                        new ObjectReader(new Properties(), effort).read(diamond(60))));

        assertThat(Compared.lines(found)).containsExactly("critical comparison_error  too much");
    }

    private Knot diamond(int levels) {
        Knot knot = new Knot("end");
        for (int level = 0; level < levels; level++) {
            Knot above = new Knot("level");
            above.getKnots().add(knot);
            above.getKnots().add(knot);
            knot = above;
        }
        return knot;
    }
}
