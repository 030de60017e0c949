package dev.switchback.cli.read;

import dev.switchback.MigrationStatus;
import dev.switchback.Statistics;
import dev.switchback.cli.shell.Fields;
import org.jspecify.annotations.Nullable;

/** The status and the statistics as JSON. */
final class StatusFields {

    private StatusFields() {}

    static Fields of(MigrationStatus status) {
        return Fields.answer(status.migration())
                .put("sentence", status.sentence())
                .put("state", status.state())
                .put("rolledBack", status.rolledBack())
                .put(
                        "percentage",
                        Fields.of()
                                .put("target", status.percentage().target())
                                .put("effective", status.percentage().effective())
                                .put("source", status.percentage().source()))
                .put(
                        "canary",
                        Fields.of()
                                .put("enabled", status.canary().enabled())
                                .put("samplePercentage", status.canary().samplePercentage())
                                .put("source", status.canary().source()))
                .put("override", override(status.override()))
                .put("breaker", breaker(status.breaker()))
                .put("rollbacksToday", status.rollbacksToday())
                .put("lastRollback", lastRollback(status.lastRollback()))
                .put("scheduledAt", status.scheduledAt())
                .put("statistics", statistics(status.statistics()))
                .put("store", store(status.store()))
                .put("nodes", status.nodes().stream().map(StatusFields::node).toList());
    }

    static Fields statistics(Statistics statistics) {
        return Fields.of()
                .put("executionsTotal", statistics.executionsTotal())
                .put("executionsLegacy", statistics.executionsLegacy())
                .put("executionsNew", statistics.executionsNew())
                .put("executionsCanary", statistics.executionsCanary())
                .put("fallbacksToLegacy", statistics.fallbacksToLegacy())
                .put("errorsNew", statistics.errorsNew())
                .put("errorsLegacy", statistics.errorsLegacy())
                .put("canaryDiscrepancies", statistics.canaryDiscrepancies())
                .put("canaryCompared", statistics.canaryCompared())
                .put("canaryMismatchRate", statistics.canaryMismatchRate())
                .put("meanLegacy", statistics.meanLegacy())
                .put("meanNew", statistics.meanNew())
                .put("meanCanaryOverhead", statistics.meanCanaryOverhead())
                .put("legacy", side(statistics.legacy()))
                .put("new", side(statistics.newSide()));
    }

    private static Fields side(Statistics.Side side) {
        return Fields.of()
                .put("totalSamples", side.totalSamples())
                .put("recentSamples", side.recentSamples())
                .put("successRate", side.successRate())
                .put("mean", side.mean())
                .put("p95", side.p95());
    }

    private static @Nullable Fields override(MigrationStatus.@Nullable Word word) {
        return word == null
                ? null
                : Fields.of()
                        .put("mode", word.mode())
                        .put("by", word.by())
                        .put("reason", word.reason())
                        .put("until", word.until())
                        .put("remainingSeconds", word.remainingSeconds())
                        .put("source", word.source());
    }

    private static Fields breaker(MigrationStatus.Breaker breaker) {
        return Fields.of()
                .put("state", breaker.state())
                .put("errors", breaker.errors())
                .put("errorThreshold", breaker.errorThreshold())
                .put("windowSeconds", breaker.windowSeconds())
                .put("openUntil", breaker.openUntil())
                .put("nextProbeSeconds", breaker.nextProbeSeconds())
                .put("openedBy", breaker.openedBy())
                .put("reason", breaker.reason());
    }

    private static @Nullable Fields lastRollback(MigrationStatus.@Nullable LastRollback last) {
        return last == null
                ? null
                : Fields.of()
                        .put("at", last.at())
                        .put("trigger", last.trigger())
                        .put("reason", last.reason())
                        .put("operator", last.operator())
                        .put("success", last.success())
                        .put("unacknowledged", last.unacknowledged())
                        .put("tookMillis", last.tookMillis());
    }

    private static Fields store(MigrationStatus.Store store) {
        return Fields.of()
                .put("kind", store.kind())
                .put("where", store.where())
                .put("readable", store.readable())
                .put("writable", store.writable())
                .put("generation", store.generation())
                .put("undurable", store.undurable())
                .put("ageMillis", store.ageMillis())
                .put("trouble", store.trouble());
    }

    private static Fields node(MigrationStatus.Node node) {
        return Fields.of()
                .put("node", node.node())
                .put("host", node.host())
                .put("pid", node.pid())
                .put("epoch", node.epoch())
                .put("percentage", node.percentage())
                .put("breaker", node.breaker())
                .put("inFlightNew", node.inFlightNew())
                .put("lastSeen", node.lastSeen())
                .put("clockSkewMillis", node.clockSkewMillis());
    }
}
