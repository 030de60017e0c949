package dev.switchback.event;

import dev.switchback.pipeline.InvalidValueException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bus of one migration: publishes to the subscribers there are.
 *
 * <p>Publishing while nobody subscribes is one volatile read and allocates nothing, because the event is only built
 * when somebody is there to hear it.
 */
public final class EventBus implements EventSource {

    private static final Logger log = LoggerFactory.getLogger(EventBus.class);
    private static final int QUEUE = 1_024;

    private final List<Place> places = new CopyOnWriteArrayList<>();
    private final AtomicLong droppedByPlaces = new AtomicLong(); // that are gone, or that failed
    private final AtomicBoolean reported = new AtomicBoolean();
    private final EventSource queued;
    private final EventSource inline = new Subscribing(subscriber -> new InlineSubscription(subscriber, this::remove));

    /**
     * Makes a bus.
     *
     * @param executor runs the subscribers; each is run by one task at a time, so one thread for each keeps a slow one
     *     from holding others up
     */
    public EventBus(Executor executor) {
        queued = new Subscribing(subscriber -> new QueuedSubscription(subscriber, executor, QUEUE, this::remove));
    }

    /** Publishes the event that the supplier builds, if anybody subscribed to anything; never throws. */
    public void publish(Supplier<? extends MigrationEvent> event) {
        if (!places.isEmpty()) {
            tell(event);
        }
    }

    /** Not within {@link #publish}, which is to be small enough to disappear in its callers. */
    private void tell(Supplier<? extends MigrationEvent> event) {
        MigrationEvent built;
        try {
            built = event.get();
        } catch (RuntimeException | Error thrown) { // what is told must not hinder what is done
            report("built", thrown);
            return;
        }
        for (Place place : places) {
            try {
                place.offer(built);
            } catch (Throwable thrown) { // nor may one place keep it from the next
                droppedByPlaces.incrementAndGet();
                report("handed on", thrown);
            }
        }
    }

    private void report(String done, Throwable thrown) {
        if (reported.compareAndSet(false, true)) {
            log.warn("[EventBus] an event could not be {}; further ones are not reported", done, thrown);
        }
    }

    @Override
    public long dropped() {
        return droppedByPlaces.get()
                + places.stream().mapToLong(Subscription::dropped).sum();
    }

    @Override
    public <E extends MigrationEvent> Subscription on(Class<E> type, Consumer<? super E> subscriber) {
        return queued.on(type, subscriber);
    }

    @Override
    public Subscription onName(String pattern, Consumer<? super MigrationEvent> subscriber) {
        return queued.onName(pattern, subscriber);
    }

    @Override
    public EventSource inline() {
        return inline;
    }

    private void remove(Place gone) {
        if (places.remove(gone)) {
            droppedByPlaces.addAndGet(gone.dropped());
        }
    }

    /** Subscribes to this bus in one way. */
    private final class Subscribing implements EventSource {

        private final Function<Subscriber, Place> way;

        private Subscribing(Function<Subscriber, Place> way) {
            this.way = way;
        }

        @Override
        public <E extends MigrationEvent> Subscription on(Class<E> type, Consumer<? super E> subscriber) {
            InvalidValueException.unless(type != null, "type", "a type of events", null);
            InvalidValueException.unless(subscriber != null, "subscriber", "a subscriber", null);
            return add(type::isInstance, event -> subscriber.accept(type.cast(event)));
        }

        @Override
        public Subscription onName(String pattern, Consumer<? super MigrationEvent> subscriber) {
            int star = pattern == null ? -1 : pattern.indexOf('*');
            InvalidValueException.unless(
                    pattern != null && !pattern.isBlank() && (star < 0 || star == pattern.length() - 1),
                    "pattern",
                    "a name, or a prefix followed by one *",
                    pattern);
            InvalidValueException.unless(subscriber != null, "subscriber", "a subscriber", null);
            String prefix = star < 0 ? pattern : pattern.substring(0, star);
            return add(
                    event -> star < 0
                            ? event.name().equals(prefix)
                            : event.name().startsWith(prefix),
                    subscriber);
        }

        @Override
        public EventSource inline() {
            return inline;
        }

        @Override
        public long dropped() {
            return EventBus.this.dropped();
        }

        private Subscription add(Predicate<MigrationEvent> filter, Consumer<? super MigrationEvent> subscriber) {
            Place added = way.apply(new Subscriber(filter, subscriber));
            places.add(added);
            return added;
        }
    }
}
