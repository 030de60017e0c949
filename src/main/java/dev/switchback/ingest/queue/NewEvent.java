package dev.switchback.ingest.queue;

import java.util.Objects;
import java.util.Optional;

/**
 * An event that somebody hands in.
 *
 * @param tenant whose it is; {@link #DEFAULT_TENANT} where none are declared
 * @param idempotencyKey 1 to 200 characters, unique for the tenant: a second event with it is the first one again
 * @param orderingKey 1 to 200 characters: events of the tenant with the same one are processed one after the other
 * @param payload JSON of any type, at most 256 KiB as UTF-8 and 32 levels deep; checked by the queue, not here
 */
public record NewEvent(String tenant, Optional<String> idempotencyKey, Optional<String> orderingKey, String payload) {

    /** The tenant of events where no tenants are declared. */
    public static final String DEFAULT_TENANT = "default";

    public NewEvent {
        Labels.name("tenant", tenant);
        Labels.key("idempotencyKey", idempotencyKey);
        Labels.key("orderingKey", orderingKey);
        Objects.requireNonNull(payload, "payload");
    }

    /** {@return an event of the default tenant without keys} */
    public static NewEvent of(String payload) {
        return new NewEvent(DEFAULT_TENANT, Optional.empty(), Optional.empty(), payload);
    }

    /** {@return this event for another tenant} */
    public NewEvent forTenant(String other) {
        return new NewEvent(other, idempotencyKey, orderingKey, payload);
    }

    /** {@return this event, to be taken once however often it is handed in} */
    public NewEvent once(String key) {
        return new NewEvent(tenant, Optional.of(key), orderingKey, payload);
    }

    /** {@return this event, to be processed after those handed in before it with the same key} */
    public NewEvent inOrderOf(String key) {
        return new NewEvent(tenant, idempotencyKey, Optional.of(key), payload);
    }
}
