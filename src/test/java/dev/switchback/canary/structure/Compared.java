package dev.switchback.canary.structure;

import dev.switchback.canary.compare.OutputComparator;
import dev.switchback.canary.difference.Comparison;
import dev.switchback.pipeline.Outcome;
import java.time.Duration;
import java.util.List;

/** Compares, as a user does, and writes what was found in short. */
final class Compared {

    private Compared() {}

    static Comparison json(StructureTolerance tolerance, String legacy, String replacement) {
        return compare(OutputComparator.ofJson(tolerance), legacy, replacement);
    }

    static Comparison json(String legacy, String replacement) {
        return compare(OutputComparator.ofJson(), legacy, replacement);
    }

    static Comparison objects(StructureTolerance tolerance, Object legacy, Object replacement) {
        return compare(OutputComparator.ofStructure(tolerance), legacy, replacement);
    }

    static Comparison objects(Object legacy, Object replacement) {
        return compare(OutputComparator.ofStructure(), legacy, replacement);
    }

    private static <O> Comparison compare(OutputComparator<O> comparator, O legacy, O replacement) {
        try {
            return comparator.compare(
                    new Outcome.Returned<>(legacy, Duration.ZERO), new Outcome.Returned<>(replacement, Duration.ZERO));
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    /** {@return each difference: {@code critical model_structure /a text -> number}} */
    static List<String> lines(Comparison found) {
        return found.discrepancies().stream()
                .map(one -> "%s %s %s %s"
                        .formatted(
                                one.severity().text(),
                                one.type().text(),
                                one.path(),
                                one.shape().change()))
                .toList();
    }

    /** {@return the same without severity and type} */
    static List<String> changes(Comparison found) {
        return found.discrepancies().stream()
                .map(one -> "%s %s".formatted(one.path(), one.shape().change()))
                .toList();
    }
}
