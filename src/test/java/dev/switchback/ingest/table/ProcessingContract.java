package dev.switchback.ingest.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.ingest.queue.Accounting;
import dev.switchback.ingest.queue.Claimed;
import dev.switchback.ingest.queue.Mode;
import dev.switchback.ingest.queue.NewEvent;
import dev.switchback.ingest.queue.QueueStore.FailedAttempts;
import dev.switchback.ingest.queue.QueueStore.Failure;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every place where a queue is kept promises to those who process. */
abstract class ProcessingContract extends QueueFixture {

    @Test
    void claimsTheOldestFirstAndNoneTwice() {
        acceptMany(5);

        assertThat(payloads(store.claim("me", 2))).containsExactly("{\"n\": 0}", "{\"n\": 1}");
        assertThat(payloads(store.claim("you", 10))).containsExactly("{\"n\": 2}", "{\"n\": 3}", "{\"n\": 4}");
        assertThat(store.claim("me", 10)).isEmpty();
        assertThat(store.depths().processing()).isEqualTo(5);
    }

    @Test
    void claimsOneEventOfAnOrderingKeyAtATime() {
        accept(
                NewEvent.of("1").inOrderOf("a"),
                NewEvent.of("2").inOrderOf("a"),
                NewEvent.of("3").inOrderOf("b"),
                NewEvent.of("4").forTenant("other").inOrderOf("a"));

        List<Claimed> first = store.claim("me", 10);
        assertThat(payloads(first)).containsExactly("1", "3", "4");
        assertThat(store.claim("you", 10))
                .as("the first of its key is still processed")
                .isEmpty();

        store.finish(first);
        assertThat(payloads(store.claim("you", 10))).containsExactly("2");
    }

    @Test
    void finishesNothingThatSomebodyElseHasClaimedSince() {
        acceptMany(2);
        List<Claimed> mine = store.claim("me", 2);
        store.rescue(true);
        List<Claimed> theirs = store.claim("you", 1);

        assertThat(store.finish(mine)).isEmpty();
        assertThat(store.finish(theirs)).hasSize(1);
        assertThat(store.accounting()).isEqualTo(new Accounting(2, 1, 0, 1, 0, 0));
    }

    @Test
    void claimsAsTheModeSays() {
        acceptMany(1);
        for (Mode mode : Mode.values()) {
            store.change(control -> control.to(mode), true, BY);
            List<Claimed> claimed = store.claim("me", 1);
            assertThat(!claimed.isEmpty()).as("%s", mode).isEqualTo(mode.isProcessing());
            store.release(claimed);
        }
    }

    @Test
    void putsAFailedEventBackForATimeAndGivesItUpAfterTheLastAttempt() {
        store.change(control -> control.with(control.settings().withAttempts(2)), false, BY);
        accept(NewEvent.of("1").inOrderOf("k"), NewEvent.of("2").inOrderOf("k"));

        Claimed first = store.claim("me", 1).get(0);
        assertThat(store.fail(List.of(new Failure(first, Duration.ofHours(1), "no"))))
                .isEqualTo(new FailedAttempts(1, 0));
        assertThat(store.claim("me", 1))
                .as("it waits, and the next of its key with it")
                .isEmpty();
        assertThat(store.queued(false, 5).get(1).error()).contains("no");
    }

    @Test
    void givesAnEventUpAfterItsLastAttempt() {
        store.change(control -> control.with(control.settings().withAttempts(2)), false, BY);
        accept(NewEvent.of("1").once("i").inOrderOf("k"), NewEvent.of("2").inOrderOf("k"));
        store.fail(List.of(new Failure(store.claim("me", 1).get(0), Duration.ZERO, "no")));

        Claimed again = store.claim("me", 1).get(0);
        assertThat(again.event().attempt()).isEqualTo(2);
        assertThat(store.fail(List.of(new Failure(again, Duration.ZERO, "never"))))
                .isEqualTo(new FailedAttempts(0, 1));
        assertThat(store.dead(5)).singleElement().satisfies(dead -> {
            assertThat(dead.error()).isEqualTo("never");
            assertThat(dead.event()).isEqualTo(again.event());
        });
        assertThat(payloads(store.claim("me", 1))).as("the next of its key").containsExactly("2");
        assertThat(store.requeue(List.of(), BY)).containsExactly(again.event().id());
        assertThat(store.accounting()).isEqualTo(new Accounting(2, 1, 1, 0, 0, 0));
    }

    @Test
    void releasesWhatWasNotBegunWithoutCountingAnAttempt() {
        acceptMany(1);
        store.release(store.claim("me", 1));

        assertThat(store.claim("me", 1).get(0).event().attempt()).isEqualTo(1);
    }

    @Test
    void rescuesOnlyWhatRanOutOfItsLease() {
        acceptMany(1);
        Set<Long> tokens = Set.of(store.claim("me", 1).get(0).token());

        assertThat(store.rescue(false)).isEqualTo(new FailedAttempts(0, 0));
        assertThat(store.depths().stuck()).isZero();
        assertThat(store.extend("me", tokens)).isEqualTo(1);
        assertThat(store.extend("you", tokens)).isZero();
        assertThat(store.extend("me", Set.of(-1L)))
                .as("a claim whose answer was lost")
                .isZero();
        assertThat(store.rescue(true)).isEqualTo(new FailedAttempts(1, 0));
        assertThat(store.claim("you", 1).get(0).event().attempt()).isEqualTo(2);
    }

    @Test
    void givesUpWhatKillsItsProcesses() {
        store.change(control -> control.with(control.settings().withAttempts(1)), false, BY);
        acceptMany(1);
        store.claim("me", 1);

        assertThat(store.rescue(true)).isEqualTo(new FailedAttempts(0, 1));
        assertThat(store.dead(1).get(0).error()).startsWith("its process died or hung at attempt 1");
    }

    @Test
    void handlesInOneTransactionOrNotAtAll() throws Exception {
        acceptMany(3);

        assertThatThrownBy(() -> store.process(10, (events, connection) -> {
                    try (var statement = connection.createStatement()) {
                        statement.execute("create table if not exists effects (id varchar(40))");
                    }
                    throw new IllegalStateException("no");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no");
        assertThat(store.accounting().pending()).isEqualTo(3);

        assertThat(store.process(2, (events, connection) -> assertThat(events).hasSize(2)))
                .hasSize(2);
        assertThat(store.accounting()).isEqualTo(new Accounting(3, 1, 0, 2, 0, 0));
        List<Claimed> rest = store.claim("me", 5);
        assertThat(store.finish(rest, (events, connection) -> assertThat(events).hasSize(1)))
                .hasSize(1);
        assertThat(store.process(5, (events, connection) -> {})).isEmpty();
    }

    @Test
    void deliversEachEventToEachSubscriberUntilItWorks() {
        store.subscribers(List.of("mail", "audit"));
        acceptMany(1);
        store.finish(store.claim("me", 1));

        var mail = store.claimDeliveries("me", "mail", 10);
        assertThat(mail).hasSize(1);
        assertThat(store.claimDeliveries("you", "mail", 10)).isEmpty();
        store.delivered(mail);
        var audit = store.claimDeliveries("me", "audit", 10);
        store.undelivered(audit, List.of("no"), List.of(Duration.ZERO));
        var again = store.claimDeliveries("me", "audit", 10);
        assertThat(again)
                .singleElement()
                .satisfies(one -> assertThat(one.event().attempt()).isEqualTo(2));
        assertThat(store.depths().deliveries()).isEqualTo(1);
        store.delivered(again);
        assertThat(store.depths().deliveries()).isZero();
        assertThat(store.claimDeliveries("me", "audit", 10)).isEmpty();
    }
}
