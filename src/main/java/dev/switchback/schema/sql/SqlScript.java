package dev.switchback.schema.sql;

import java.nio.file.Path;
import java.util.List;

/**
 * An SQL script that can be run: what it says, its checksum, its statements, and how they run.
 *
 * <p>Its own outermost {@code BEGIN; ... COMMIT;} is not among the statements: whoever runs it makes the transaction.
 * Immutable, and so thread-safe.
 */
public final class SqlScript {

    /** The largest script that is read, in bytes: it is kept in memory and in the database. */
    public static final int LARGEST_BYTES = 16 << 20;

    private final String file;
    private final String text;
    private final Dialect dialect;
    private final String checksum;
    private final List<SqlStatement> statements;
    private final TransactionMode mode;

    private SqlScript(String file, String text, Dialect dialect) {
        this.file = file;
        this.text = text;
        this.dialect = dialect;
        this.checksum = ScriptBytes.checksum(text);
        Directives directives = new Directives(file);
        List<SqlStatement> all = SqlSplitter.split(file, text, dialect, directives);
        requireStandardStrings(all);
        OwnTransaction own = new OwnTransaction(file, dialect, all);
        this.statements = own.removed();
        if (own.isThere() && directives.noTransaction()) {
            throw SqlScriptException.at(
                    file, all.get(0).line(), "it has a directive for no transaction, and its own BEGIN; ... COMMIT;");
        }
        boolean alone = statements.stream().anyMatch(each -> each.kind() == StatementKind.NOT_IN_TRANSACTION);
        boolean single = dialect.hasTransactionalDdl() && !directives.noTransaction() && !alone;
        this.mode = single ? TransactionMode.SINGLE : TransactionMode.STATEMENTS;
    }

    /**
     * Reads a script from a file.
     *
     * @param file what it is called in messages, for instance its path below the folder of migrations
     * @throws SqlScriptException if the file cannot be read, is larger than {@link #LARGEST_BYTES}, is not UTF-8, or
     *     is what {@link #parse} refuses
     */
    public static SqlScript read(String file, Path path, Dialect dialect) {
        return new SqlScript(file, ScriptBytes.text(file, ScriptBytes.read(file, path)), dialect);
    }

    /**
     * Reads a script from a text, such as one that was stored.
     *
     * @param file what it is called in messages
     * @throws SqlScriptException if it cannot be split ({@link SqlSplitter#split}), controls transactions in another
     *     way than one {@code BEGIN; ... COMMIT;} around it, holds both an up and a down, an unknown directive, or NUL
     */
    public static SqlScript parse(String file, String text, Dialect dialect) {
        ScriptBytes.requireNoNul(file, text);
        return new SqlScript(file, text, dialect);
    }

    /** With the setting off, a backslash in a plain string would mean something else than it did when we split. */
    private void requireStandardStrings(List<SqlStatement> all) {
        for (SqlStatement statement : all) {
            if (dialect == Dialect.POSTGRESQL
                    && statement.startsWith(dialect, "SET")
                    && statement.text().length() < 200
                    && statement.text().matches("(?is).*\\bstandard_conforming_strings\\b.*\\b(off|false|no|0)\\b.*")) {
                throw SqlScriptException.at(
                        file, statement.line(), "standard_conforming_strings must be on, and is set off");
            }
        }
    }

    /** {@return what it is called in messages} */
    public String file() {
        return file;
    }

    /** {@return all of it, without a byte order mark} */
    public String text() {
        return text;
    }

    /** {@return what it is written in} */
    public Dialect dialect() {
        return dialect;
    }

    /**
     * Returns the SHA-256 of the text as UTF-8, in hexadecimal.
     *
     * <p>A byte order mark does not count, and CR LF counts as LF: git may write the same script either way.
     */
    public String checksum() {
        return checksum;
    }

    /** {@return the statements to run, in order; none if it holds only comments} */
    public List<SqlStatement> statements() {
        return statements;
    }

    /**
     * Returns how the statements run.
     *
     * <p>{@link TransactionMode#STATEMENTS} if the script asks for it by {@code -- switchback: no-transaction}, if one
     * of them cannot run in a transaction, or if the database has no transactions for changes of the schema.
     */
    public TransactionMode mode() {
        return mode;
    }

    @Override
    public String toString() {
        return "%s (%d statements, %s)".formatted(file, statements.size(), mode);
    }
}
