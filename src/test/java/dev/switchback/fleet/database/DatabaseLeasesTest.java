package dev.switchback.fleet.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.state.LeasesContract;
import dev.switchback.state.StateStore;
import dev.switchback.state.StateStoreException;
import dev.switchback.testing.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class DatabaseLeasesTest extends LeasesContract {

    private final String url = PostgresServer.freshSchema();

    @Override
    protected StateStore openStore() {
        return DatabaseStateStore.open(url);
    }

    @Test
    void belongToOneOfSeveralProcesses() {
        try (DatabaseStateStore one = DatabaseStateStore.open(url + "&ApplicationName=one");
                DatabaseStateStore two = DatabaseStateStore.open(url + "&ApplicationName=two")) {
            assertThat(one.leases().take("orders.leader", "one")).hasValue(1);
            assertThat(two.leases().take("orders.leader", "two")).isEmpty();

            one.leases().give("orders.leader", "one");
            assertThat(two.leases().take("orders.leader", "two")).hasValue(2);
        }
    }

    @Test
    void areLostWithTheConnection() {
        try (DatabaseStateStore one = DatabaseStateStore.open(url + "&ApplicationName=lost");
                DatabaseStateStore two = DatabaseStateStore.open(url + "&ApplicationName=two")) {
            assertThat(one.leases().take("orders.leader", "one")).hasValue(1);
            PostgresServer.execute(
                    "select pg_terminate_backend(pid, 10000) from pg_locks join pg_stat_activity using (pid)"
                            + " where application_name = 'lost' and locktype = 'advisory'");

            assertThat(two.leases().take("orders.leader", "two")).hasValue(2);
            assertThatThrownBy(() -> one.leases().take("orders.leader", "one")).isInstanceOf(StateStoreException.class);
            assertThat(one.leases().take("orders.leader", "one")).isEmpty();
        }
    }

    @Test
    void areLostToWhoeverHasHadThemSince() throws SQLException {
        try (DatabaseStateStore one = DatabaseStateStore.open(url)) {
            assertThat(one.leases().take("orders.leader", "one")).hasValue(1);
            try (Connection connection = DriverManager.getConnection(url);
                    Statement statement = connection.createStatement()) {
                statement.execute("update switchback_lease set term = 2, holder = 'two'");
            }

            assertThat(one.leases().take("orders.leader", "one")).isEmpty();
            assertThat(one.leases().take("orders.leader", "one")).hasValue(3);
        }
    }
}
