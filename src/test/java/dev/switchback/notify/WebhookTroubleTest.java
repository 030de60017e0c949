package dev.switchback.notify;

import static dev.switchback.notify.ChatServer.askToWait;
import static dev.switchback.notify.ChatServer.hangUp;
import static dev.switchback.notify.ChatServer.redirect;
import static dev.switchback.notify.ChatServer.status;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.switchback.testing.FakeClock;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** A webhook whose server is down, failing, slow, overloaded, or hangs up. */
class WebhookTroubleTest {

    private static final Duration A_LITTLE_WHILE = Duration.ofMillis(300);

    private final FakeClock clock = new FakeClock();
    private final ManualLater later = new ManualLater(clock);
    private final ChatServer server = new ChatServer();
    private final Logger logger = (Logger) LoggerFactory.getLogger(Webhook.class);
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

    @BeforeEach
    void listen() {
        logged.start();
        logger.setLevel(Level.WARN);
        logger.addAppender(logged);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(logged);
        logger.setLevel(null);
        server.close();
    }

    private Webhook webhook(String url, UnaryOperator<WebhookBuilder> changes) {
        return changes.apply(Webhook.to(url)
                        .time(clock, clock.nanoTime())
                        .timeout(A_LITTLE_WHILE)
                        .token("hunter2token")
                        .later(later)
                        .seed(1))
                .open();
    }

    private Webhook webhook() {
        return webhook(server.url(), builder -> builder);
    }

    private List<Duration> waits() {
        return later.delays.stream().filter(delay -> !delay.isZero()).toList();
    }

    @Test
    void triesAgainWhatTheServerFailsAndKeepsTheOrder() {
        server.then(status(500), status(502), hangUp(), status(408));
        Webhook webhook = webhook();

        webhook.send(Happened.numbered(1));
        webhook.send(Happened.numbered(2));
        later.runAll();

        assertThat(webhook.counts()).isEqualTo(new WebhookCounts(2, 0, 0, 0));
        assertThat(server.bodies).hasSize(6);
        assertThat(server.bodies.subList(0, 5)).allMatch(body -> body.contains("switchback.test.1"));
        assertThat(server.bodies.get(5)).contains("switchback.test.2");
        assertThat(logged.list).as("nothing is lost, nothing is logged").isEmpty();
    }

    @Test
    void waitsTwiceAsLongEachTimeAndHalfOfItByChance() {
        Webhook webhook =
                webhook(server.url(), builder -> builder.attempts(6, Duration.ofSeconds(1), Duration.ofSeconds(5)));
        server.then(status(500), status(500), status(500), status(500), status(500));
        webhook.send(Happened.numbered(1));
        later.runAll();

        int[] whole = {1, 2, 4, 5, 5};
        assertThat(waits()).hasSize(5);
        for (int attempt = 0; attempt < whole.length; attempt++) {
            assertThat(waits().get(attempt))
                    .as("attempt %d", attempt)
                    .isBetween(Duration.ofMillis(whole[attempt] * 500L), Duration.ofSeconds(whole[attempt]));
        }
        assertThat(webhook.counts().sent()).isEqualTo(1);
    }

    @Test
    void givesUpAfterAllAttemptsAndGoesOnWithTheNext() {
        Webhook webhook =
                webhook(server.url(), builder -> builder.attempts(2, Duration.ofSeconds(1), Duration.ofSeconds(1)));
        server.then(status(500), status(500));

        webhook.send(Happened.numbered(1));
        webhook.send(Happened.numbered(2));
        later.runAll();

        assertThat(webhook.counts()).isEqualTo(new WebhookCounts(1, 0, 0, 1));
        assertThat(logged.list)
                .singleElement()
                .extracting(ILoggingEvent::getFormattedMessage)
                .asString()
                .matches("\\[Webhook] 127\\.0\\.0\\.1:\\d+ did not take switchback\\.test\\.1: status 500, 2 times");
    }

    @ParameterizedTest
    @CsvSource({"7, 7", "100000, 300", "'Thu, 01 Jan 2026 00:01:30 GMT', 90"})
    void waitsAsLongAsAnOverloadedServerAsksButNotForEver(String asked, long seconds) {
        server.then(askToWait(429, asked));
        Webhook webhook = webhook();

        webhook.send(Happened.numbered(1));
        later.runAll();

        assertThat(waits()).containsExactly(Duration.ofSeconds(seconds));
        assertThat(webhook.counts().sent()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-5", "soon", "", "0", "1e3", "99999999999999999999", "Thu, 01 Jan 2020 00:00:00 GMT"})
    void waitsAsUsualWhereTheServerAsksForNothingSensible(String asked) {
        server.then(askToWait(429, asked));
        Webhook webhook = webhook();

        webhook.send(Happened.numbered(1));
        later.runAll();

        assertThat(waits())
                .singleElement()
                .satisfies(wait -> assertThat(wait).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1)));
    }

    @Test
    void triesAgainWhenTheAnswerTakesTooLong() {
        server.then(server.never());
        Webhook webhook = webhook();

        webhook.send(Happened.numbered(1));
        later.runAll();

        assertThat(webhook.counts().sent()).isEqualTo(1);
        assertThat(server.bodies).hasSize(2);
    }

    @Test
    void triesAgainWhileTheServerIsAway() {
        String gone = server.url();
        server.close();
        Webhook webhook = webhook(gone, builder -> builder.attempts(3, Duration.ofSeconds(1), Duration.ofSeconds(4)));

        webhook.send(Happened.numbered(1));
        later.runAll();

        assertThat(waits()).hasSize(2);
        assertThat(webhook.counts().failed()).isEqualTo(1);
        assertThat(logged.list.toString()).contains("ConnectException").doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 410, 413})
    void doesNotRepeatWhatIsRefused(int status) {
        server.then(status(status));
        Webhook webhook = webhook();

        webhook.send(Happened.numbered(1));
        later.runAll();

        assertThat(server.bodies).hasSize(1);
        assertThat(webhook.counts().failed()).isEqualTo(1);
        assertThat(logged.list.toString()).contains("status " + status).doesNotContain("hunter2");
    }

    @Test
    void followsNoRedirectWhichWouldCarryTheTokenAway() {
        try (ChatServer other = new ChatServer()) {
            server.then(redirect(other.url()));
            Webhook webhook = webhook();

            webhook.send(Happened.numbered(1));
            later.runAll();

            assertThat(other.bodies).isEmpty();
            assertThat(webhook.counts().failed()).isEqualTo(1);
        }
    }

    @Test
    void isNotHarmedByAnEventThatCannotBeWritten() {
        Webhook webhook = webhook();

        webhook.send(new Happened("switchback.x", dev.switchback.event.Severity.CRITICAL, null));
        webhook.send(Happened.numbered(2));
        later.runAll();

        assertThat(webhook.counts()).isEqualTo(new WebhookCounts(1, 0, 0, 1));
    }
}
