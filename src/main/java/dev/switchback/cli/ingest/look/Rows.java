package dev.switchback.cli.ingest.look;

import dev.switchback.cli.shell.Fields;
import dev.switchback.ingest.queue.QueuedEvent;

/** How an event is shown. */
final class Rows {

    static final int MOST = 10_000;

    private Rows() {}

    /** {@return the fields of an event; its payload only where that is asked for} */
    static Fields fields(QueuedEvent event, boolean payload) {
        Fields fields = Fields.of()
                .put("id", event.id())
                .put("tenant", event.tenant())
                .put("orderingKey", event.orderingKey())
                .put("attempt", event.attempt())
                .put("acceptedAt", event.acceptedAt());
        return payload ? fields.put("payload", event.payload()) : fields;
    }
}
