package dev.switchback.schema.down.data;

import java.util.List;

/**
 * What a rollback does to data, apart from the schema.
 *
 * @param word the worst of it
 * @param reasons why, a sentence for each; empty if nothing is affected
 */
public record DataVerdict(Word word, List<String> reasons) {

    /** Copies the reasons. */
    public DataVerdict {
        reasons = List.copyOf(reasons);
    }

    /** The three answers. */
    public enum Word {
        /** The up touched no data that was there. */
        NONE_AFFECTED,
        /** The up did something whose effect on data cannot be told, or that stays. */
        UNKNOWN,
        /** The up threw data away that no down can bring back. */
        LOST
    }

    @Override
    public String toString() {
        return reasons.isEmpty() ? word.name() : "%s (%s)".formatted(word, String.join("; ", reasons));
    }
}
