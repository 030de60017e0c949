package dev.switchback.router.node;

import dev.switchback.event.MigrationEvent;
import dev.switchback.event.Severity;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * This process's breaker has opened, without having failed itself, because other nodes tripped.
 *
 * @param at when, by the wall clock
 * @param migration the name of the migration
 * @param nodes those that tripped by their own calls, in order of their names
 * @param live how many nodes were live, this one included
 * @param quorum how many had to trip
 * @param openUntil when the next call may probe; empty if it has closed again meanwhile
 */
public record BreakerOpenedByFleet(
        Instant at, String migration, List<String> nodes, int live, int quorum, Optional<Instant> openUntil)
        implements MigrationEvent {

    public BreakerOpenedByFleet {
        nodes = List.copyOf(nodes);
    }

    @Override
    public String name() {
        return "switchback.breaker.opened_by_fleet";
    }

    @Override
    public Severity severity() {
        return Severity.WARNING;
    }

    @Override
    public Object subject() {
        return nodes;
    }

    @Override
    public Map<String, Object> payload() {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("nodes", nodes);
        payload.put("tripped", nodes.size());
        payload.put("live", live);
        payload.put("quorum", quorum);
        openUntil.ifPresent(until -> payload.put("open_until", until.toString()));
        return Collections.unmodifiableMap(payload);
    }
}
