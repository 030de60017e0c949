package dev.switchback.ingest.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.switchback.ingest.queue.Accounting;
import dev.switchback.ingest.queue.Arriving;
import dev.switchback.ingest.queue.Claimed;
import dev.switchback.ingest.queue.Intake;
import dev.switchback.ingest.queue.Intake.What;
import dev.switchback.ingest.queue.Mode;
import dev.switchback.ingest.queue.ModeRefusedException;
import dev.switchback.ingest.queue.NewEvent;
import dev.switchback.ingest.queue.QueueStore;
import dev.switchback.ingest.queue.QueuedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every place where a queue is kept promises to those who hand events in and to operators. */
abstract class IntakeContract extends QueueFixture {

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
                        tuple("max-concurrency", "20", "5", "ada", "a test", 2L),
                        tuple("mode", "ASYNC", "HOLD", "ada", "a test", 1L));
        assertThat(store.control().generation()).isEqualTo(2);
        assertThat(store.control().settings().maxConcurrency()).isEqualTo(5);
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

    @Test
    void countsWhatWasAcceptedOnHoweverManyRowsAreAddedUp() {
        for (int n = 0; n < 1_005; n++) {
            accept(NewEvent.of("1"));
        }

        store.tidy();
        accept(NewEvent.of("2"));
        store.tidy();

        assertThat(store.accounting()).isEqualTo(new Accounting(1_006, 1_006, 0, 0, 0, 0));
    }
}
