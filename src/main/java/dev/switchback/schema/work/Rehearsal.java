package dev.switchback.schema.work;

import dev.switchback.schema.catalog.ObjectKind;
import dev.switchback.schema.catalog.SchemaDifference;
import dev.switchback.schema.catalog.SchemaSnapshot;
import dev.switchback.schema.catalog.SnapshotScope;
import dev.switchback.schema.down.DownException;
import dev.switchback.schema.down.SchemaCopy;
import dev.switchback.schema.down.clone.Clone;
import dev.switchback.schema.down.clone.CloneException;
import dev.switchback.schema.down.clone.Clones;
import dev.switchback.schema.down.data.Reach;
import dev.switchback.schema.model.SchemaChangeException;
import dev.switchback.schema.run.ScriptRunner;
import dev.switchback.schema.run.StatementFailedException;
import dev.switchback.schema.safety.MissingRows;
import dev.switchback.schema.safety.RowTally;
import dev.switchback.schema.sql.Dialect;
import dev.switchback.schema.sql.SqlScript;
import dev.switchback.schema.sql.SqlStatement;
import dev.switchback.schema.track.SchemaTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A database without rows in which migrations are tried, thrown away when it is closed. On PostgreSQL it is one of its
 * own on the same server, into which the schema is copied while others work, or the history is run anew; on others it
 * is in memory, and the history is run into it. For one thread.
 */
final class Rehearsal implements AutoCloseable {

    private final SchemaWork work;
    private final Clone clone;
    private final Optional<Connection> copied;
    private final Set<String> leftOut = new LinkedHashSet<>();

    private Rehearsal(SchemaWork work, Clone clone, Optional<Connection> copied) {
        this.work = work;
        this.clone = clone;
        this.copied = copied;
    }

    /**
     * Makes one with the schema as it is now.
     *
     * @param history what was applied, for databases that cannot be copied
     * @throws SchemaChangeException if none can be made
     */
    static Rehearsal ofNow(SchemaWork original, Connection to, List<SqlScript> history) throws SQLException {
        if (original.target().dialect() != Dialect.POSTGRESQL) {
            return ofHistory(original, to, history);
        }
        return ofSnapshot(original, to, SchemaSnapshot.read(to, SnapshotScope.everything()));
    }

    /**
     * Makes one with a schema that was read before. PostgreSQL only.
     *
     * @throws SchemaChangeException if none can be made
     */
    static Rehearsal ofSnapshot(SchemaWork original, Connection to, SchemaSnapshot schema) throws SQLException {
        try {
            return of(original, SchemaCopy.of(clones(original, to), schema), Optional.of(to));
        } catch (CloneException | DownException refused) {
            throw SchemaChangeException.refused("copy the schema", List.of(String.valueOf(refused.getMessage())));
        }
    }

    /**
     * Makes one into which these scripts are run.
     *
     * @throws SchemaChangeException if none can be made
     * @throws StatementFailedException if a script fails in it
     */
    static Rehearsal ofHistory(SchemaWork original, Connection to, List<SqlScript> history) throws SQLException {
        Rehearsal rehearsal;
        try {
            rehearsal = of(
                    original,
                    original.target().dialect() == Dialect.POSTGRESQL
                            ? clones(original, to).empty()
                            : inMemory(original.target().dialect()),
                    Optional.empty());
        } catch (CloneException refused) {
            throw SchemaChangeException.refused("make a database", List.of(String.valueOf(refused.getMessage())));
        }
        try {
            for (SqlScript script : history) {
                rehearsal.run(script);
            }
            return rehearsal;
        } catch (SQLException | RuntimeException failed) {
            rehearsal.close();
            throw failed;
        }
    }

    private static Clones clones(SchemaWork original, Connection to) throws SQLException {
        SchemaTarget.Sibling sibling = original.target()
                .sibling()
                .orElseThrow(() -> SchemaChangeException.refused(
                        "try migrations out",
                        List.of("no other database of the server can be reached through a data source: give a URL")));
        return Clones.of(sibling::connect, to.getCatalog());
    }

    private static Clone inMemory(Dialect dialect) throws SQLException {
        if (dialect == Dialect.H2) {
            return new Apart(DriverManager.getConnection("jdbc:h2:mem:" + UUID.randomUUID()), Optional.empty());
        }
        try {
            Path file = Files.createTempFile("switchback", ".db");
            return new Apart(DriverManager.getConnection("jdbc:sqlite:" + file), Optional.of(file));
        } catch (IOException failed) {
            throw new SQLException("no temporary file can be made", failed);
        }
    }

    private record Apart(Connection connection, Optional<Path> file) implements Clone {

        @Override
        public boolean isDisposable() {
            return true;
        }

        @Override
        public void close() throws SQLException {
            connection.close();
            try {
                if (file.isPresent()) {
                    Files.deleteIfExists(file.get());
                }
            } catch (IOException failed) {
                throw new SQLException("the temporary file cannot be deleted", failed);
            }
        }
    }

    private static Rehearsal of(SchemaWork original, Clone clone, Optional<Connection> copied) throws SQLException {
        original.target().adopt(clone.connection());
        return new Rehearsal(original.again(), clone, copied);
    }

    /** {@return what it is tried in} */
    Clone place() {
        return clone;
    }

    SchemaSnapshot look() throws SQLException {
        return work.snapshot(clone.connection());
    }

    /** {@return what is in no schema or in another one than that which migrations change; nothing if they change all} */
    SchemaSnapshot outside() throws SQLException {
        SnapshotScope all = SnapshotScope.everything();
        Optional<String> own = work.target().schema();
        SchemaSnapshot seen = SchemaSnapshot.read(clone.connection(), all);
        return seen.only(object -> own.isPresent()
                && !object.address().schema().equals(own.get())
                && !(object.kind() == ObjectKind.SCHEMA && object.name().equals(own.get())));
    }

    /** {@return whether there is anything outside} */
    boolean hasOutside() {
        return work.target().schema().isPresent() && work.target().dialect() == Dialect.POSTGRESQL;
    }

    /** {@return what is not outside as it was, a line each} */
    List<String> changedOutside(SchemaSnapshot before) throws SQLException {
        return SchemaDifference.between(before, outside()).changes().stream()
                .map(change -> "outside of the schema, %s".formatted(change))
                .toList();
    }

    /**
     * Runs a script, and leaves what it does; leaves out what changes the server, which the copy is on, too.
     *
     * @throws StatementFailedException if a statement fails
     */
    void run(SqlScript script) throws SQLException {
        try {
            ScriptRunner.runApart(clone.connection(), within(script));
        } catch (SQLException | RuntimeException failed) {
            work.forget();
            throw failed;
        }
    }

    /** {@return the first statement of a script that changes the server, and not only the database} */
    static Optional<SqlStatement> beyond(SqlScript script) {
        return script.dialect() == Dialect.POSTGRESQL
                ? script.statements().stream()
                        .filter(statement -> Reach.isBeyond(statement.text()))
                        .findFirst()
                : Optional.empty();
    }

    /** All else is on its line, and as it was. */
    private SqlScript within(SqlScript script) {
        if (beyond(script).isEmpty()) {
            return script;
        }
        char[] text = script.text().toCharArray();
        for (SqlStatement statement : script.statements()) {
            if (Reach.isBeyond(statement.text())) {
                leftOut.add("line %d of %s".formatted(statement.line(), script.file()));
                int end = statement.offset() + statement.text().length();
                for (int at = statement.offset(); at < end; at++) {
                    text[at] = text[at] == '\n' ? '\n' : ' ';
                }
            }
        }
        return SqlScript.parse(script.file(), new String(text), script.dialect());
    }

    /** {@return what may be the cause that is in the copy alone: rows that it does not have, statements left out of it} */
    List<String> causes(SqlScript script, StatementFailedException failed) throws SQLException {
        List<String> causes = new ArrayList<>();
        if (copied.isPresent() && failed.getCause() instanceof SQLException cause) {
            SqlStatement statement = within(script).statements().get(failed.index());
            MissingRows.behind(copied.get(), statement.text(), cause).ifPresent(causes::add);
        }
        if (!leftOut.isEmpty()) {
            causes.add("it is without %s, which changes the server".formatted(String.join(" and ", leftOut)));
        }
        return causes;
    }

    /** {@return what is in the tables} */
    RowTally tally() throws SQLException {
        return RowTally.of(clone.connection(), work.target().dialect());
    }

    @Override
    public void close() throws SQLException {
        clone.close();
    }
}
