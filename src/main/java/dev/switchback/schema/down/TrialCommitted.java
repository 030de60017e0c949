package dev.switchback.schema.down;

import dev.switchback.schema.catalog.SchemaSnapshot;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** What cannot be run in a transaction, statement by statement, in a clone that is thrown away. */
final class TrialCommitted extends Trial {

    TrialCommitted(Session session, Script up) {
        super(session, up);
    }

    @Override
    SchemaSnapshot begin(Looking looking) throws SQLException {
        SchemaSnapshot before = looking.at(session().connection());
        if (up().transactional()) {
            session().begin();
            session().runUp(up());
            session().commit();
        } else {
            session().runUp(up());
        }
        return before;
    }

    @Override
    Converger converge(SchemaSnapshot before, SchemaSnapshot after) throws SQLException {
        session().begin();
        try {
            session().asIfNew();
            return converger(before, after);
        } finally {
            session().rollback();
        }
    }

    @Override
    Optional<SQLException> down(Script down) throws SQLException {
        if (!down.transactional()) {
            session().execute("set check_function_bodies to off");
            return oneByOne(down.statements());
        }
        return committed(down);
    }

    private Optional<SQLException> committed(Script script) throws SQLException {
        session().begin();
        Optional<SQLException> failed = session().attempt(script.statements());
        if (failed.isPresent()) {
            session().rollback();
        } else {
            session().commit();
        }
        return failed;
    }

    @Override
    Optional<SQLException> upAgain() throws SQLException {
        return up().transactional() ? committed(up()) : oneByOne(up().statements());
    }

    private Optional<SQLException> oneByOne(List<String> statements) {
        try {
            for (String statement : statements) {
                session().execute(statement);
            }
            return Optional.empty();
        } catch (SQLException failed) {
            return Optional.of(failed);
        }
    }

    @Override
    void end() {
        // the clone is thrown away, as it is
    }
}
