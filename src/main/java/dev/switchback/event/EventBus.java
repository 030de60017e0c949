package dev.switchback.event;

import dev.switchback.pipeline.InvalidValueException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The bus of one migration: publishes to the subscribers there are.
 *
 * <p>Publishing while nobody subscribes is one volatile read and allocates nothing, because the event is only built
 * when somebody is there to hear it.
 */
public final class EventBus implements EventSource {

    private static final int QUEUE = 1_024;

    private final List<QueuedSubscription> subscriptions = new CopyOnWriteArrayList<>();
    private final Executor executor;

    /**
     * Makes a bus.
     *
     * @param executor runs the subscribers; each is run by one task at a time
     */
    public EventBus(Executor executor) {
        this.executor = executor;
    }

    /** Publishes the event that the supplier builds, if anybody subscribed to anything. */
    public void publish(Supplier<? extends MigrationEvent> event) {
        if (subscriptions.isEmpty()) {
            return;
        }
        MigrationEvent built = event.get();
        for (QueuedSubscription subscription : subscriptions) {
            subscription.offer(built);
        }
    }

    /** {@return how many events all present subscribers together have missed} */
    public long dropped() {
        return subscriptions.stream().mapToLong(Subscription::dropped).sum();
    }

    @Override
    public <E extends MigrationEvent> Subscription on(Class<E> type, Consumer<? super E> subscriber) {
        return add(type::isInstance, event -> subscriber.accept(type.cast(event)));
    }

    @Override
    public Subscription onName(String pattern, Consumer<? super MigrationEvent> subscriber) {
        int star = pattern.indexOf('*');
        InvalidValueException.unless(
                !pattern.isBlank() && (star < 0 || star == pattern.length() - 1),
                "pattern",
                "a name, or a prefix followed by one *",
                pattern);
        String prefix = star < 0 ? pattern : pattern.substring(0, star);
        return add(
                event -> star < 0 ? event.name().equals(prefix) : event.name().startsWith(prefix), subscriber);
    }

    private Subscription add(Predicate<MigrationEvent> filter, Consumer<? super MigrationEvent> subscriber) {
        QueuedSubscription added = new QueuedSubscription(filter, subscriber, executor, QUEUE, subscriptions::remove);
        subscriptions.add(added);
        return added;
    }
}
