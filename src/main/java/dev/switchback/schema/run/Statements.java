package dev.switchback.schema.run;

import dev.switchback.schema.sql.Dialect;
import dev.switchback.schema.sql.SqlStatement;
import dev.switchback.schema.sql.StatementKind;
import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;

/** Runs single statements as they are written. */
final class Statements {

    private final Connection connection;
    private final Dialect dialect;

    Statements(Connection connection, Dialect dialect) {
        this.connection = connection;
        this.dialect = dialect;
    }

    void run(SqlStatement statement) throws SQLException {
        if (statement.kind() == StatementKind.COPY_FROM_STDIN && dialect == Dialect.POSTGRESQL) {
            copy(statement);
        } else {
            run(statement.text());
        }
    }

    void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false); // a brace is a brace
            statement.execute(sql);
        }
    }

    private void copy(SqlStatement statement) throws SQLException {
        try {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn(statement.text(), new StringReader(statement.data()));
        } catch (IOException impossible) { // it is read from memory
            throw new SQLException(impossible);
        }
    }
}
