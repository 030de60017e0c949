package dev.switchback.state;

import dev.switchback.event.Subscription;

/**
 * A listener's place in a store, which calls it directly and so never drops anything.
 *
 * @param remove gives the place up
 */
public record Registration(Runnable remove) implements Subscription {

    @Override
    public long dropped() {
        return 0;
    }

    @Override
    public void close() {
        remove.run();
    }
}
