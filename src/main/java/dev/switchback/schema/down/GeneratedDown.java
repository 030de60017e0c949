package dev.switchback.schema.down;

import dev.switchback.schema.catalog.SchemaVerdict;
import dev.switchback.schema.down.data.DataVerdict;
import java.util.List;

/**
 * A down that was made for an up, with the proof of what it does.
 *
 * @param statements what it runs, without semicolons
 * @param transactional whether it is to be run in one transaction; else each statement is its own
 * @param proof what came out when it was tried in a clone
 * @param data what of the data that the up found it cannot bring back
 */
public record GeneratedDown(List<String> statements, boolean transactional, Proof proof, DataVerdict data) {

    /** Copies the statements. */
    public GeneratedDown {
        statements = List.copyOf(statements);
    }

    /** {@return how far it restores the schema} */
    public SchemaVerdict verdict() {
        return proof.verdict();
    }

    /** {@return the whole script, with what a reader should know first} */
    public String sql() {
        return DownText.of(this);
    }
}
