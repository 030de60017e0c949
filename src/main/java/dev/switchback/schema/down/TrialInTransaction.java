package dev.switchback.schema.down;

import dev.switchback.schema.catalog.SchemaSnapshot;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Everything in one transaction, which is rolled back. */
final class TrialInTransaction extends Trial {

    TrialInTransaction(Session session, Script up) {
        super(session, up);
    }

    @Override
    SchemaSnapshot begin(Looking looking) throws SQLException {
        session().begin();
        SchemaSnapshot before = looking.at(session().connection());
        session().runUp(up());
        session().asIfNew();
        return before;
    }

    @Override
    Converger converge(SchemaSnapshot before, SchemaSnapshot after) throws SQLException {
        String mark = session().mark();
        Converger converger = converger(before, after);
        session().backTo(mark);
        return converger;
    }

    @Override
    Optional<SQLException> down(Script down) throws SQLException {
        return run(down.statements());
    }

    @Override
    Optional<SQLException> upAgain() throws SQLException {
        return run(up().statements());
    }

    private Optional<SQLException> run(List<String> statements) throws SQLException {
        Optional<SQLException> failed = session().attempt(statements);
        session().asIfNew();
        return failed;
    }

    @Override
    void end() throws SQLException {
        session().rollback();
    }
}
