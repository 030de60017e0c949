package dev.switchback;

import dev.switchback.flags.Snapshot;
import dev.switchback.fleet.Acknowledgement;
import dev.switchback.fleet.FleetView;
import dev.switchback.fleet.NodeReport;
import dev.switchback.rollback.RollbackStatus;
import dev.switchback.rollback.RollbackStrategy;
import dev.switchback.router.node.NodeDetails;
import dev.switchback.state.Document;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the processes of one migration said at one moment, and what they do not agree on.
 *
 * @param possible the reports of all that may run
 * @param at when they were looked at
 */
record FleetLook(List<NodeReport> possible, Instant at) {

    /** As long as a report may be old of a process that is held to be live. */
    private static final Duration FRESH = Duration.ofSeconds(5);

    /** A change is everywhere after one second, and reported after another. */
    private static final Duration SETTLES = Duration.ofSeconds(3);

    private static final int NAMED = 5;

    static FleetLook at(FleetView fleet, Instant now) {
        return new FleetLook(fleet.possible(), now);
    }

    /** {@return the reports of those that certainly run} */
    List<NodeReport> live() {
        return possible.stream().filter(report -> !isSilent(report)).toList();
    }

    private boolean isSilent(NodeReport report) {
        return silence(report).compareTo(FRESH) > 0;
    }

    private Duration silence(NodeReport report) {
        return Duration.between(report.lastSeen(), at);
    }

    /**
     * Returns what they do not agree on, with each other or with the state, a sentence each. What follows a change is
     * given time to arrive.
     *
     * @param byState what the state alone says, no variable of a process counted in
     */
    List<String> disagreements(Document document, Snapshot byState, RollbackStatus rollback) {
        List<String> found = new ArrayList<>();
        if (Duration.between(document.changedAt(), at).compareTo(SETTLES) > 0) {
            addPercentages(found, byState);
            addEpochs(found, rollback);
        }
        possible.stream()
                .filter(this::isSilent)
                .forEach(report -> found.add("%s has been silent for %d s and may still run"
                        .formatted(report.node(), silence(report).toSeconds())));
        return found;
    }

    private void addPercentages(List<String> found, Snapshot byState) {
        Map<BigDecimal, List<String>> nodes = new TreeMap<>();
        for (NodeReport report : live()) {
            NodeDetails.read(report.details())
                    .map(details -> percent(details.percentage()))
                    .ifPresent(percentage -> nodes.computeIfAbsent(percentage, any -> new ArrayList<>())
                            .add(report.node()));
        }
        BigDecimal stated = percent(byState.effectivePercentage().percent());
        boolean known = byState.unreadable().isEmpty();
        if (nodes.size() > 1 || (known && !nodes.isEmpty() && !nodes.containsKey(stated))) {
            String groups = nodes.entrySet().stream()
                    .map(group ->
                            "%s %% to new on %s".formatted(group.getKey().toPlainString(), names(group.getValue())))
                    .collect(Collectors.joining(", "));
            found.add(known ? "%s, %s %% by the state".formatted(groups, stated.toPlainString()) : groups);
        }
    }

    private static BigDecimal percent(double percent) {
        return BigDecimal.valueOf(percent).stripTrailingZeros();
    }

    /** While a rollback is in force each is to have followed it; who came after it is cleared knows nothing of it. */
    private void addEpochs(List<String> found, RollbackStatus rollback) {
        if (!rollback.rolledBack()) {
            return;
        }
        List<String> behind = live().stream()
                .filter(report -> report.serves(RollbackStrategy.ROUTING)
                        && !report.followed(RollbackStrategy.ROUTING).reached(Acknowledgement.FORCED, rollback.epoch()))
                .map(NodeReport::node)
                .toList();
        if (!behind.isEmpty()) {
            found.add("rollback %d is not followed by %s".formatted(rollback.epoch(), names(behind)));
        }
    }

    private static String names(List<String> nodes) {
        String first = nodes.stream().limit(NAMED).collect(Collectors.joining(", "));
        return nodes.size() <= NAMED ? first : "%s and %d more".formatted(first, nodes.size() - NAMED);
    }
}
