package dev.switchback.schema.sql.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.schema.sql.Dialect;
import dev.switchback.schema.sql.SqlScript;
import dev.switchback.schema.sql.SqlStatement;
import dev.switchback.schema.sql.TextualDown;
import dev.switchback.testing.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the templates and the textual downs write, run by the databases that it is for. */
class TemplatesOnDatabasesTest {

    private static final String LONG = "a234567890123456789012345678901234567890123456789012345678901_3";

    private static final String OURS = "pg_class where relkind = 'r'"
            + " and relnamespace in (current_schema()::regnamespace, '\"a.b\"'::regnamespace)";

    private static void run(Connection connection, SqlScript script) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            for (SqlStatement each : script.statements()) {
                statement.execute(each.text());
            }
        }
    }

    private static int count(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from " + table)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static void roundTrip(Connection connection, Dialect dialect, String table, String tables)
            throws SQLException {
        MigrationTemplates templates = MigrationTemplates.of(dialect);
        NewMigration migration = MigrationTemplatesTest.migration("a", table);
        SqlScript up = SqlScript.parse("up", templates.up(migration), dialect);
        SqlScript down = SqlScript.parse("down", templates.down(migration), dialect);
        String id = dialect == Dialect.SQLITE ? "text" : "uuid";
        run(connection, SqlScript.parse("x", "create table tenants (id %s primary key)".formatted(id), dialect));
        int before = count(connection, tables);

        run(connection, up);
        assertThat(count(connection, tables)).isEqualTo(before + 1);
        run(connection, down);
        assertThat(count(connection, tables)).isEqualTo(before);
        run(connection, down);

        TextualDown textual = TextualDown.of(up);
        assertThat(textual.isComplete()).isTrue();
        run(connection, up);
        run(connection, SqlScript.parse("textual", textual.sql(), dialect));
        assertThat(count(connection, tables)).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders", "Order Items", "order", "O'Brien\"s", "{table}", LONG, "größe"})
    void runOnSqlite(String name) throws SQLException {
        String table = name.contains("\"") ? "\"%s\"".formatted(name.replace("\"", "\"\"")) : name;
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:")) {
            roundTrip(connection, Dialect.SQLITE, table, "sqlite_schema where type = 'table'");
            roundTripInSchema(connection, table);
        }
    }

    private static void roundTripInSchema(Connection connection, String table) throws SQLException {
        run(connection, SqlScript.parse("x", "drop table tenants", Dialect.SQLITE));
        roundTrip(connection, Dialect.SQLITE, "main." + table, "sqlite_schema where type = 'table'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders", "Order Items", "order", "O'Brien", "{table}", LONG, "größe", "public.orders"})
    void runOnH2(String name) throws SQLException {
        String url = "jdbc:h2:mem:;DATABASE_TO_LOWER=TRUE";
        try (Connection connection = DriverManager.getConnection(url)) {
            roundTrip(connection, Dialect.H2, name, "information_schema.tables where table_schema = 'public'");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"orders", "Order Items", "order", "O'Brien", "{table}", LONG, "größe", "\"a.b\".Orders", "$$;$$"
            })
    void runOnPostgres(String table) throws SQLException {
        try (Connection connection = DriverManager.getConnection(PostgresServer.freshSchema())) {
            run(connection, SqlScript.parse("x", "create schema if not exists \"a.b\"", Dialect.POSTGRESQL));
            roundTrip(connection, Dialect.POSTGRESQL, table, OURS);
        }
    }
}
