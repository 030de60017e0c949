package dev.switchback.schema.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.testing.PostgresServer;
import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/** PostgreSQL itself runs what was split: each statement has to be whole, and mean what it meant. */
class SplitOnPostgresTest {

    private static final String SCRIPT = """
            /* everything /* that may */ hide a ; */
            BEGIN;
            CREATE TABLE a$b$c (id int, "odd;""name" text DEFAULT 'it''s; ok');
            CREATE TABLE log (what text);
            CREATE RULE r AS ON INSERT TO a$b$c DO ALSO (
                INSERT INTO log VALUES ('one;'); INSERT INTO log VALUES (E'two\\';'));
            CREATE FUNCTION f(n int) RETURNS text LANGUAGE sql BEGIN ATOMIC
                SELECT 'ignored;';
                SELECT CASE WHEN n > 1 THEN CASE n WHEN 2 THEN 'two' END ELSE 'one' END AS end;
            END;
            CREATE PROCEDURE p() LANGUAGE plpgsql AS $body$
            BEGIN INSERT INTO log VALUES ($$;$$); END; $body$;
            DO $do$ BEGIN CALL p(); END $do$;
            COPY log (what) FROM stdin;
            row;
            it's $$ /* "
            \\.
            INSERT INTO a$b$c (id) VALUES (1) -- ; '
            ;
            INSERT INTO log VALUES (E'a'
                '\\';'), (U&'\\0061;'), ($q$;$$;$q$), ('\\'), (f(2)) /* ; */;
            COMMIT;
            """;

    @Test
    void aScriptOfTrapsRunsStatementByStatement() throws SQLException, IOException {
        SqlScript script = SqlScript.parse("traps.up.sql", SCRIPT, Dialect.POSTGRESQL);

        try (Connection connection = DriverManager.getConnection(PostgresServer.freshSchema());
                Statement run = connection.createStatement()) {
            run.setEscapeProcessing(false);
            for (SqlStatement statement : script.statements()) {
                if (statement.kind() == StatementKind.COPY_FROM_STDIN) {
                    connection
                            .unwrap(PGConnection.class)
                            .getCopyAPI()
                            .copyIn(statement.text(), new StringReader(statement.data()));
                } else {
                    run.execute(statement.text());
                }
            }
            try (ResultSet all =
                    run.executeQuery("select string_agg(what, '|' order by what collate \"C\") from log")) {
                all.next();
                assertThat(all.getString(1)).isEqualTo(";|;$$;|\\|a';|a;|it's $$ /* \"|one;|row;|two|two';");
            }
        }
        assertThat(script.statements()).hasSize(9);
    }
}
