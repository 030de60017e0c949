package dev.switchback.event;

import java.util.function.Consumer;

/**
 * Where applications subscribe to what happens.
 *
 * <p>Thread-safe. A subscriber is called off the publisher's thread, in the order of publishing, from a bounded queue;
 * what does not fit is dropped and counted. What a subscriber throws is logged once and reaches nobody.
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
}
