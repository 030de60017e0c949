package dev.switchback.schema.down;

import dev.switchback.schema.catalog.SchemaDifference;
import dev.switchback.schema.catalog.SchemaSnapshot;
import dev.switchback.schema.catalog.SnapshotScope;
import dev.switchback.schema.down.clone.Clone;
import dev.switchback.schema.down.data.DataCheck;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Proves downs that somebody wrote: runs the up and the down in a clone, compares, and goes the way once more.
 *
 * <p>For one thread and one clone: what it has seen of the clone it does not read again.
 */
public final class DownVerifier {

    private final Clone clone;
    private final SnapshotScope scope;
    private @Nullable SchemaSnapshot known;

    private DownVerifier(Clone clone, SnapshotScope scope) {
        this.clone = clone;
        this.scope = scope;
    }

    /** {@return a verifier that works in a clone, and compares what is in a scope} */
    public static DownVerifier in(Clone clone, SnapshotScope scope) {
        return new DownVerifier(clone, scope);
    }

    /**
     * Tries a down.
     *
     * <p>The clone is in the state before the up, and is so again afterwards, unless one of the two must not be run in
     * a transaction, or uses the label of an enum that the other one adds: then it holds what was left of the trial, and is for nothing else.
     *
     * @throws DownException if the up fails, or cannot be tried in this clone
     * @throws SQLException if the clone is away
     */
    public VerifiedDown verify(Script up, Script down) throws SQLException {
        Trial trial = Trial.of(clone, up, down.transactional());
        VerifiedDown verified = verify(trial, up, down);
        Optional<Trial> again = trial.withLabelsCommitted(clone, verified.proof());
        return again.isPresent() ? verify(again.get(), up, down) : verified;
    }

    private VerifiedDown verify(Trial trial, Script up, Script down) throws SQLException {
        try {
            SchemaSnapshot before = trial.begin(this::before);
            SchemaSnapshot after = trial.look(before);
            Optional<SQLException> failed = trial.down(down);
            SchemaDifference difference = SchemaDifference.between(before, trial.look(before));
            Proof.UpAgain again = failed.isPresent() || !difference.verdict().isRestored()
                    ? new Proof.UpAgain(false, "not tried, since the schema is not restored")
                    : trial.again(down, after);
            Remarked remarked = new Remarked(before, after);
            List<String> notes = remarked.beyond(up);
            Proof proof = new Proof(
                    difference,
                    new Proof.Hashes(before.looseHash(), after.looseHash()),
                    again,
                    new Proof.Remarks(remarked.drops(), notes, List.of()));
            return new VerifiedDown(
                    failed.map(Session::reason), proof, new DataCheck(before, after).of(up.statements()));
        } finally {
            trial.end();
        }
    }

    private SchemaSnapshot before(Connection connection) throws SQLException {
        SchemaSnapshot before = known == null ? SchemaSnapshot.read(connection, scope) : known.again(connection);
        known = before;
        return before;
    }
}
