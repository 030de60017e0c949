package dev.switchback.schema.run;

import dev.switchback.schema.sql.Dialect;
import dev.switchback.schema.sql.SqlScript;
import dev.switchback.schema.sql.SqlStatement;
import dev.switchback.schema.sql.StatementKind;
import dev.switchback.schema.sql.TransactionMode;
import dev.switchback.schema.track.TrackedMigration.Run;
import dev.switchback.schema.track.TrackingTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the script of a migration, and lets the table say how far it came. For one thread and one connection, by
 * whoever holds the lock.
 */
public final class ScriptRunner {

    private static final Logger log = LoggerFactory.getLogger(ScriptRunner.class);
    private static final String INVALID_TRANSACTION_TERMINATION = "2D000";

    private final Connection connection;
    private final TrackingTable table;
    private final Dialect dialect;
    private final Statements statements;

    /** Makes one for a connection that commits by itself. */
    public ScriptRunner(Connection connection, TrackingTable table, Dialect dialect) {
        this.connection = connection;
        this.table = table;
        this.dialect = dialect;
        this.statements = new Statements(connection, dialect);
    }

    /** What is to be true together with the script: it is written in the same transaction, if there is one. */
    @FunctionalInterface
    public interface Ending {

        /**
         * Looks and writes.
         *
         * @throws SQLException if it cannot ; then a script that ran in one transaction is undone
         */
        void write(Connection connection) throws SQLException;

        /**
         * Does what is to be done before the first statement of a script that runs in one transaction.
         *
         * @throws SQLException if it cannot ; then the script is not run
         */
        default void begin(Connection connection, SqlScript script) throws SQLException {}

        /**
         * Does what is to be done before a statement of a script that runs in one transaction.
         *
         * @throws SQLException if it cannot ; then the script is undone
         */
        default void before(Connection connection, SqlStatement statement) throws SQLException {}
    }

    /**
     * Runs a script from where the table says it stands.
     *
     * @param version whose row tells how far it came, and is told
     * @param ending what to write when all of it ran
     * @throws StatementFailedException if a statement failed
     * @throws SQLException if the table cannot be written, or the ending could not be
     */
    public void run(String version, SqlScript script, Run from, Ending ending) throws SQLException {
        SessionAsItWas session = SessionAsItWas.of(connection, script);
        if (script.mode() == TransactionMode.SINGLE) {
            transaction(() -> {
                ending.begin(connection, script);
                all(script, ending);
                session.back();
                settle(script);
                ending.write(connection);
            });
        } else {
            oneByOne(version, script, from, session);
            transaction(() -> ending.write(connection));
        }
    }

    /**
     * Runs a script without keeping how far it came: in a database that is thrown away.
     *
     * @throws StatementFailedException if a statement failed
     */
    public static void runApart(Connection connection, SqlScript script) throws SQLException {
        Statements statements = new Statements(connection, script.dialect());
        SessionAsItWas session = SessionAsItWas.of(connection, script);
        connection.setAutoCommit(script.mode() == TransactionMode.STATEMENTS);
        try {
            for (int index = 0; index < script.statements().size(); index++) {
                try {
                    statements.run(script.statements().get(index));
                } catch (SQLException failed) {
                    throw StatementFailedException.of(script, index, failed, script.mode() == TransactionMode.SINGLE);
                }
            }
            session.back();
            if (!connection.getAutoCommit()) {
                connection.commit();
            }
        } catch (SQLException | RuntimeException failed) {
            if (!connection.getAutoCommit()) {
                connection.rollback();
            }
            throw failed;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private void all(SqlScript script, Ending around) throws SQLException {
        for (int index = 0; index < script.statements().size(); index++) {
            SqlStatement statement = script.statements().get(index);
            around.before(connection, statement);
            try {
                statements.run(statement);
            } catch (SQLException failed) {
                throw StatementFailedException.of(script, index, failed, true);
            }
        }
    }

    /**
     * Does what the script has put off to the end of its transaction, so that the ending sees it, and that it fails as a
     * part of the script. Rows that the ending puts back may be put off again.
     */
    private void settle(SqlScript script) throws SQLException {
        if (dialect == Dialect.POSTGRESQL) {
            try {
                statements.run("set constraints all immediate; set constraints all deferred");
            } catch (SQLException failed) {
                throw StatementFailedException.atEnd(script, failed);
            }
        }
    }

    /** What is looked at. */
    @FunctionalInterface
    public interface Look<T> {

        /**
         * Looks.
         *
         * @throws SQLException if it cannot
         */
        T at(Connection connection) throws SQLException;
    }

    /**
     * Runs a script in the transaction that the connection is in, looks at what comes of it, and undoes it.
     *
     * @throws StatementFailedException if a statement failed
     * @throws SQLException if it could not be looked at
     */
    public <T> T tryOut(SqlScript script, Look<T> look) throws SQLException {
        Savepoint before = connection.setSavepoint();
        SessionAsItWas session = SessionAsItWas.of(connection, script);
        all(script, ending -> {});
        session.back();
        T seen = look.at(connection);
        connection.rollback(before);
        return seen;
    }

    private void transaction(SessionAsItWas.Work work) throws SQLException {
        connection.setAutoCommit(false);
        try {
            work.run();
            connection.commit();
        } catch (SQLException | RuntimeException | Error failed) {
            undo(failed);
            throw failed;
        }
        connection.setAutoCommit(true);
    }

    private void undo(Throwable failed) {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException second) {
            failed.addSuppressed(second);
        }
    }

    private void oneByOne(String version, SqlScript script, Run from, SessionAsItWas session) throws SQLException {
        try {
            setAgain(script, from.done());
            boolean begun = from.started();
            for (int index = from.done(); index < script.statements().size(); index++) {
                one(new Step(version, index, session), script, begun);
                begun = false;
            }
        } catch (SQLException | RuntimeException | Error failed) {
            try {
                session.back();
            } catch (SQLException second) {
                failed.addSuppressed(second);
            }
            throw failed;
        }
        session.back();
    }

    /** What goes on after it was interrupted is in a session that knows nothing of what the script has set before. */
    private void setAgain(SqlScript script, int done) throws SQLException {
        for (int index = 0; index < Math.min(done, script.statements().size()); index++) {
            SqlStatement statement = script.statements().get(index);
            if (SessionAsItWas.isSetBy(statement)) {
                try {
                    statements.run(statement);
                } catch (SQLException failed) {
                    throw StatementFailedException.again(script, index, done, failed);
                }
            }
        }
    }

    private record Step(String version, int index, SessionAsItWas session) {}

    private void one(Step step, SqlScript script, boolean begun) throws SQLException {
        SqlStatement statement = script.statements().get(step.index);
        try {
            if (!isUndoable(statement) || !runTogether(step, statement)) {
                alone(step, statement, begun);
            }
        } catch (SQLException failed) {
            throw StatementFailedException.of(script, step.index, failed, false);
        }
    }

    /** {@return false for what ends transactions itself, such as a procedure: nothing of it was done} */
    private boolean runTogether(Step step, SqlStatement statement) throws SQLException {
        try {
            transaction(() -> {
                statements.run(statement);
                step.session.aside(() -> table.progress(connection, step.version, step.index + 1, false));
            });
            return true;
        } catch (SQLException failed) {
            if (INVALID_TRANSACTION_TERMINATION.equals(failed.getSQLState())) {
                return false;
            }
            throw failed;
        }
    }

    /** In H2 only changes of rows are undone with their transaction. */
    private boolean isUndoable(SqlStatement statement) {
        if (dialect == Dialect.H2) {
            return statement.startsWith(dialect, "INSERT")
                    || statement.startsWith(dialect, "UPDATE")
                    || statement.startsWith(dialect, "DELETE")
                    || statement.startsWith(dialect, "MERGE");
        }
        return statement.kind() != StatementKind.NOT_IN_TRANSACTION;
    }

    private void alone(Step step, SqlStatement statement, boolean begun) throws SQLException {
        Interrupted interrupted = new Interrupted(
                connection, dialect, step.version, new NewIndexes(connection, table, step.version, step.session));
        if (begun && interrupted.tookEffect(statement)) {
            log.info(
                    "[SchemaRollback] {}: {} had taken effect before the process died",
                    step.version,
                    statement.shown());
        } else {
            progress(step, 0, true);
            try {
                statements.run(statement);
            } catch (SQLException failed) {
                if (!begun || !interrupted.saysThatItTookEffect(statement, failed)) {
                    interrupted.cleanUp(statement, failed);
                    progress(step, 0, false);
                    throw failed;
                }
            }
        }
        progress(step, 1, false);
    }

    private void progress(Step step, int more, boolean started) throws SQLException {
        step.session.aside(() -> table.progress(connection, step.version, step.index + more, started));
    }
}
