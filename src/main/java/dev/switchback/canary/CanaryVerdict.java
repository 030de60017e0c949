package dev.switchback.canary;

import dev.switchback.canary.difference.Comparison;
import dev.switchback.pipeline.Route;
import java.time.Duration;
import java.util.Optional;

/**
 * What one canary found, cleaned of what must not be stored.
 *
 * @param key the request's routing key, empty if it had none
 * @param served the side whose answer the caller got
 * @param result how it ended
 * @param comparison every difference; none for a dropped run
 * @param legacyTook how long legacy took, zero if it did not end
 * @param newTook how long the new side took, zero if it did not end
 * @param error what the other side or the comparator threw; not cleaned, so not to be stored
 */
public record CanaryVerdict(
        String key,
        Route served,
        CanaryResult result,
        Comparison comparison,
        Duration legacyTook,
        Duration newTook,
        Optional<Throwable> error) {}
