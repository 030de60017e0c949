package dev.switchback.schema.down;

import dev.switchback.schema.catalog.SchemaDifference;
import dev.switchback.schema.catalog.SchemaSnapshot;
import dev.switchback.schema.catalog.SchemaVerdict;
import dev.switchback.schema.catalog.SnapshotScope;
import dev.switchback.schema.down.clone.Clone;
import dev.switchback.schema.down.data.DataCheck;
import dev.switchback.schema.down.data.DataVerdict;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes downs: looks at the schema before and after an up, in a clone, and leads it back.
 *
 * <p>What comes out is tried on the same clone as it was after the up, compared with what was before, and gone once
 * more, up and down. It says how far the schema is restored, which is known, and what data is gone, which no down brings
 * back.
 *
 * <p>For one thread and one clone: what it has seen of the clone it does not read again.
 */
public final class DownGenerator {

    private final Clone clone;
    private final SnapshotScope scope;
    private @Nullable SchemaSnapshot known;
    private boolean spent;

    private DownGenerator(Clone clone, SnapshotScope scope) {
        this.clone = clone;
        this.scope = scope;
    }

    /** {@return a generator that works in a clone, and restores what is in a scope} */
    public static DownGenerator in(Clone clone, SnapshotScope scope) {
        return new DownGenerator(clone, scope);
    }

    /**
     * Makes the down of an up.
     *
     * <p>The clone is in the state before the up, and is so again afterwards, unless it {@link #isSpent}: the up must not
     * be run in a transaction, or has to be committed before the label of an enum can be used.
     *
     * @throws DownException if the up fails, or cannot be tried in this clone
     * @throws SQLException if the clone is away
     */
    public GeneratedDown generate(Script up) throws SQLException {
        Trial trial = Trial.of(clone, up, true);
        GeneratedDown down = generate(trial, up);
        Optional<Trial> again = trial.withLabelsCommitted(clone, down.proof());
        spent = !up.transactional() || again.isPresent();
        return again.isPresent() ? generate(again.get(), up) : down;
    }

    /** {@return whether the clone holds what was left of the last trial, and is for nothing else} */
    public boolean isSpent() {
        return spent;
    }

    private GeneratedDown generate(Trial trial, Script up) throws SQLException {
        try {
            SchemaSnapshot before = trial.begin(this::before);
            SchemaSnapshot after = trial.look(before);
            Converger converger = trial.converge(before, after);
            List<String> statements = Statements.of(converger.statements(), up, List.of(before, after));
            Script down = new Script(statements, !Statements.mustStandAlone(statements));
            Proof proof = proof(trial, down, converger, List.of(before, after));
            DataVerdict data = new DataCheck(before, after).of(up.statements());
            return new GeneratedDown(statements, down.transactional(), proof, data);
        } finally {
            trial.end();
        }
    }

    private SchemaSnapshot before(Connection connection) throws SQLException {
        SchemaSnapshot before = known == null ? SchemaSnapshot.read(connection, scope) : known.again(connection);
        known = before;
        return before;
    }

    private static Proof proof(Trial trial, Script down, Converger converger, List<SchemaSnapshot> states)
            throws SQLException {
        SchemaSnapshot before = states.get(0);
        SchemaSnapshot after = states.get(1);
        Optional<SQLException> failed = trial.down(down);
        SchemaSnapshot reached = trial.look(before);
        SchemaDifference difference = SchemaDifference.between(before, reached);
        List<String> refusals = new ArrayList<>();
        if (difference.verdict() == SchemaVerdict.DIFFERENT) {
            converger.refusals().forEach((statement, reason) -> refusals.add("%s: %s".formatted(reason, statement)));
        }
        Proof.UpAgain again;
        if (failed.isPresent()) {
            again = new Proof.UpAgain(false, Session.reason(failed.get()));
        } else if (difference.verdict() == SchemaVerdict.DIFFERENT) {
            again = new Proof.UpAgain(false, "not tried, since the schema is not restored");
        } else {
            again = trial.again(down, after);
        }
        Remarked remarked = new Remarked(before, after);
        return new Proof(
                difference,
                new Proof.Hashes(before.looseHash(), after.looseHash()),
                again,
                new Proof.Remarks(remarked.drops(), remarked.notes(trial.up()), refusals));
    }
}
