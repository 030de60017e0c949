package dev.switchback.ingest.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.ingest.queue.Accounting;
import dev.switchback.ingest.queue.Claimed;
import dev.switchback.ingest.queue.ControlChange;
import dev.switchback.ingest.queue.DeadEvent;
import dev.switchback.ingest.queue.Mode;
import dev.switchback.ingest.queue.ModeRefusedException;
import dev.switchback.ingest.queue.QueueStore.Failure;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What becomes of dead events that a person brings back. */
abstract class RequeueContract extends QueueFixture {

    /** {@return the ids of so many dead events, as they sort} */
    private List<UUID> die(int number) {
        store.change(control -> control.with(control.settings().withAttempts(1)), false, BY);
        acceptMany(number);
        store.fail(store.claim("me", number).stream()
                .map(one -> new Failure(one, Duration.ZERO, "no"))
                .toList());
        return store.dead(number).stream().map(dead -> dead.event().id()).toList();
    }

    @Test
    void bringsAllBackAThousandAtATime() {
        List<UUID> dead = die(1_200);

        assertThat(store.requeue(List.of(), BY)).containsExactlyInAnyOrderElementsOf(dead);

        assertThat(store.accounting()).isEqualTo(new Accounting(1_200, 1_200, 0, 0, 0, 0));
        assertThat(store.changes(2)).extracting(ControlChange::now).containsExactly("200 events", "1000 events");
        assertThat(store.claim("me", 2_000))
                .extracting(one -> one.event().attempt())
                .containsOnly(1);
    }

    @Test
    void bringsThoseBackThatAreNamed() {
        List<UUID> dead = die(3);
        UUID unknown = UUID.randomUUID();

        assertThat(store.requeue(List.of(dead.get(1), unknown), BY)).containsExactly(dead.get(1));

        assertThat(store.dead(5))
                .extracting(one -> one.event().id())
                .containsExactlyInAnyOrder(dead.get(0), dead.get(2));
        assertThat(store.claim("me", 5)).extracting(one -> one.event().id()).containsExactly(dead.get(1));
    }

    @Test
    void bringsNothingBackIntoAQueueThatIsLeftAlone() {
        die(2);
        mode(Mode.SYNC);

        assertThatThrownBy(() -> store.requeue(List.of(), BY))
                .isInstanceOf(ModeRefusedException.class)
                .hasMessage("cannot requeue dead events: the queue is left alone (mode=SYNC). They stay dead;"
                        + " enter DRAIN or ASYNC first, and requeue them then");

        assertThat(store.dead(5)).extracting(DeadEvent::error).containsExactly("no", "no");
        mode(Mode.DRAIN);
        assertThat(store.requeue(List.of(), BY)).hasSize(2);
        List<Claimed> claimed = store.claim("me", 5);
        assertThat(store.finish(claimed)).hasSize(2);
    }
}
