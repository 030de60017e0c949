package dev.switchback.event;

import java.util.function.Consumer;

/**
 * Where applications subscribe to what happens.
 *
 * <p>Thread-safe. A subscriber is called off the publisher's thread, in the order of publishing, from a bounded queue of
 * its own; what does not fit is dropped and counted. What a subscriber throws is logged once and reaches nobody. A
 * subscriber may subscribe, unsubscribe and publish: a subscription is told what is published after it.
 */
public interface EventSource {

    /** Subscribes to the events of one type and of its subtypes. */
    <E extends MigrationEvent> Subscription on(Class<E> type, Consumer<? super E> subscriber);

    /**
     * Subscribes by name.
     *
     * @param pattern an exact name, or a prefix followed by {@code *}, such as {@code switchback.rollback.*}
     * @throws dev.switchback.pipeline.InvalidValueException for an empty pattern or a {@code *} elsewhere than at the
     *     end
     */
    Subscription onName(String pattern, Consumer<? super MigrationEvent> subscriber);

    /**
     * {@return the same source, whose subscribers are called on the publisher's thread before it goes on: none is ever
     * dropped, several threads may call at once, and whoever is slow is waited for}
     */
    EventSource inline();

    /** {@return how many events subscribers have missed, those that are gone included} */
    long dropped();
}
