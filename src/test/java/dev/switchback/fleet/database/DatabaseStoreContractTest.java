package dev.switchback.fleet.database;

import dev.switchback.state.DurableStateStore;
import dev.switchback.state.StateStoreContract;
import dev.switchback.testing.PostgresServer;
import java.time.Duration;

class DatabaseStoreContractTest extends StateStoreContract {

    private final String url = PostgresServer.freshSchema();

    @Override
    protected DurableStateStore openStore() {
        return open(url);
    }

    @Override
    protected DurableStateStore openAnother() {
        return open(PostgresServer.freshSchema());
    }

    private DurableStateStore open(String where) {
        return DatabaseStateStore.builder(where)
                .clock(clock)
                .node("test")
                .pollEvery(Duration.ZERO)
                .open();
    }
}
