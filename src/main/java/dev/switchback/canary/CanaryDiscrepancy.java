package dev.switchback.canary;

import dev.switchback.canary.difference.Comparison.Summary;
import dev.switchback.canary.difference.Discrepancy;
import dev.switchback.event.EventBus;
import dev.switchback.event.MigrationEvent;
import dev.switchback.event.Severity;
import dev.switchback.pipeline.Route;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The two sides did not give the same answer: {@code switchback.canary.discrepancy}.
 *
 * @param at when the comparison ended
 * @param migration the migration's name
 * @param key the request's routing key
 * @param served the side that answered the caller
 * @param result what the differences amount to
 * @param summary how many there are
 * @param discrepancies the differences, cleaned
 */
public record CanaryDiscrepancy(
        Instant at,
        String migration,
        String key,
        Route served,
        CanaryResult result,
        Summary summary,
        List<Discrepancy> discrepancies)
        implements MigrationEvent {

    public CanaryDiscrepancy {
        discrepancies = List.copyOf(discrepancies);
    }

    /** {@return an observer that publishes each verdict with a critical or cosmetic difference} */
    public static CanaryObserver publisher(EventBus bus, String migration, Clock clock) {
        return verdict -> {
            if (verdict.result() == CanaryResult.CRITICAL || verdict.result() == CanaryResult.COSMETIC) {
                bus.publish(() -> of(clock.instant(), migration, verdict));
            }
        };
    }

    private static CanaryDiscrepancy of(Instant at, String migration, CanaryVerdict verdict) {
        return new CanaryDiscrepancy(
                at,
                migration,
                verdict.key(),
                verdict.served(),
                verdict.result(),
                verdict.comparison().summary(),
                verdict.comparison().discrepancies());
    }

    @Override
    public String name() {
        return "switchback.canary.discrepancy";
    }

    @Override
    public Severity severity() {
        return result == CanaryResult.CRITICAL ? Severity.WARNING : Severity.INFO;
    }

    /** {@return the kinds of the differences: other requests that differ likewise say nothing new} */
    @Override
    public Object subject() {
        return discrepancies.stream()
                .map(one -> one.fingerprint().text())
                .distinct()
                .sorted()
                .toList();
    }

    @Override
    public Map<String, Object> payload() {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("key", key);
        payload.put("served", served.text());
        payload.put("result", result.text());
        payload.put("critical", summary.critical());
        payload.put("warning", summary.warning());
        payload.put("info", summary.info());
        payload.put("ignored", summary.ignored());
        payload.put("noise", summary.noise());
        payload.put(
                "discrepancies",
                discrepancies.stream().map(CanaryDiscrepancy::entry).toList());
        return payload;
    }

    private static Map<String, Object> entry(Discrepancy discrepancy) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("fingerprint", discrepancy.fingerprint().text());
        entry.put("type", discrepancy.type().text());
        entry.put("path", discrepancy.path());
        entry.put("severity", discrepancy.severity().text());
        entry.put("message", discrepancy.message());
        entry.put("legacy", discrepancy.legacyValue());
        entry.put("new", discrepancy.newValue());
        return entry;
    }
}
