package dev.switchback.router;

import dev.switchback.event.MigrationEvent;
import dev.switchback.event.Severity;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The new pipeline has failed a request: {@code switchback.fallback}.
 *
 * @param at when
 * @param migration the migration's name
 * @param reason why the request had gone to the new pipeline
 * @param fallback whether legacy answers it
 * @param cause the class of what was thrown; never its message, which may hold payload
 */
public record Fallback(Instant at, String migration, String reason, boolean fallback, String cause)
        implements MigrationEvent {

    @Override
    public String name() {
        return "switchback.fallback";
    }

    @Override
    public Severity severity() {
        return Severity.WARNING;
    }

    @Override
    public Map<String, Object> payload() {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("reason", reason);
        payload.put("fallback", fallback);
        payload.put("cause", cause);
        return payload;
    }
}
