package dev.switchback.schema.safety;

import java.util.List;
import java.util.stream.Stream;

/**
 * What was found about a rollback.
 *
 * @param effects what it would do to what is there, a sentence each
 * @param obstacles why it would fail
 * @param warnings what to think of, a sentence each
 * @param rows how many rows and values would be lost
 * @param losesOldData whether something comes back empty that the migration had dropped with its data, or rows that are
 *     dropped cannot be counted
 * @param isUnsure whether nobody can tell what became of some values
 */
public record Findings(
        List<String> effects,
        Obstacles obstacles,
        List<String> warnings,
        long rows,
        boolean losesOldData,
        boolean isUnsure) {

    /**
     * Why it would fail, a sentence each.
     *
     * @param likely if the down does what downs mostly do
     * @param certain by what the text of the down says
     */
    public record Obstacles(List<String> likely, List<String> certain) {

        /** Copies the lists. */
        public Obstacles {
            likely = List.copyOf(likely);
            certain = List.copyOf(certain);
        }

        /** {@return all of them} */
        public List<String> all() {
            return Stream.concat(certain.stream(), likely.stream()).toList();
        }
    }

    /** Copies the lists. */
    public Findings {
        effects = List.copyOf(effects);
        warnings = List.copyOf(warnings);
    }
}
