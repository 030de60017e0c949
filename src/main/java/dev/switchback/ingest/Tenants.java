package dev.switchback.ingest;

import dev.switchback.ingest.queue.Labels;
import dev.switchback.ingest.queue.NewEvent;
import dev.switchback.pipeline.InvalidValueException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Who may hand events in, each with a secret token and a quota; where none is declared there is one, the default.
 *
 * <p>Immutable. No token is in any message.
 */
public final class Tenants {

    private static final int SHORTEST_TOKEN = 16;
    private static final int LONGEST_TOKEN = 512;

    private final Map<String, Tenant> declared;

    private record Tenant(String token, OptionalLong quota) {}

    private Tenants(Map<String, Tenant> declared) {
        this.declared = Collections.unmodifiableMap(declared);
    }

    /** {@return the one tenant of a queue where none is declared; it needs no token} */
    public static Tenants none() {
        return new Tenants(Map.of());
    }

    /**
     * Returns these tenants and one more.
     *
     * @param name 1 to 64 lower-case letters, digits and hyphens
     * @param token 16 to 512 printable ASCII characters without spaces
     * @param quota how many events it may have in the queue at most, at least 1; no limit if empty
     * @throws InvalidValueException for any other value, or a name or token that is declared already
     */
    public Tenants with(String name, String token, OptionalLong quota) {
        Labels.name("tenant", name);
        InvalidValueException.unless(!declared.containsKey(name), "tenant", "declared once", name);
        InvalidValueException.unless(
                token.length() >= SHORTEST_TOKEN
                        && token.length() <= LONGEST_TOKEN
                        && token.chars().allMatch(letter -> letter > ' ' && letter < 127),
                "token of tenant " + name,
                "16 to 512 printable ASCII characters without spaces",
                "another");
        InvalidValueException.unless(byToken(token).isEmpty(), "token of tenant " + name, "its own", "another's");
        InvalidValueException.unless(quota.orElse(1) >= 1, "quota of tenant " + name, "at least 1", quota.orElse(1));
        Map<String, Tenant> more = new LinkedHashMap<>(declared);
        more.put(name, new Tenant(token, quota));
        return new Tenants(more);
    }

    /** {@return whether any is declared: then each event needs a token} */
    public boolean areDeclared() {
        return !declared.isEmpty();
    }

    /** {@return whether a tenant may hand events in} */
    public boolean has(String name) {
        return declared.isEmpty() ? name.equals(NewEvent.DEFAULT_TENANT) : declared.containsKey(name);
    }

    /** {@return their names} */
    public Set<String> names() {
        return declared.isEmpty() ? Set.of(NewEvent.DEFAULT_TENANT) : declared.keySet();
    }

    /** {@return how many events it may have in the queue} */
    public OptionalLong quota(String name) {
        Tenant tenant = declared.get(name);
        return tenant == null ? OptionalLong.empty() : tenant.quota();
    }

    /** {@return whose token it is; every token is compared, each in the same time} */
    public Optional<String> byToken(String token) {
        byte[] given = token.getBytes(StandardCharsets.UTF_8);
        Optional<String> found = Optional.empty();
        for (Map.Entry<String, Tenant> one : declared.entrySet()) {
            byte[] expected = one.getValue().token().getBytes(StandardCharsets.US_ASCII);
            if (MessageDigest.isEqual(expected, given)) {
                found = Optional.of(one.getKey());
            }
        }
        return found;
    }

    @Override
    public String toString() {
        return names().toString();
    }
}
