package dev.switchback.schema.model;

import java.util.List;
import java.util.Locale;

/**
 * Whether to roll a migration back or to mend it by another one, with what speaks for it.
 *
 * @param choice the advice
 * @param sentence why, one sentence
 * @param evidence what was measured, a sentence each
 */
public record Advice(Choice choice, String sentence, List<String> evidence) {

    /** Copies the list. */
    public Advice {
        evidence = List.copyOf(evidence);
    }

    /** What to do. */
    public enum Choice {
        /** Take it back. */
        ROLLBACK,
        /** Leave it, and mend what is wrong by another migration. */
        FIX_FORWARD;

        /** {@return the name in lower snake case} */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
