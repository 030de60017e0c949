package dev.switchback.schema.down;

import dev.switchback.schema.catalog.SchemaVerdict;
import dev.switchback.schema.down.data.DataVerdict;
import java.util.Optional;

/**
 * What came out when a down that somebody wrote was tried.
 *
 * @param failure why it could not be run, empty if it could
 * @param proof how far it restores the schema
 * @param data what the up did to rows, and the down may or may not bring back
 */
public record VerifiedDown(Optional<String> failure, Proof proof, DataVerdict data) {

    /** {@return how far it restores the schema; {@link SchemaVerdict#DIFFERENT} if it failed} */
    public SchemaVerdict verdict() {
        return failure.isPresent() ? SchemaVerdict.DIFFERENT : proof.verdict();
    }
}
