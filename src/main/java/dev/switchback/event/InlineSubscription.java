package dev.switchback.event;

import java.util.function.Consumer;

/** One subscriber that is called on the publisher's thread. */
final class InlineSubscription implements Place {

    private final Subscriber subscriber;
    private final Consumer<Place> remove;
    private volatile boolean closed;

    InlineSubscription(Subscriber subscriber, Consumer<Place> remove) {
        this.subscriber = subscriber;
        this.remove = remove;
    }

    @Override
    public void offer(MigrationEvent event) {
        if (!closed && subscriber.wants(event)) {
            subscriber.tell(event);
        }
    }

    @Override
    public long dropped() {
        return 0;
    }

    @Override
    public void close() {
        closed = true;
        remove.accept(this);
    }
}
