package dev.switchback.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchback.ingest.queue.Accounting;
import dev.switchback.ingest.queue.NewEvent;
import dev.switchback.ingest.queue.QueuedEvent;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** A PostgreSQL that takes no rows, as it says itself when its disk is full: that is no failure of an event. */
class FullDatabaseTest extends IngestionFixture {

    private static final String FULL = """
            raise exception 'could not extend file "base/5/16385": No space left on device' using errcode = '53100'""";

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** What no transaction takes back counts how often it is said. */
    private void fill() throws SQLException {
        execute("create sequence refusals");
        execute("create function full_disk() returns trigger language plpgsql as $$ begin perform nextval('refusals'); "
                + FULL + "; end $$");
        execute("create trigger full_disk before insert on events for each row execute function full_disk()");
    }

    private long refusals() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select last_value from refusals")) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    private void refusesAndTakesAgain(Ingestion orders) throws SQLException {
        orders.queue().settings(settings -> settings.withAttempts(1), BY);
        fill();
        submit(orders, 10);
        await().until(() -> refusals() >= 3);

        execute("drop trigger full_disk on events");

        awaitEmpty(orders);
        assertThat(orders.queue().accounting()).isEqualTo(all(10));
    }

    @Test
    void chargesNoEventThatCannotBeFinished() throws SQLException {
        refusesAndTakesAgain(start());
        assertThat(handled).extracting(QueuedEvent::id).doesNotHaveDuplicates().hasSize(10);
    }

    @Test
    void chargesNoEventOfABatchThatCannotBeFinished() throws SQLException {
        refusesAndTakesAgain(start(builder().batchHandler((events, connection) -> {})));
    }

    @Test
    void chargesNoEventWhoseHandlerIsTheFirstToHearOfIt() throws SQLException {
        AtomicBoolean full = new AtomicBoolean(true);
        Ingestion orders = start(builder().batchHandler((events, connection) -> {
            if (full.get()) {
                handled.addAll(events);
                try (Statement statement = connection.createStatement()) {
                    statement.execute("do $$ begin %s; end $$".formatted(FULL));
                } catch (SQLException failed) {
                    throw new IllegalStateException("as a library would wrap it", failed);
                }
            }
        }));
        orders.queue().settings(settings -> settings.withAttempts(1), BY);
        fill();
        submit(orders, 10);
        await().until(() -> handled.size() >= 20);

        full.set(false);
        long before = refusals();
        await().until(() -> refusals() >= before + 6); // so that no handler is left that was refused
        execute("drop trigger full_disk on events");

        awaitEmpty(orders);
        assertThat(orders.queue().accounting()).isEqualTo(all(10));
    }

    /** A file that is missing there, a standby that only reads: what another database says holds nothing up here. */
    @Test
    void chargesAnEventWhoseHandlerHearsTheSameOfAnotherDatabase() {
        Ingestion orders = start(builder().batchHandler((events, connection) -> {
            if (events.stream().anyMatch(event -> event.payload().equals("3"))) {
                throw new IllegalStateException("elsewhere", new SQLException("read only", "25006"));
            }
        }));
        orders.queue().settings(settings -> settings.withAttempts(1), BY);
        for (int i = 0; i < 10; i++) {
            orders.queue().submit(NewEvent.of(String.valueOf(i)));
        }

        awaitEmpty(orders);
        assertThat(orders.queue().accounting()).isEqualTo(new Accounting(10, 0, 0, 9, 1, 0));
    }
}
