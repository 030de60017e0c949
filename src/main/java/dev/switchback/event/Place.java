package dev.switchback.event;

/** A subscriber's place on the bus, as the bus sees it. */
sealed interface Place extends Subscription permits QueuedSubscription, InlineSubscription {

    /** Takes an event, if its subscriber wants it; never throws. */
    void offer(MigrationEvent event);
}
