package dev.switchback.canary;

import dev.switchback.canary.difference.Comparison;
import dev.switchback.canary.difference.Finding;
import dev.switchback.pipeline.Route;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What one canary found, cleaned of what must not be stored.
 *
 * @param key the request's routing key, empty if it had none
 * @param served the side whose answer the caller got
 * @param result how it ended
 * @param comparison every difference that counts
 * @param findings every listed difference, also those that are ignored or noise
 * @param legacyTook how long legacy took, zero if it did not end
 * @param newTook how long the new side took, zero if it did not end
 * @param error what the other side or the comparator threw; not cleaned, so not to be stored
 */
public record CanaryVerdict(
        String key,
        Route served,
        CanaryResult result,
        Comparison comparison,
        List<Finding> findings,
        Duration legacyTook,
        Duration newTook,
        Optional<Throwable> error) {

    public CanaryVerdict {
        findings = List.copyOf(findings);
    }
}
