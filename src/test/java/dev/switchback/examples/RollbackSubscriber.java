package dev.switchback.examples;

import dev.switchback.event.EventSource;
import dev.switchback.event.MigrationEvent;
import dev.switchback.event.Subscription;
import dev.switchback.schema.model.SchemaEvent;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Example 4: a subscriber of one's own, which handles each kind of event in its own way. */
public final class RollbackSubscriber implements Consumer<MigrationEvent> {

    private final Logger log;

    /** Makes one that writes to a log. */
    public RollbackSubscriber(Logger log) {
        this.log = log;
    }

    /** Subscribes one that writes to the log of this class. */
    public static Subscription subscribe(EventSource events) {
        return events.onName(
                "switchback.rollback_*", new RollbackSubscriber(LoggerFactory.getLogger(RollbackSubscriber.class)));
    }

    @Override
    public void accept(MigrationEvent event) {
        if (event instanceof SchemaEvent.MigrationFinished done) {
            log.info(
                    "Rolled back migration {} from branch {} in {} ms",
                    done.subject().version(),
                    done.subject().branch(),
                    done.duration().toMillis());
        } else if (event instanceof SchemaEvent.MigrationFailed failed) {
            log.error(
                    "Failed to roll back migration {}: {}",
                    failed.subject().version(),
                    failed.failure().message());
        } else if (event instanceof SchemaEvent.BatchFinished batch) {
            log.info(
                    "Batch rollback complete: {} succeeded, {} failed in {} ms",
                    batch.done(),
                    batch.failed(),
                    batch.duration().toMillis());
        }
    }
}
