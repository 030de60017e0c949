package dev.switchback.schema.safety;

import java.util.List;

/**
 * What was found about a rollback.
 *
 * @param effects what it would do to what is there, a sentence each
 * @param obstacles why it would fail, a sentence each
 * @param warnings what to think of, a sentence each
 * @param rows how many rows and values would be lost
 * @param losesOldData whether something comes back empty that the migration had dropped with its data, or rows that are
 *     dropped cannot be counted
 * @param isUnsure whether nobody can tell what became of some values
 */
public record Findings(
        List<String> effects,
        List<String> obstacles,
        List<String> warnings,
        long rows,
        boolean losesOldData,
        boolean isUnsure) {

    /** Copies the lists. */
    public Findings {
        effects = List.copyOf(effects);
        obstacles = List.copyOf(obstacles);
        warnings = List.copyOf(warnings);
    }
}
