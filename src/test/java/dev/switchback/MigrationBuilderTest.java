package dev.switchback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.event.MigrationEvent;
import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.router.MigrationAdapter;
import dev.switchback.router.RoutingDecided;
import dev.switchback.testing.TestMigration;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MigrationBuilderTest {

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "Orders", "a/b", "../x", "orders\n"})
    void refusesNamesThatAreNoFileName(String name) {
        assertThatThrownBy(() -> Migration.named(name))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageStartingWith("migration must be 1 to 64 characters of a-z, 0-9 and -, but was ");
    }

    @ParameterizedTest
    @MethodSource("wrongSettings")
    void refusesSettingsThatMakeNoSense(Runnable wrong, String message) {
        assertThatThrownBy(wrong::run).isInstanceOf(InvalidValueException.class).hasMessage(message);
    }

    static Stream<Object[]> wrongSettings() {
        MigrationBuilder builder = Migration.named("orders");
        return Stream.of(
                row(() -> builder.stateDirectory(null), "stateDirectory must be a directory, but was null"),
                row(() -> builder.store(null), "store must be a store, but was null"),
                row(() -> builder.database((DataSource) null), "database must be a data source, but was null"),
                row(
                        () -> builder.database("jdbc:mysql://db/x?password=s3cret"),
                        "database must be a JDBC URL of PostgreSQL: jdbc:postgresql://host:port/database,"
                                + " but was jdbc:mysql:..."),
                row(
                        () -> Migration.named("orders")
                                .stateDirectory(Path.of("state"))
                                .database("jdbc:postgresql://db/x")
                                .start(),
                        "state must be given as one of stateDirectory, database and store,"
                                + " but was stateDirectory and a database's URL"),
                row(() -> builder.canaryCapacity(0, 1), "threads must be at least 1, but was 0"),
                row(() -> builder.canaryCapacity(1, -1), "queue must be at least 0, but was -1"),
                row(() -> builder.drainTimeout(Duration.ZERO), "drainTimeout must be above zero, but was PT0S"),
                row(() -> builder.onCall(null), "onCall must be an observer, but was null"),
                row(() -> builder.onVerdict(null), "onVerdict must be an observer, but was null"));
    }

    @Test
    void tellsWhatHappensOnTheBus() {
        try (TestMigration test = new TestMigration().at(100)) {
            List<String> heard = new CopyOnWriteArrayList<>();
            test.migration().events().onName("switchback.*", (MigrationEvent event) -> heard.add(event.name()));
            MigrationAdapter<String, String, RuntimeException> adapter = test.migration()
                    .legacy((String key) -> "legacy")
                    .newPipeline((String key) -> {
                        throw new IllegalStateException("broken");
                    })
                    .build();
            for (int call = 0; call < 5; call++) {
                adapter.generate("key-" + call);
            }
            test.migration().emergencyRollback("wrong totals", "ada");

            Awaitility.await()
                    .untilAsserted(() -> assertThat(heard)
                            .contains(
                                    "switchback.fallback",
                                    "switchback.breaker.transition",
                                    "switchback.rollback.start",
                                    "switchback.rollback.finish"));
        }
    }

    @Test
    void tellsEachDecisionWithDetailedLoggingAlone() {
        try (TestMigration test = new TestMigration()) {
            List<MigrationEvent> heard = new CopyOnWriteArrayList<>();
            test.migration().events().on(RoutingDecided.class, heard::add);
            MigrationAdapter<String, String, RuntimeException> adapter = test.migration()
                    .legacy((String key) -> "legacy")
                    .newPipeline(key -> "new")
                    .build();
            adapter.generate("quiet");
            test.change(settings -> settings.withDetailedLogging(true));
            adapter.generate("orders\n");

            Awaitility.await().until(() -> heard.size() == 1);
            assertThat(heard.get(0).payload())
                    .containsEntry("key", "orders\\u000a")
                    .containsEntry("route", "legacy")
                    .containsEntry("reason", "percentage_zero");
        }
    }

    @Test
    void closesTwiceWithoutHarm() {
        TestMigration test = new TestMigration();

        test.close();
        test.close();

        assertThat(test.migration().name()).isEqualTo("test");
    }

    private static Object[] row(Runnable wrong, String message) {
        return new Object[] {wrong, message};
    }
}
