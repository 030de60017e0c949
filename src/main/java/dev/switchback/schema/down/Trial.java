package dev.switchback.schema.down;

import dev.switchback.schema.catalog.SchemaDifference;
import dev.switchback.schema.catalog.SchemaSnapshot;
import dev.switchback.schema.down.clone.Clone;
import dev.switchback.schema.down.data.Reach;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** An up and a down, tried out in a clone. */
abstract class Trial {

    /** How the schema before the up is found out. */
    @FunctionalInterface
    interface Looking {

        /** {@return the schema as it is now} */
        SchemaSnapshot at(Connection connection) throws SQLException;
    }

    private final Session session;
    private final Script up;

    Trial(Session session, Script up) {
        this.session = session;
        this.up = up;
    }

    /**
     * Returns the way to try an up: all in one transaction if both scripts can be run in one.
     *
     * @param downTransactional whether the down can be, as far as is known
     */
    static Trial of(Clone clone, Script up, boolean downTransactional) {
        Session session = new Session(clone.connection());
        if (up.transactional() && downTransactional) {
            return new TrialInTransaction(session, up);
        }
        String first = up.statements().isEmpty() ? "" : up.statements().get(0);
        if (!clone.isDisposable()) {
            throw DownException.needsDatabase(first);
        }
        up.statements().stream().filter(Reach::isBeyond).findFirst().ifPresent(statement -> {
            throw DownException.reachesBeyond(statement);
        });
        return new TrialCommitted(session, up);
    }

    /**
     * Returns the way to try it once more, in which the label of an enum that one of the two adds is committed before the
     * other uses it, as it will be; empty if that was not in the way, or nothing may be committed in this clone.
     *
     * @param proof what came of it
     */
    Optional<Trial> withLabelsCommitted(Clone clone, Proof proof) {
        boolean failed = !proof.verdict().isRestored() || !proof.upAgain().works();
        boolean may = clone.isDisposable() && up.statements().stream().noneMatch(Reach::isBeyond);
        return failed && may && session.hasMetNewLabel()
                ? Optional.of(new TrialCommitted(new Session(clone.connection()), up))
                : Optional.empty();
    }

    Session session() {
        return session;
    }

    Script up() {
        return up;
    }

    /** Runs the up, and returns the schema as it was before. */
    abstract SchemaSnapshot begin(Looking before) throws SQLException;

    /** Leads the schema back as far as it goes, and then makes it what it was after the up. */
    abstract Converger converge(SchemaSnapshot before, SchemaSnapshot after) throws SQLException;

    /** Runs a down as it will be run; returns why it failed, empty if it did not. */
    abstract Optional<SQLException> down(Script down) throws SQLException;

    /** Runs the up once more. */
    abstract Optional<SQLException> upAgain() throws SQLException;

    /** Leaves the clone in order. */
    abstract void end() throws SQLException;

    /** {@return the schema as it is now; only what was touched since an earlier look is looked at} */
    final SchemaSnapshot look(SchemaSnapshot earlier) throws SQLException {
        return earlier.again(session.connection());
    }

    final Converger converger(SchemaSnapshot before, SchemaSnapshot after) throws SQLException {
        Converger converger = new Converger(session, before);
        converger.run(after);
        return converger;
    }

    /** Goes the way once more: the up is to come to where it came, and the down is to work. */
    final Proof.UpAgain again(Script down, SchemaSnapshot after) throws SQLException {
        Optional<SQLException> failed = upAgain();
        if (failed.isPresent()) {
            return new Proof.UpAgain(false, "the up fails after it: " + Session.reason(failed.get()));
        }
        SchemaDifference difference = SchemaDifference.between(after, look(after));
        if (!difference.verdict().isRestored()) {
            String first = difference.lines().get(0);
            return new Proof.UpAgain(false, "the up comes to another schema after it: " + first);
        }
        Optional<SQLException> second = down(down);
        if (second.isPresent()) {
            return new Proof.UpAgain(false, "it fails the second time: " + Session.reason(second.get()));
        }
        return new Proof.UpAgain(true, "");
    }
}
