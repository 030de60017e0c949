package dev.switchback.ingest;

import java.time.Duration;
import java.util.UUID;

/** Refusals of events, for whoever tells them on. */
public final class Refusals {

    private Refusals() {}

    public static EventRefusedException rejecting() {
        return EventRefusedException.rejecting("orders", "database trouble", Duration.ofSeconds(7));
    }

    public static EventRefusedException full() {
        return EventRefusedException.full("orders", 9, 9, Duration.ofSeconds(3));
    }

    public static EventRefusedException overQuota() {
        return EventRefusedException.overQuota("acme", 5, 5, Duration.ofMillis(1_200));
    }

    public static EventRefusedException keyConflict(UUID existing) {
        return EventRefusedException.keyConflict("k", existing);
    }

    public static EventRefusedException handlerFailed(UUID id) {
        return EventRefusedException.handlerFailed(id, new IllegalStateException("no such \u001b[2Jtable"));
    }

    public static EventRefusedException closed() {
        return EventRefusedException.closed("orders");
    }
}
