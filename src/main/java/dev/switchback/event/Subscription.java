package dev.switchback.event;

/** A subscriber's place on the bus; closing it gives the place up, and closing it again does nothing. */
public interface Subscription extends AutoCloseable {

    /** {@return how many events were thrown away because this subscriber did not keep up} */
    long dropped();

    @Override
    void close();
}
