package dev.switchback.schema.down;

import dev.switchback.schema.catalog.SchemaDifference;
import dev.switchback.schema.catalog.SchemaVerdict;
import java.util.List;

/**
 * What came out when a down was tried in a clone.
 *
 * @param difference what differs from the schema before the up
 * @param hashes the schema before and after the up
 * @param upAgain whether the up could be run once more after it, to the same end, and the down as well
 * @param remarks what it costs and what is in its way, a sentence each
 */
public record Proof(SchemaDifference difference, Hashes hashes, UpAgain upAgain, Remarks remarks) {

    /** {@return how far the schema was restored} */
    public SchemaVerdict verdict() {
        return difference.verdict();
    }

    /**
     * The hashes of two schemas, in which the order of columns does not count.
     *
     * @param before the up
     * @param after the up
     */
    public record Hashes(String before, String after) {}

    /**
     * Whether the way can be gone again.
     *
     * @param works whether it came to the same end
     * @param reason what was different or failed, empty if it works
     */
    public record UpAgain(boolean works, String reason) {}

    /**
     * What a reader should know.
     *
     * @param drops tables and columns that the down drops, with whatever was written to them since the up
     * @param notes what to know before it is run, such as values that are made up
     * @param refusals why what is missing could not be restored, or why the down failed
     */
    public record Remarks(List<String> drops, List<String> notes, List<String> refusals) {

        /** Copies them. */
        public Remarks {
            drops = List.copyOf(drops);
            notes = List.copyOf(notes);
            refusals = List.copyOf(refusals);
        }
    }
}
