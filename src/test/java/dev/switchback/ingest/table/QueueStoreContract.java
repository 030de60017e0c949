package dev.switchback.ingest.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.ingest.queue.Accounting;
import dev.switchback.ingest.queue.Arriving;
import dev.switchback.ingest.queue.Claimed;
import dev.switchback.ingest.queue.Intake;
import dev.switchback.ingest.queue.Intake.What;
import dev.switchback.ingest.queue.Mode;
import dev.switchback.ingest.queue.ModeRefusedException;
import dev.switchback.ingest.queue.NewEvent;
import dev.switchback.ingest.queue.QueueStore;
import dev.switchback.ingest.queue.QueueStore.FailedAttempts;
import dev.switchback.ingest.queue.QueueStore.Failure;
import dev.switchback.ingest.queue.QueuedEvent;
import dev.switchback.state.Attribution;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every place where a queue is kept promises. */
abstract class QueueStoreContract {

    private static final Attribution BY = Attribution.api("ada", "a test");

    private QueueStore store;

    /** {@return a store on a queue that nobody else has, the same one each time} */
    abstract QueueStore open();

    @BeforeEach
    void prepare() {
        store = open();
        store.prepare();
    }

    @AfterEach
    void close() {
        store.close();
    }

    private Intake accept(NewEvent... events) {
        return store.accept(arriving(events), false);
    }

    private static List<Arriving> arriving(NewEvent... events) {
        List<Arriving> arriving = new ArrayList<>();
        for (NewEvent event : events) {
            arriving.add(new Arriving(UUID.randomUUID(), event));
        }
        return arriving;
    }

    private void acceptMany(int number) {
        accept(IntStream.range(0, number)
                .mapToObj(n -> NewEvent.of("{\"n\": %d}".formatted(n)))
                .toArray(NewEvent[]::new));
    }

    private Mode mode(Mode to) {
        return store.change(control -> control.to(to), false, BY).mode();
    }

    private static List<String> payloads(List<Claimed> claimed) {
        return claimed.stream().map(one -> one.event().payload()).toList();
    }

    @Test
    void preparesWhatIsThereWithoutChangingIt() {
        acceptMany(3);
        mode(Mode.HOLD);

        try (QueueStore other = open()) {
            other.prepare();

            assertThat(other.control().mode()).isEqualTo(Mode.HOLD);
            assertThat(other.depths().pending()).isEqualTo(3);
        }
    }

    @Test
    void keepsAnEventFromItsAcceptanceToTheEvents() {
        Intake intake = accept(
                NewEvent.of("{\"a\": [1, 2.50, \"ü😀\"]}").forTenant("acme").inOrderOf("k"));

        List<Claimed> claimed = store.claim("me", 10);
        assertThat(claimed).hasSize(1);
        QueuedEvent event = claimed.get(0).event();
        assertThat(event.id()).isEqualTo(intake.fates().get(0).id());
        assertThat(event.payload()).isEqualTo("{\"a\": [1, 2.50, \"ü😀\"]}");
        assertThat(event.tenant()).isEqualTo("acme");
        assertThat(event.orderingKey()).contains("k");
        assertThat(event.attempt()).isEqualTo(1);

        assertThat(store.finish(claimed)).containsExactly(event.id());
        assertThat(store.events(10)).singleElement().isEqualTo(event);
        assertThat(store.accounting()).isEqualTo(new Accounting(1, 0, 0, 1, 0, 0));
    }

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
    void answersARepeatedEventWithTheFirstIdWhereverThatIs() {
        UUID first = accept(NewEvent.of("{}").once("k")).fates().get(0).id();

        assertThat(accept(NewEvent.of("{}").once("k")).fates()).containsExactly(new Intake.Fate(What.REPEATED, first));
        store.finish(store.claim("me", 1));
        assertThat(accept(NewEvent.of("{}").once("k")).fates()).containsExactly(new Intake.Fate(What.REPEATED, first));
        assertThat(accept(NewEvent.of("{}").once("k").forTenant("other"))
                        .fates()
                        .get(0)
                        .what())
                .as("the key of another tenant")
                .isEqualTo(What.NEW);
        assertThat(accept(NewEvent.of("[]").once("k")).fates()).containsExactly(new Intake.Fate(What.CONFLICT, first));
        assertThat(store.accounting().accepted()).isEqualTo(2);
    }

    @Test
    void takesOneOfTwoEqualKeysInOneBatch() {
        Intake intake = accept(
                NewEvent.of("1").once("k"),
                NewEvent.of("1").once("k"),
                NewEvent.of("2").once("k"));

        assertThat(intake.fates())
                .extracting(Intake.Fate::what)
                .containsExactly(What.NEW, What.REPEATED, What.CONFLICT);
        assertThat(store.depths().pending()).isEqualTo(1);
    }

    @Test
    void looksKeysUpWithoutWriting() {
        UUID id = accept(NewEvent.of("1").once("k")).fates().get(0).id();
        List<Arriving> asked =
                arriving(NewEvent.of("1").once("k"), NewEvent.of("1").once("new"), NewEvent.of("1"));

        assertThat(store.look(asked))
                .containsOnlyKeys(asked.get(0).id())
                .containsValue(new Intake.Fate(What.REPEATED, id));
        assertThat(store.accounting().accepted()).isEqualTo(1);
    }

    @Test
    void takesEventsInAsTheModeSays() {
        for (Mode mode : List.of(Mode.HOLD, Mode.DRAIN, Mode.SYNC, Mode.REJECT)) {
            mode(mode);
            assertThat(accept(NewEvent.of("1")).isTaken()).as("%s", mode).isEqualTo(mode == Mode.HOLD);
            store.rescue(true);
            assertThat(store.accept(arriving(NewEvent.of("2")), true).isTaken())
                    .as("processed, %s", mode)
                    .isEqualTo(mode != Mode.REJECT);
            if (mode == Mode.HOLD) {
                assertThat(store.claim("me", 1)).as("held").isEmpty();
                mode(Mode.DRAIN);
                store.finish(store.claim("me", 1));
            }
        }
        assertThat(store.accounting()).isEqualTo(new Accounting(4, 0, 0, 4, 0, 0));
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
    void refusesSyncWhileAnythingIsInTheQueueUnlessForced() {
        acceptMany(2);
        store.claim("me", 1);

        assertThatThrownBy(() -> mode(Mode.SYNC))
                .isInstanceOf(ModeRefusedException.class)
                .hasMessage("cannot enter SYNC: the queue is not empty (mode=ASYNC, left=2). Nothing was changed;"
                        + " enter DRAIN and wait, or force it and leave them where they are");
        assertThat(store.control().mode()).isEqualTo(Mode.ASYNC);
        assertThat(store.change(control -> control.to(Mode.SYNC), true, BY).mode())
                .isEqualTo(Mode.SYNC);
    }

    @Test
    void notesEveryChangeWithWhoAndWhy() {
        mode(Mode.HOLD);
        store.change(control -> control.with(control.settings().withMaxConcurrency(5)), false, BY);
        store.change(control -> control.with(control.settings().withMaxConcurrency(5)), false, BY);

        assertThat(store.changes(10))
                .extracting("what", "old", "now", "operator", "reason", "generation")
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("max-concurrency", "20", "5", "ada", "a test", 2L),
                        org.assertj.core.groups.Tuple.tuple("mode", "ASYNC", "HOLD", "ada", "a test", 1L));
        assertThat(store.control().generation()).isEqualTo(2);
        assertThat(store.control().settings().maxConcurrency()).isEqualTo(5);
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
                .as("a claim that it does not know of")
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
    void discardsToTheDeadAndLosesNothing() {
        List<UUID> ids = accept(NewEvent.of("1"), NewEvent.of("2")).fates().stream()
                .map(Intake.Fate::id)
                .toList();
        List<Claimed> claimed = store.claim("me", 1);

        assertThat(store.discard(List.of(ids.get(0), UUID.randomUUID()), BY)).containsExactly(ids.get(0));
        assertThat(store.finish(claimed)).as("discarded under its process").isEmpty();
        assertThat(store.dead(5)).singleElement().satisfies(dead -> {
            assertThat(dead.error()).isEqualTo("a test");
            assertThat(dead.operator()).isEqualTo("ada");
        });
        assertThat(store.accounting()).isEqualTo(new Accounting(2, 1, 0, 0, 1, 0));
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

    @Test
    void triesToTakeAnEventInAndLeavesNothing() {
        store.probe();

        assertThat(store.accounting()).isEqualTo(new Accounting(0, 0, 0, 0, 0, 0));
    }

    @Test
    void handlesEventsInTheTransactionThatTakesThemIn() throws Exception {
        mode(Mode.SYNC);
        List<Arriving> one = arriving(NewEvent.of("1").once("k"));
        List<QueuedEvent> handled = new ArrayList<>();

        assertThatThrownBy(() -> store.accept(one, (events, connection) -> {
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        store.accept(one, (events, connection) -> handled.addAll(events));
        store.accept(arriving(NewEvent.of("1").once("k")), (events, connection) -> handled.addAll(events));

        assertThat(handled).hasSize(1);
        assertThat(store.accounting()).isEqualTo(new Accounting(1, 0, 0, 1, 0, 0));
    }
}
