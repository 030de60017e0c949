package dev.switchback.schema.run;

import dev.switchback.schema.sql.Dialect;
import dev.switchback.schema.sql.SqlStatement;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out what became of a statement that was begun outside of a transaction by a process that died meanwhile.
 *
 * <p>The row of its migration was written just before it began; what is newer in the catalog is its work.
 */
final class Interrupted {

    private static final Logger log = LoggerFactory.getLogger(Interrupted.class);

    /** An index of that name was there: it is another's. */
    private static final String EXISTS = "42P07";

    /** What it would make is there, or what it would drop is not: PostgreSQL's codes. */
    private static final Set<String> THERE_OR_GONE =
            Set.of("42P07", "42710", "42P04", "42P06", "42704", "42P01", "3D000", "42703", "42701");

    /** The same in H2: of tables, columns and indexes by state, of other things by code. */
    private static final Set<String> THERE_OR_GONE_IN_H2 =
            Set.of("42S01", "42S02", "42S03", "42S04", "42S11", "42S12", "42S21", "42S22");

    private static final Set<Integer> THERE_OR_GONE_BY_CODE =
            Set.of(90035, 90036, 90037, 90038, 90041, 90042, 90045, 90057, 90078, 90079, 90119, 90120);

    private final Connection connection;
    private final Dialect dialect;
    private final String version;
    private final NewIndexes indexes;

    Interrupted(Connection connection, Dialect dialect, String version, NewIndexes indexes) {
        this.connection = connection;
        this.dialect = dialect;
        this.version = version;
        this.indexes = indexes;
    }

    /** {@return whether it did its work, after what it left half done was removed} */
    boolean tookEffect(SqlStatement statement) throws SQLException {
        if (!makesIndex(statement)) {
            return false; // it is run again, and says so itself
        }
        List<NewIndexes.Index> made = indexes.of(statement);
        drop(made);
        return made.stream().anyMatch(NewIndexes.Index::valid);
    }

    /** Drops the invalid index that a failed {@code CREATE INDEX CONCURRENTLY} leaves behind. */
    void cleanUp(SqlStatement statement, SQLException failed) throws SQLException {
        if (makesIndex(statement) && !EXISTS.equals(failed.getSQLState())) {
            drop(indexes.of(statement));
        }
    }

    private void drop(List<NewIndexes.Index> made) throws SQLException {
        List<NewIndexes.Index> invalid =
                made.stream().filter(index -> !index.valid()).toList();
        if (invalid.size() > 1) { // it has no name, and one of them is another's
            log.warn("[SchemaRollback] {}: one of the invalid indexes {} is left of it; drop it", version, invalid);
            return;
        }
        for (NewIndexes.Index index : invalid) {
            new Statements(connection, dialect).run("drop index concurrently if exists " + index.name());
            log.warn("[SchemaRollback] {}: the invalid index {} was dropped", version, index.name());
        }
    }

    /** {@return whether the error of running it again says that it had done its work} */
    boolean saysThatItTookEffect(SqlStatement statement, SQLException failed) throws SQLException {
        String state = String.valueOf(failed.getSQLState());
        if (dialect == Dialect.H2) {
            return THERE_OR_GONE_IN_H2.contains(state) || THERE_OR_GONE_BY_CODE.contains(failed.getErrorCode());
        }
        if (state.equals("55000")
                && statement.text().matches("(?is).*\\bDETACH\\s+PARTITION\\b.*\\bCONCURRENTLY\\s*")) {
            new Statements(connection, dialect)
                    .run(statement.text().replaceFirst("(?i)\\bCONCURRENTLY\\s*$", "FINALIZE"));
            return true;
        }
        return THERE_OR_GONE.contains(state);
    }

    private boolean makesIndex(SqlStatement statement) {
        return dialect == Dialect.POSTGRESQL
                && statement.text().matches("(?is).*\\bINDEX\\s+CONCURRENTLY\\b.*")
                && statement.startsWith(dialect, "CREATE");
    }
}
