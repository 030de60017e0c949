package dev.switchback.fleet.database;

import dev.switchback.jdbc.Database;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the tables, by numbered scripts of which each is run once, whoever comes first. */
final class Tables {

    private static final Logger LOG = LoggerFactory.getLogger(Tables.class);

    /** The scripts in their order; one that has been released is never changed. */
    private static final List<String> SCRIPTS = List.of("V1__state.sql", "V2__attachments.sql");

    /** The version that the state itself needs; what later scripts make lies beside it. */
    private static final int NEEDED = 1;

    /** A right that is missing, and a server that is only read from. */
    private static final Set<String> NOT_ALLOWED = Set.of("42501", "25006");

    /** The version that the scripts make. */
    static final int KNOWN = SCRIPTS.size();

    /** What all processes lock while they look which scripts were run: "switchback" in ASCII, the first eight letters. */
    private static final long LOCK = 0x7377697463686261L;

    private Tables() {}

    /** Runs the scripts that have not been run yet, in one transaction. */
    static void make(Database database) throws SQLException {
        int found = database.transaction(connection -> exist(connection) ? version(connection) : 0);
        if (found >= KNOWN) {
            return; // whoever may only use them need not have the right to make them
        }
        try {
            makeFrom(database);
        } catch (SQLException refused) {
            if (found < NEEDED || !NOT_ALLOWED.contains(String.valueOf(refused.getSQLState()))) {
                throw refused;
            }
            LOG.warn(
                    "[StateStore] tables of version {} stay in use, for this user may not make those of version {};"
                            + " nothing can be attached to a migration (store={}): {}",
                    found,
                    KNOWN,
                    database.shown(),
                    refused.getMessage());
        }
    }

    private static void makeFrom(Database database) throws SQLException {
        database.transaction(connection -> {
            refuseOtherLetters(connection);
            try (Statement statement = connection.createStatement()) {
                statement.execute("select pg_advisory_xact_lock(%d)".formatted(LOCK));
                statement.execute("set local client_min_messages = warning");
                statement.execute("create table if not exists switchback_schema"
                        + " (version integer primary key, script text not null, applied_at timestamptz not null)");
            }
            for (int version = version(connection) + 1; version <= SCRIPTS.size(); version++) {
                run(connection, version, SCRIPTS.get(version - 1));
            }
            return true;
        });
    }

    /** Reasons and names are of all languages: a database that cannot hold them would refuse a rollback one day. */
    private static void refuseOtherLetters(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("show server_encoding")) {
            if (row.next() && !row.getString(1).equals("UTF8")) {
                throw new SQLException(
                        "the encoding of the database must be UTF8, but is %s".formatted(row.getString(1)), "0A000");
            }
        }
    }

    private static void run(Connection connection, int version, String script) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(text(script));
        }
        try (PreparedStatement insert =
                connection.prepareStatement("insert into switchback_schema values (?, ?, clock_timestamp())")) {
            insert.setInt(1, version);
            insert.setString(2, script);
            insert.executeUpdate();
        }
    }

    /** {@return whether the tables are there} */
    static boolean exist(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select to_regclass('switchback_schema') is not null")) {
            return row.next() && row.getBoolean(1);
        }
    }

    /** {@return which version the tables have, 0 for none of ours} */
    static int version(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select coalesce(max(version), 0) from switchback_schema")) {
            return row.next() ? row.getInt(1) : 0;
        }
    }

    private static String text(String script) {
        try (InputStream resource = Tables.class.getResourceAsStream(script)) {
            if (resource == null) {
                throw new IllegalStateException("%s is not on the class path".formatted(script));
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
