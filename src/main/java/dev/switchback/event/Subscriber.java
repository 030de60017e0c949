package dev.switchback.event;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who is told, of what, and the wall between what it throws and everybody else. */
final class Subscriber {

    private static final Logger log = LoggerFactory.getLogger(EventBus.class);

    private final Predicate<MigrationEvent> filter;
    private final Consumer<? super MigrationEvent> told;
    private final AtomicBoolean reported = new AtomicBoolean();

    Subscriber(Predicate<MigrationEvent> filter, Consumer<? super MigrationEvent> told) {
        this.filter = filter;
        this.told = told;
    }

    /** {@return whether it wants that event; an event that cannot say its name is wanted by nobody} */
    boolean wants(MigrationEvent event) {
        try {
            return filter.test(event);
        } catch (Throwable thrown) { // an event of somebody else's is code of somebody else's
            report(event, thrown);
            return false;
        }
    }

    void tell(MigrationEvent event) {
        try {
            told.accept(event);
        } catch (Throwable thrown) { // a subscriber may throw anything; none of it may reach the publisher
            report(event, thrown);
        }
    }

    private void report(MigrationEvent event, Throwable thrown) {
        if (reported.compareAndSet(false, true)) {
            log.warn(
                    "[EventBus] a subscriber threw on {}; further ones of it are not reported",
                    event.getClass().getName(),
                    thrown);
        }
    }
}
