package dev.switchback.examples;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.sun.net.httpserver.HttpServer;
import dev.switchback.event.EventBus;
import dev.switchback.notify.Webhook;
import dev.switchback.schema.SchemaMigrations;
import dev.switchback.schema.model.Checkout;
import dev.switchback.schema.model.RollbackOptions;
import dev.switchback.schema.model.SchemaSettings;
import dev.switchback.schema.model.Selection;
import dev.switchback.schema.model.UpOptions;
import dev.switchback.schema.track.SchemaTarget;
import dev.switchback.state.Attribution;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of the page about instrumentation, with a real rollback: of three migrations the second one fails. */
class ExamplesTest {

    @TempDir
    private Path folder;

    private final EventBus events = new EventBus(Runnable::run);
    private SchemaMigrations migrations;

    @BeforeEach
    void applyThreeOfWhichTheSecondCannotBeTakenBack() throws IOException, SQLException {
        migration("1_a", "create table a (id int);", "drop table a;");
        migration("2_b", "create table b (id int);", "drop table no_such_table;");
        migration("3_c", "create table c (id int);", "drop table c;");
        SchemaTarget target = SchemaTarget.ofUrl("shop", "jdbc:sqlite:" + folder.resolve("shop.db"), new Properties());
        migrations = new SchemaMigrations(target, folder, SchemaSettings.of(Checkout.of(folder)), events);
        migrations.up(UpOptions.all());
    }

    private void migration(String title, String up, String down) throws IOException {
        Files.writeString(folder.resolve(title + ".up.sql"), up);
        Files.writeString(folder.resolve(title + ".down.sql"), down);
    }

    private void rollBack() {
        Attribution ada = Attribution.api("ada", "because the test says so");
        migrations.rollback(new Selection.Last(2), RollbackOptions.by(ada).confirmed());
    }

    @Test
    void statisticsCountAndTime() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        RollbackStatistics.subscribe(events, registry);

        rollBack();

        assertThat(registry.get("app.rollbacks")
                        .tag("database", "primary")
                        .timer()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void auditKeepsWhatSucceededAndWhatFailed() throws SQLException {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:audit;DB_CLOSE_DELAY=-1");
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create table audit_log (occurred_at timestamp, event_type text, migration_version text,"
                    + " migration_name text, branch text, success boolean, error_message text)");
            RollbackAudit.subscribe(events, database);

            rollBack();

            List<String> rows = new ArrayList<>();
            ResultSet found = statement.executeQuery("select * from audit_log order by migration_version desc");
            while (found.next()) {
                rows.add("%s %s %s".formatted(found.getString(3), found.getBoolean(6), found.getString(7) != null));
            }
            assertThat(rows).containsExactly("3 true false", "2 false true");
            statement.execute("shutdown");
        }
    }

    @Test
    void slackIsToldOfFailures() throws IOException {
        List<String> messages = new CopyOnWriteArrayList<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                messages.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                exchange.sendResponseHeaders(200, -1);
            }
        });
        server.start();
        String url =
                "http://127.0.0.1:%d/services/x".formatted(server.getAddress().getPort());
        try (Webhook webhook = FailureMessages.begin(events, url)) {
            rollBack();
            assertThat(webhook.host()).startsWith("127.0.0.1");
        } finally {
            server.stop(1);
        }

        assertThat(messages)
                .isNotEmpty()
                .allSatisfy(message -> assertThat(message)
                        .contains("switchback.rollback_migration.failed", "Migration name", "2_b", "Error message"));
    }

    @Test
    void subscribersOfOnesOwnHandleEachKind() {
        Logger logger = new LoggerContext().getLogger("test");
        ListAppender<ILoggingEvent> logged = new ListAppender<>();
        logged.start();
        logger.addAppender(logged);
        events.onName("switchback.rollback_*", new RollbackSubscriber(logger));

        rollBack();

        assertThat(logged.list)
                .extracting(line -> line.getFormattedMessage().replaceAll("\\d+ ms", "n ms"))
                .satisfiesExactly(
                        line -> assertThat(line).matches("Rolled back migration 3 from branch \\S+ in n ms"),
                        line -> assertThat(line).startsWith("Failed to roll back migration 2: "),
                        line -> assertThat(line).isEqualTo("Batch rollback complete: 1 succeeded, 1 failed in n ms"));
    }
}
