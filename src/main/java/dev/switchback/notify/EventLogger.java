package dev.switchback.notify;

import dev.switchback.event.EventSource;
import dev.switchback.event.MigrationEvent;
import dev.switchback.event.Subscription;
import java.util.StringJoiner;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes events into the log of the application, one line each, at the level of their severity.
 *
 * <pre>{@code
 * [Events] switchback.flags.changed migration=orders old={...} new={...} operator=ada source=cli reason=week 3
 * }</pre>
 */
public final class EventLogger implements Consumer<MigrationEvent> {

    private static final Logger ALL = LoggerFactory.getLogger(EventLogger.class);

    private final Logger log;

    /** Makes one that writes to the logger of this class. */
    public EventLogger() {
        this(ALL);
    }

    /** Makes one that writes to another logger. */
    public EventLogger(Logger log) {
        this.log = log;
    }

    /** {@return a subscription to everything that a source tells} */
    public static Subscription subscribe(EventSource events) {
        return events.onName("*", new EventLogger());
    }

    @Override
    public void accept(MigrationEvent event) {
        switch (event.severity()) {
            case CRITICAL -> log.error("[Events] {} {}", event.name(), facts(event));
            case WARNING -> log.warn("[Events] {} {}", event.name(), facts(event));
            case INFO -> log.info("[Events] {} {}", event.name(), facts(event));
        }
    }

    private static String facts(MigrationEvent event) {
        StringJoiner facts = new StringJoiner(" ");
        facts.add("migration=" + event.migration());
        PlainPayload.of(event).forEach((name, value) -> facts.add(name + "=" + value));
        return facts.toString();
    }
}
