package dev.switchback.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.testing.ManualExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventBusTest {

    private static final int QUEUE = 1_024;

    private final ManualExecutor executor = new ManualExecutor();
    private final EventBus bus = new EventBus(executor);
    private final List<Object> heard = new ArrayList<>();

    private void publish(MigrationEvent event) {
        bus.publish(() -> event);
    }

    @Test
    void buildsNoEventWhileNobodySubscribes() {
        bus.publish(() -> {
            throw new AssertionError("built for nobody");
        });

        assertThat(executor.waiting()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "switchback.rollback.start, switchback.rollback.start, true",
        "switchback.rollback.start, switchback.rollback.startled, false",
        "switchback.rollback.*, switchback.rollback.finish, true",
        "switchback.rollback.*, switchback.rollback_migration.finish, false",
        "switchback.rollback_migration.*, switchback.rollback_migration.failed, true",
        "switchback.rollback_migration, switchback.rollback_migration.failed, false",
        "switchback.*, other.rollback, false",
        "*, other.rollback, true"
    })
    void tellsBySomebodysPattern(String pattern, String name, boolean told) {
        bus.onName(pattern, heard::add);

        publish(Told.of(name));
        executor.runAll();

        assertThat(heard).hasSize(told ? 1 : 0);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "*.start", "switchback.*.start", "switchback.**"})
    void refusesPatternsItDoesNotKnow(String pattern) {
        assertThatThrownBy(() -> bus.onName(pattern, heard::add))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageStartingWith("pattern must be a name, or a prefix followed by one *, but was ");
    }

    @Test
    void tellsByTypeAndInTheOrderOfPublishingOffThePublishersThread() {
        bus.on(Told.class, event -> heard.add(event.number()));

        IntStream.range(0, 100).forEach(number -> publish(Told.numbered(number)));
        assertThat(heard).as("nothing runs on this thread").isEmpty();
        assertThat(executor.waiting()).as("one task for all of them").isEqualTo(1);
        executor.runAll();

        assertThat(heard).isEqualTo(IntStream.range(0, 100).boxed().toList());
    }

    @Test
    void dropsAndCountsWhatDoesNotFitAndNeverWaits() {
        Subscription slow = bus.onName("*", heard::add);

        IntStream.range(0, QUEUE + 3).forEach(number -> publish(Told.numbered(number)));

        assertThat(slow.dropped()).isEqualTo(3);
        executor.runAll();
        assertThat(heard).as("the oldest are kept").hasSize(QUEUE).first().isEqualTo(Told.numbered(0));
        slow.close();
        assertThat(bus.dropped()).as("also of those that are gone").isEqualTo(3);
        slow.close();
        assertThat(bus.dropped()).as("once").isEqualTo(3);
    }

    @Test
    void keepsWhatASubscriberThrowsFromEverybodyElse() {
        bus.onName("*", event -> {
            throw new AssertionError("not an exception, even");
        });
        bus.onName("*", heard::add);

        publish(Told.numbered(1));
        publish(Told.numbered(2));
        executor.runAll();

        assertThat(heard).containsExactly(Told.numbered(1), Told.numbered(2));
    }

    @Test
    void keepsAnEventThatCannotBeBuiltFromItsPublisher() {
        bus.onName("*", heard::add);

        bus.publish(() -> {
            throw new IllegalStateException("no event");
        });
        bus.publish(() -> new Told(null, "no name", 1));
        publish(Told.numbered(2));
        executor.runAll();

        assertThat(heard).contains(Told.numbered(2));
    }

    @Test
    void letsASubscriberSubscribePublishAndUnsubscribe() {
        List<Object> later = new ArrayList<>();
        Subscription[] first = new Subscription[1];
        first[0] = bus.onName("*", event -> {
            heard.add(event);
            bus.onName("*", later::add);
            publish(Told.numbered(2));
            first[0].close();
        });

        publish(Told.numbered(1));
        executor.runAll();

        assertThat(heard).as("what it published itself came after it had left").containsExactly(Told.numbered(1));
        assertThat(later).containsExactly(Told.numbered(2));
    }

    @Test
    void tellsNothingAfterItIsClosedNotEvenWhatWaited() {
        Subscription subscription = bus.onName("*", heard::add);
        publish(Told.numbered(1));

        subscription.close();
        publish(Told.numbered(2));
        executor.runAll();

        assertThat(heard).isEmpty();
    }

    @Test
    void tellsInlineBeforeThePublisherGoesOn() {
        Subscription inline = bus.inline().on(Told.class, heard::add);
        bus.inline().inline().onName("switchback.none", heard::add);

        publish(Told.numbered(1));
        assertThat(heard).containsExactly(Told.numbered(1));
        assertThat(executor.waiting()).isZero();

        inline.close();
        publish(Told.numbered(2));
        assertThat(heard).hasSize(1);
        assertThat(inline.dropped()).isZero();
    }

    @Test
    void keepsWhatAnInlineSubscriberThrowsFromThePublisher() {
        bus.inline().onName("*", event -> publish(event)); // endless, until the stack is used up
        bus.inline().onName("*", heard::add);

        publish(Told.numbered(1));

        assertThat(heard).contains(Told.numbered(1));
    }

    @Test
    void countsWhatNobodyIsLeftToTell() {
        EventBus stopped = new EventBus(task -> {
            throw new RejectedExecutionException("closing");
        });
        Subscription late = stopped.onName("*", heard::add);

        stopped.publish(() -> Told.numbered(1));
        stopped.publish(() -> Told.numbered(2));

        assertThat(late.dropped()).isEqualTo(2);
    }

    @Test
    void dropsWhatNoThreadCanBeHadForAndTriesAgainWithTheNextEvent() {
        List<Runnable> tasks = new ArrayList<>();
        boolean[] threads = {false};
        EventBus starved = new EventBus(task -> {
            if (!threads[0]) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            tasks.add(task);
        });
        Subscription subscription = starved.onName("*", heard::add);

        starved.publish(() -> Told.numbered(1));
        assertThat(subscription.dropped()).isEqualTo(1);
        assertThat(subscription.drain(Duration.ZERO))
                .as("nothing is left waiting")
                .isTrue();

        threads[0] = true;
        starved.publish(() -> Told.numbered(2));
        tasks.forEach(Runnable::run);
        assertThat(heard).containsExactly(Told.numbered(2));
        assertThat(starved.dropped()).isEqualTo(1);
    }
}
