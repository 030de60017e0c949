package dev.switchback.event;

import java.time.Duration;

/** A subscriber's place on the bus; closing it gives the place up, and closing it again does nothing. */
public interface Subscription extends AutoCloseable {

    /** {@return how many events were thrown away because this subscriber did not keep up} */
    long dropped();

    /**
     * Waits until the subscriber was told what waits for it; never on the subscriber's own thread.
     *
     * @param within how long at most
     * @return whether it was told all
     */
    default boolean drain(Duration within) {
        return true;
    }

    @Override
    void close();
}
