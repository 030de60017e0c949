package dev.switchback.router.node;

import dev.switchback.breaker.BreakerMemory;
import dev.switchback.breaker.BreakerState;
import dev.switchback.breaker.BreakerStatus.OpenedBy;
import dev.switchback.breaker.BreakerStatus.Origin;
import dev.switchback.state.Document;
import dev.switchback.state.StateStoreException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * What one node remembers, 16 KiB at most.
 *
 * @param breaker its breaker, with the newest {@value #MOST_FAILURES} failures
 * @param pinned its pinned keys, and when each pin ends; of more than {@value #MOST_PIN_BYTES} bytes those that end last
 */
public record NodeRow(BreakerMemory breaker, Map<String, Instant> pinned) {

    private static final int MOST_FAILURES = 200;
    private static final int MOST_PIN_BYTES = 6_000;
    private static final int BYTES_BESIDE_A_KEY = 36;

    public NodeRow {
        pinned = pinned == null ? Map.of() : Map.copyOf(pinned);
    }

    /** Times are cut to milliseconds: the breaker works them out anew each time, a few nanoseconds apart. */
    static NodeRow bounded(BreakerMemory all, Map<String, Instant> pins) {
        List<Instant> failures = all.failures();
        BreakerMemory breaker = new BreakerMemory(
                all.state(),
                millis(all.since()),
                all.openUntil().map(NodeRow::millis),
                all.trips(),
                all.lastTrip().map(NodeRow::millis),
                new Origin(
                        all.origin().openedBy(),
                        all.origin().ownTrip().map(NodeRow::millis),
                        all.origin().closedAt().map(NodeRow::millis)),
                failures.subList(Math.max(0, failures.size() - MOST_FAILURES), failures.size()).stream()
                        .map(NodeRow::millis)
                        .toList());
        return new NodeRow(breaker, newest(pins));
    }

    /**
     * Returns the row of a document's section, taken apart by hand: binding a record by reflection costs a command line
     * run more than everything else it does.
     *
     * @throws StateStoreException if the section does not fit
     */
    static Optional<NodeRow> of(Document document, String section) {
        try {
            return document.section(section).map(NodeRow::read);
        } catch (RuntimeException misfit) { // of a node that is not there, or a text that is no instant or state
            throw StateStoreException.section(document.migration(), section, misfit);
        }
    }

    private static NodeRow read(JsonNode row) {
        JsonNode breaker = row.required("breaker");
        List<Instant> failures = new ArrayList<>();
        breaker.path("failures").forEach(at -> failures.add(Instant.parse(at.stringValue())));
        Map<String, Instant> pinned = new HashMap<>();
        row.path("pinned")
                .properties()
                .forEach(pin -> pinned.put(pin.getKey(), instant(pin.getValue()).orElseThrow()));
        return new NodeRow(
                new BreakerMemory(
                        BreakerState.valueOf(breaker.required("state").stringValue()),
                        Instant.parse(breaker.required("since").stringValue()),
                        instant(breaker.path("openUntil")),
                        breaker.path("trips").asInt(0),
                        instant(breaker.path("lastTrip")),
                        origin(breaker.path("origin")),
                        failures),
                pinned);
    }

    private static Origin origin(JsonNode origin) {
        JsonNode by = origin.path("openedBy");
        return new Origin(
                by.isString() ? Optional.of(OpenedBy.valueOf(by.stringValue())) : Optional.empty(),
                instant(origin.path("ownTrip")),
                instant(origin.path("closedAt")));
    }

    private static Optional<Instant> instant(JsonNode at) {
        return at.isString() ? Optional.of(Instant.parse(at.stringValue())) : Optional.empty();
    }

    /** {@return whether there is nothing in it that a process without it would not have} */
    boolean isEmpty() {
        return !breaker.state().isOpen()
                && breaker.trips() == 0
                && breaker.failures().isEmpty()
                && pinned.isEmpty();
    }

    /**
     * Returns whether it keeps anybody from the new pipeline no more: not open, or for longer than the window open
     * without a process that would have tried again.
     */
    public boolean isOver(Instant now, Duration errorWindow) {
        return !breaker.state().isOpen()
                || breaker.openUntil().orElse(breaker.since()).plus(errorWindow).isBefore(now);
    }

    /** {@return the last moment that means anything: of a failure, a trip, a wait or a pin} */
    Instant latest() {
        Stream<Instant> ofBreaker = breaker.state() == BreakerState.CLOSED
                ? breaker.lastTrip().stream()
                : Stream.concat(Stream.of(breaker.since()), breaker.openUntil().stream());
        return Stream.of(ofBreaker, breaker.failures().stream(), pinned.values().stream())
                .flatMap(moments -> moments)
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
    }

    private static Map<String, Instant> newest(Map<String, Instant> pins) {
        Map<String, Instant> kept = new HashMap<>();
        int bytes = 0;
        List<Map.Entry<String, Instant>> latestFirst = pins.entrySet().stream()
                .sorted(Map.Entry.<String, Instant>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .toList();
        for (Map.Entry<String, Instant> pin : latestFirst) {
            bytes += pin.getKey().getBytes(StandardCharsets.UTF_8).length + BYTES_BESIDE_A_KEY;
            if (bytes > MOST_PIN_BYTES) {
                break;
            }
            kept.put(pin.getKey(), millis(pin.getValue()));
        }
        return kept;
    }

    private static Instant millis(Instant moment) {
        return moment.truncatedTo(ChronoUnit.MILLIS);
    }
}
