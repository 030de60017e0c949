package dev.switchback.notify;

import static dev.switchback.notify.ChatServer.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.event.EventBus;
import dev.switchback.event.Severity;
import dev.switchback.health.HealthStatus;
import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.testing.FakeClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookTest {

    private final FakeClock clock = new FakeClock();
    private final ManualLater later = new ManualLater(clock);
    private final ChatServer server = new ChatServer();

    @AfterEach
    void stop() {
        server.close();
    }

    private Webhook webhook(UnaryOperator<WebhookBuilder> changes) {
        return changes.apply(Webhook.to(server.url())
                        .time(clock, clock.nanoTime())
                        .later(later)
                        .seed(1))
                .open();
    }

    @Test
    void sendsWhatABusTellsInOrderAsChatMessages() {
        EventBus bus = new EventBus(Runnable::run);
        Webhook webhook = webhook(builder -> builder.token("s3cret"));
        webhook.subscribe(bus);

        bus.publish(() -> Happened.critical("switchback.rollback.start"));
        bus.publish(() -> Happened.critical("switchback.rollback.failed").with("duration", 12));
        assertThat(server.bodies).as("the publisher does not wait").isEmpty();
        later.runDue();

        assertThat(server.bodies)
                .containsExactly(
                        message("switchback.rollback.start", field("Operator", "ada")),
                        message(
                                "switchback.rollback.failed",
                                field("Operator", "ada") + "," + field("Duration", "12 ms")));
        assertThat(server.authorizations).containsOnly("Bearer s3cret");
        assertThat(webhook.counts()).isEqualTo(new WebhookCounts(2, 0, 0, 0));
    }

    private static String field(String title, String value) {
        return "{\"title\":\"%s\",\"value\":\"%s\",\"short\":true}".formatted(title, value);
    }

    private static String message(String name, String fields) {
        String title = "*CRITICAL* %s (orders)".formatted(name);
        return "{\"text\":\"%s\",\"attachments\":[{\"color\":\"danger\",\"fallback\":\"%s\",\"fields\":[%s],\"ts\":1767225600}]}"
                .formatted(title, title, fields);
    }

    @Test
    void escapesWhatChatProgramsWouldObeyAndHidesSecrets() {
        Webhook webhook = webhook(builder -> builder);

        webhook.send(Happened.critical("switchback.x")
                .with("reason", "<!channel> & <https://evil|click>")
                .with("error_message", "\u001b[31mpassword=hunter2\u001b[0m")
                .with("discrepancies", List.of(Map.of("path", "/a", "legacy", "private", "new", "private"))));
        later.runDue();

        assertThat(server.bodies.get(0))
                .contains("&lt;!channel&gt; &amp; &lt;https://evil|click&gt;")
                .doesNotContain("hunter2", "private", "\\u001b");
    }

    @Test
    void sendsOnlyWhatIsSevereEnough() {
        Webhook webhook = webhook(builder -> builder.atLeast(Severity.WARNING));

        for (Severity severity : Severity.values()) {
            webhook.send(new Happened("switchback." + severity.text(), severity, Map.of()));
        }
        later.runDue();

        assertThat(server.bodies).hasSize(2).noneMatch(body -> body.contains("switchback.info"));
    }

    @Test
    void sendsTheSameOnceInAWindowAndThenSaysHowOftenItHappened() {
        Webhook webhook = webhook(builder -> builder.repeatAfter(Duration.ofMinutes(5)));
        for (int times = 0; times < 3; times++) {
            webhook.send(Happened.critical("switchback.x"));
        }
        clock.advance(Duration.ofMinutes(5).minusMillis(1));
        webhook.send(Happened.critical("switchback.x"));
        webhook.send(Happened.critical("switchback.x").with("operator", "bob"));
        clock.advance(Duration.ofMillis(1));
        webhook.send(Happened.critical("switchback.x"));
        later.runDue();

        assertThat(server.bodies).hasSize(3);
        assertThat(server.bodies.get(2)).contains("3 more like it since the last message");
        assertThat(webhook.counts().repeated()).isEqualTo(3);
    }

    @Test
    void dropsAndCountsWhatDoesNotFit() {
        Webhook webhook = webhook(builder -> builder.queue(2));

        for (int number = 0; number < 5; number++) {
            webhook.send(Happened.numbered(number));
        }
        later.runDue();

        assertThat(webhook.counts()).isEqualTo(new WebhookCounts(2, 0, 3, 0));
        assertThat(server.bodies).hasSize(2);
    }

    @Test
    void triesOnceMoreWhatWaitsWhenItIsClosed() {
        Webhook webhook = webhook(builder -> builder);
        server.then(status(503));
        webhook.send(Happened.numbered(1));
        webhook.send(Happened.numbered(2));

        webhook.close();
        webhook.close();
        webhook.send(Happened.numbered(3));
        later.runDue();

        assertThat(server.bodies).hasSize(2);
        assertThat(webhook.counts()).isEqualTo(new WebhookCounts(1, 0, 1, 1));
        assertThat(later.closed).isTrue();
    }

    @Test
    void saysInItsHealthThatNothingIsTakenUntilItIs() {
        Webhook webhook = webhook(builder -> builder);
        server.then(status(500));
        webhook.send(Happened.numbered(1));
        later.runDue();

        assertThat(webhook.health().status()).isEqualTo(HealthStatus.DEGRADED);
        assertThat(webhook.health().toString()).contains("status 500").doesNotContain("hunter2");
        later.runAll();
        assertThat(webhook.health().status()).isEqualTo(HealthStatus.HEALTHY);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                " ",
                "hunter2",
                "ftp://host/hunter2",
                "file:///hunter2",
                "https:///hunter2",
                "https://host/hunter2#x",
                "http://host/hunter2 x",
                "jdbc:hunter2",
                "http://host:0/hunter2",
                "http://host:65536/hunter2"
            })
    void refusesUrlsWithoutShowingThem(String url) {
        assertThatThrownBy(() -> Webhook.to(url))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage(
                        "url must be a URL that begins with https:// or http:// and has a host, and a port from 1 to"
                                + " 65535 if any, but was another");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "hunter 2", "hunter2\r\nX: y", "h\u00fcnter2"})
    void refusesTokensWithoutShowingThem(String token) {
        assertThatThrownBy(() -> Webhook.to("https://host/").token(token))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageEndingWith("but was another");
    }
}
