package dev.switchback.fleet.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.state.AttachmentsContract;
import dev.switchback.state.Attribution;
import dev.switchback.state.StateChange;
import dev.switchback.state.StateStore;
import dev.switchback.state.StateStoreException;
import dev.switchback.state.attachment.Attachments;
import dev.switchback.testing.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DatabaseAttachmentsTest extends AttachmentsContract {

    private static final byte[] CONTENT = {1, 2, 3};

    private final String url = PostgresServer.freshSchema();
    private final String schema = url.substring(url.lastIndexOf('=') + 1);

    @Override
    protected StateStore openStore() {
        return DatabaseStateStore.open(url);
    }

    private void sql(String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement changing = connection.createStatement()) {
            changing.execute(statement);
        }
    }

    private int version() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement reading = connection.createStatement();
                ResultSet row = reading.executeQuery("select max(version) from switchback_schema")) {
            row.next();
            return row.getInt(1);
        }
    }

    /** Makes the tables as the version before made them. */
    private void beforeTheTable() throws SQLException {
        try (DatabaseStateStore store = DatabaseStateStore.open(url)) {
            store.commit(change());
        }
        sql("drop table switchback_attachment; delete from switchback_schema where version = 2");
    }

    private static StateChange change() {
        return StateChange.of(MIGRATION, "NOTED", Attribution.api("ana", "a reason"))
                .change(current -> current.with("last", Map.of("reason", "a reason")))
                .build();
    }

    @Test
    void areSeenByOtherProcesses() {
        try (DatabaseStateStore one = DatabaseStateStore.open(url + "&ApplicationName=one");
                DatabaseStateStore two = DatabaseStateStore.open(url + "&ApplicationName=two")) {
            one.attachments().put(MIGRATION, "one", CONTENT);

            assertThat(two.attachments().names(MIGRATION)).containsExactly("one");
            assertThat(two.attachments().get(MIGRATION, "one")).isPresent();
        }
    }

    @Test
    void getTheirTableInADatabaseOfTheVersionBefore() throws SQLException {
        beforeTheTable();
        try (DatabaseStateStore reader =
                DatabaseStateStore.builder(url).readOnly(true).open()) {
            assertThat(reader.document(MIGRATION).generation()).isEqualTo(1);
            assertThat(reader.attachments().get(MIGRATION, "one")).isEmpty();
            assertThat(reader.attachments().names(MIGRATION)).isEmpty();
            assertThatThrownBy(() -> reader.attachments().put(MIGRATION, "one", CONTENT))
                    .isInstanceOf(StateStoreException.class)
                    .hasMessageContaining("it was opened for reading");
            assertThatThrownBy(() -> reader.attachments().remove(MIGRATION, "one"))
                    .isInstanceOf(StateStoreException.class);
        }
        assertThat(version()).isEqualTo(1);

        try (DatabaseStateStore store = DatabaseStateStore.open(url)) {
            assertThat(store.document(MIGRATION).generation()).isEqualTo(1);
            store.attachments().put(MIGRATION, "one", CONTENT);
            store.commit(change());
        }
        assertThat(version()).isEqualTo(2);
    }

    /** The state must not be out of reach because samples cannot be kept. */
    @Test
    void areDoneWithoutWhereTheirTableMayNotBeMade() throws SQLException {
        beforeTheTable();
        PostgresServer.execute(
                ("create role user_%1$s login password 'secret'; grant usage on schema %1$s to user_%1$s;"
                                + " grant select, insert, update, delete on all tables in schema %1$s to user_%1$s")
                        .formatted(schema));
        try (DatabaseStateStore store = DatabaseStateStore.open(url.replace("user=postgres", "user=user_" + schema))) {
            store.commit(change());

            assertThat(store.status().unwritable()).isEmpty();
            assertThat(store.attachments().names(MIGRATION)).isEmpty();
            assertThatThrownBy(() -> store.attachments().put(MIGRATION, "one", CONTENT))
                    .isInstanceOf(StateStoreException.class)
                    .hasMessageContaining("switchback_attachment");
        }
        assertThat(version()).isEqualTo(1);
    }

    @Test
    void sayThatTheDatabaseIsAway() {
        try (DatabaseStateStore store =
                DatabaseStateStore.open(PostgresServer.urlOf(PostgresServer.databaseToCome()))) {
            Attachments attachments = store.attachments();
            assertThatThrownBy(() -> attachments.put(MIGRATION, "one", CONTENT))
                    .isInstanceOf(StateStoreException.class)
                    .hasMessageStartingWith("cannot write state: ");
            assertThatThrownBy(() -> attachments.get(MIGRATION, "one"))
                    .isInstanceOf(StateStoreException.class)
                    .hasMessageStartingWith("cannot read state: ");
        }
    }
}
