package dev.switchback.ingest.queue;

import java.util.List;
import java.util.UUID;

/**
 * What became of a batch of arriving events.
 *
 * @param mode the mode under which it was decided
 * @param fates one for each, in their order; empty if the mode did not take them in
 */
public record Intake(Mode mode, List<Fate> fates) {

    public Intake {
        fates = List.copyOf(fates);
    }

    /** {@return whether they were taken in, or found to be there already} */
    public boolean isTaken() {
        return !fates.isEmpty();
    }

    /** What became of one. */
    public enum What {
        /** It is new, and kept. */
        NEW,
        /** It was accepted before under the same key; where it is now does not matter. */
        REPEATED,
        /** Something else was accepted before under the same key. */
        CONFLICT
    }

    /** What became of one, and the id under which it, or what came before it, is known. */
    public record Fate(What what, UUID id) {}
}
