package dev.switchback.schema.run;

import dev.switchback.pipeline.MigrationException;
import dev.switchback.schema.sql.SqlScript;
import dev.switchback.schema.sql.SqlStatement;
import java.sql.SQLException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** A statement of a script failed; says which, where, and what is left of what ran before it. */
public final class StatementFailedException extends MigrationException {

    private static final long serialVersionUID = 1L;

    /** Other objects depend on what is dropped: their names are only in the detail, which otherwise may hold values. */
    private static final String STILL_NEEDED = "2BP01";

    private final String statement;
    private final String error;
    private final int index;

    private StatementFailedException(String message, String statement, String error, int index, SQLException cause) {
        super(message, cause);
        this.statement = statement;
        this.error = error;
        this.index = index;
    }

    static StatementFailedException of(SqlScript script, int index, SQLException cause, boolean undone) {
        return of(script, index, cause, undone ? Undone.ALL : new Undone(false, index));
    }

    /** One that was run before, and had to be run again since it sets the session; others ran behind it. */
    static StatementFailedException again(SqlScript script, int index, int done, SQLException cause) {
        return of(script, index, cause, new Undone(false, done));
    }

    /** What the statements of a script in one transaction had put off to its end. */
    static StatementFailedException atEnd(SqlScript script, SQLException cause) {
        String where = "%s: what was put off to its end".formatted(script.file());
        String error = said(cause);
        return new StatementFailedException(
                "cannot end the transaction of %s: %s. All of the script was undone".formatted(script.file(), error),
                where,
                error,
                script.statements().size(),
                cause);
    }

    private record Undone(boolean all, int kept) {
        static final Undone ALL = new Undone(true, 0);
    }

    private static StatementFailedException of(SqlScript script, int index, SQLException cause, Undone undone) {
        SqlStatement failed = script.statements().get(index);
        String where = "%s:%d: %s".formatted(script.file(), line(failed, cause), failed.shown());
        String error = said(cause);
        String left = undone.all
                ? "All of the script was undone"
                : "%d of its %d statements stay in effect"
                        .formatted(undone.kept, script.statements().size());
        return new StatementFailedException(
                "cannot run statement %d of %d: %s (at=%s). %s"
                        .formatted(index + 1, script.statements().size(), error, where, left),
                where,
                error,
                undone.all ? index : undone.kept,
                cause);
    }

    private static int line(SqlStatement failed, SQLException cause) {
        ServerErrorMessage server = isOfPostgres(cause) ? ((PSQLException) cause).getServerErrorMessage() : null;
        return failed.lineOf(server == null ? 0 : server.getPosition());
    }

    /** The driver is an optional dependency: without it there is no such exception either. */
    private static boolean isOfPostgres(SQLException cause) {
        return cause.getClass().getName().startsWith("org.postgresql.");
    }

    /** {@return what the server said in the first place, without the rows that some drivers add} */
    private static String said(SQLException cause) {
        ServerErrorMessage server = isOfPostgres(cause) ? ((PSQLException) cause).getServerErrorMessage() : null;
        String message = server == null ? cause.getMessage() : server.getMessage();
        String text = message == null ? cause.getClass().getSimpleName() : message;
        String detail = server == null ? null : server.getDetail();
        String what = detail == null || !STILL_NEEDED.equals(cause.getSQLState()) ? "" : ": %s".formatted(detail);
        String hint = server == null || server.getHint() == null ? "" : " (%s)".formatted(server.getHint());
        return (text + what + hint).replaceAll("\\s+", " ").strip();
    }

    /** {@return the statement, as its file and line and its beginning; or that it is the end of the script} */
    public String statement() {
        return statement;
    }

    /** {@return what the database said, on one line} */
    public String error() {
        return error;
    }

    /** {@return how many statements ran for good, unless all was undone: then which one it is, from 0} */
    public int index() {
        return index;
    }
}
