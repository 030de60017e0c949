package dev.switchback.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.switchback.ingest.EventRefusedException.Why;
import dev.switchback.ingest.queue.Mode;
import dev.switchback.ingest.queue.NewEvent;
import dev.switchback.pipeline.InvalidValueException;
import java.time.Duration;
import java.util.Collections;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class IngestLimitsTest extends IngestionFixture {

    private static final String TOKEN = "a-token-of-some-length";

    @Override
    String database() {
        return "";
    }

    private static void assertRefused(Ingestion orders, NewEvent event, Why why) {
        assertThatThrownBy(() -> orders.queue().submit(event))
                .isInstanceOfSatisfying(EventRefusedException.class, refused -> {
                    assertThat(refused.why()).isEqualTo(why);
                    assertThat(refused.retryAfter()).contains(Duration.ofSeconds(5));
                });
    }

    @Test
    void refusesEverythingInModeReject() {
        Ingestion orders = start();
        orders.queue().mode(Mode.REJECT, false, BY);

        assertRefused(orders, NewEvent.of("1"), Why.REJECTING);
        assertThat(orders.counts().refused()).isEqualTo(1);
    }

    @Test
    void refusesMoreThanItMayHold() {
        Ingestion orders = start(builder().maxDepth(5).processing(false));
        submit(orders, 5);

        assertRefused(orders, NewEvent.of("1"), Why.FULL);
        assertThat(orders.queue().depths().pending()).isEqualTo(5);
    }

    @Test
    void refusesMoreThanTheShareOfATenantAndNoOthers() {
        Ingestion orders = start(builder()
                .processing(false)
                .tenant("acme", TOKEN, OptionalLong.of(2))
                .tenant("other", TOKEN + "-2", OptionalLong.empty()));
        NewEvent acme = NewEvent.of("1").forTenant("acme");
        orders.queue().submit(acme);
        orders.queue().submit(acme);

        assertRefused(orders, acme, Why.OVER_QUOTA);
        assertThat(orders.queue().submit(NewEvent.of("1").forTenant("other")).repeated())
                .isFalse();
    }

    @Test
    void countsWhatATenantHandsInForNobodyElse() {
        Ingestion orders = start(builder()
                .processing(false)
                .tenant("acme", TOKEN, OptionalLong.of(10))
                .tenant("other", TOKEN + "-2", OptionalLong.empty()));
        NewEvent other = NewEvent.of("1").forTenant("other");
        orders.queue().submitAll(Collections.nCopies(500, other));

        NewEvent acme = NewEvent.of("1").forTenant("acme");
        orders.queue().submitAll(Collections.nCopies(10, acme));
        assertRefused(orders, acme, Why.OVER_QUOTA);
    }

    @Test
    void refusesATenantThatIsNotDeclared() {
        Ingestion orders = start(builder().tenant("acme", TOKEN, OptionalLong.empty()));

        assertThatThrownBy(() -> orders.queue().submit(NewEvent.of("1")))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("tenant must be one that is declared, but was default");
    }

    @Test
    void refusesWhatComesAfterItWasClosed() {
        Ingestion orders = start();
        orders.close();

        assertRefused(orders, NewEvent.of("1"), Why.CLOSED);
    }

    @Test
    void tellsChangesOfTheModeInEveryProcess() {
        Ingestion one = start(builder());
        Ingestion other = start(builder());
        var told = new java.util.concurrent.ConcurrentLinkedQueue<IngestEvent.ModeChanged>();
        other.events().on(IngestEvent.ModeChanged.class, told::add);

        one.queue().mode(Mode.HOLD, false, BY);

        await().atMost(Duration.ofSeconds(1))
                .until(() -> other.queue().control().mode() == Mode.HOLD);
        await().until(() -> told.size() == 1);
        assertThat(told.peek().payload())
                .containsEntry("old", "ASYNC")
                .containsEntry("new", "HOLD")
                .containsEntry("operator", "ada")
                .containsEntry("reason", "a test");
    }

    @Test
    void isIllWhenItsQueueIsDeepOrHeld() {
        Ingestion orders = start(
                builder().processing(false).thresholds(new IngestionBuilder.Thresholds(2, 4, Duration.ofMinutes(1))));
        submit(orders, 2);
        await().until(() -> orders.health().health().status().text().equals("degraded"));
        assertThat(orders.health().health().issues()).containsExactly("2 events are in the queue, 2 or more");

        submit(orders, 3);
        await().until(() -> orders.health().health().status().text().equals("critical"));
        assertThat(orders.health().health().details())
                .containsEntry("ready", true)
                .containsEntry("pending", 5L);
    }

    @Test
    void isNotReadyWhenNothingMoves() {
        Ingestion orders = start(builder()
                .processing(false)
                .thresholds(new IngestionBuilder.Thresholds(100, 1_000, Duration.ofMillis(300))));
        submit(orders, 1);

        await().until(() ->
                Boolean.FALSE.equals(orders.health().health().details().get("ready")));
        assertThat(orders.health().health().issues().get(0))
                .startsWith("1 events are in the queue, and none was finished");
    }
}
