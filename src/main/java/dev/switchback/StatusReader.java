package dev.switchback;

import dev.switchback.breaker.BreakerMemory;
import dev.switchback.breaker.BreakerStatus.OpenedBy;
import dev.switchback.flags.BreakerFlags;
import dev.switchback.flags.Setting;
import dev.switchback.flags.Settings;
import dev.switchback.flags.Snapshot;
import dev.switchback.flags.Source;
import dev.switchback.fleet.NodeReport;
import dev.switchback.rollback.RollbackStatus;
import dev.switchback.router.node.BreakerView;
import dev.switchback.router.node.KeptStatistics;
import dev.switchback.router.node.NodeDetails;
import dev.switchback.router.node.NodeRow;
import dev.switchback.router.node.NodeRows;
import dev.switchback.router.statistics.Totals;
import dev.switchback.state.Document;
import dev.switchback.state.StateStore;
import dev.switchback.state.StateStoreException;
import dev.switchback.state.StoreStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Puts the status together from the snapshot, the rollback, the store and what the nodes say; no I/O of its own. */
final class StatusReader {

    private final String migration;
    private final StateStore store;
    private final Clock clock;

    StatusReader(String migration, StateStore store, Clock clock) {
        this.migration = migration;
        this.store = store;
        this.clock = clock;
    }

    MigrationStatus status(Snapshot snapshot, RollbackStatus rollback, List<NodeReport> nodes) {
        Settings settings = snapshot.settings();
        MigrationStatus status = new MigrationStatus(
                migration,
                "",
                rollback.state().text(),
                rollback.rolledBack(),
                percentage(snapshot, nodes),
                new MigrationStatus.Canary(
                        settings.canary().enabled(),
                        settings.canary().sample().percent(),
                        source(snapshot, Setting.CANARY, nodes)),
                override(snapshot, nodes, clock.instant()),
                breaker(settings.breaker(), nodes),
                rollback.rollbacksToday(),
                rollback.lastRollback().map(StatusReader::lastRollback).orElse(null),
                rollback.scheduledAt().orElse(null),
                statistics(nodes),
                storeStatus(),
                nodes.stream().map(StatusReader::node).toList());
        return status.saying(StatusSentence.of(status, snapshot, rollback, clock.instant()));
    }

    /** What ended processes have counted, and what live ones have counted beyond what was already added of them. */
    Statistics statistics(List<NodeReport> nodes) {
        KeptStatistics kept = kept();
        Totals totals = kept.totals();
        NodeDetails.Recent legacy = kept.legacy();
        NodeDetails.Recent newSide = kept.newSide();
        for (NodeReport node : nodes) {
            Optional<NodeDetails> details = NodeDetails.read(node.details());
            if (details.isPresent()) {
                totals = totals.plus(
                        unfolded(kept, node.instance(), details.get().totals()));
                legacy = details.get().legacy().or(legacy);
                newSide = details.get().newSide().or(newSide);
            }
        }
        return Statistics.of(totals, legacy, newSide);
    }

    /** {@return the worst breaker of the nodes, or what was kept of one, or a closed one} */
    MigrationStatus.Breaker breaker(BreakerFlags flags, List<NodeReport> nodes) {
        Instant now = clock.instant();
        return details(nodes)
                .map(NodeDetails::breaker)
                .max(Comparator.comparing(BreakerView::isOpen).thenComparing(BreakerView::errors))
                .map(view -> new MigrationStatus.Breaker(
                        view.state(),
                        view.errors(),
                        view.errorThreshold(),
                        view.windowSeconds(),
                        view.openUntil(),
                        secondsUntil(view.openUntil(), now),
                        view.openedBy(),
                        view.reason()))
                .orElseGet(() -> rememberedBreaker(flags, now));
    }

    /** No process runs: the worst of what processes have left that still keeps the next one from the new pipeline. */
    private MigrationStatus.Breaker rememberedBreaker(BreakerFlags flags, Instant now) {
        Instant windowBegins = now.minus(flags.errorWindow());
        Optional<NodeRow> worst = NodeRows.all(store.document(migration)).stream()
                .max(Comparator.comparing((NodeRow row) -> !row.isOver(now, flags.errorWindow()))
                        .thenComparing(row -> errors(row, windowBegins)));
        Optional<BreakerMemory> open =
                worst.filter(row -> !row.isOver(now, flags.errorWindow())).map(NodeRow::breaker);
        String state = open.map(memory -> memory.state().text()).orElse("closed");
        Instant until = open.flatMap(BreakerMemory::openUntil).orElse(null);
        return new MigrationStatus.Breaker(
                flags.enabled() ? state : "disabled",
                worst.map(row -> errors(row, windowBegins)).orElse(0),
                flags.errorThreshold(),
                flags.errorWindow().toSeconds(),
                until,
                secondsUntil(until, now),
                open.flatMap(memory -> memory.origin().openedBy())
                        .map(OpenedBy::text)
                        .orElse(null),
                null);
    }

    private static int errors(NodeRow row, Instant windowBegins) {
        return (int) row.breaker().failures().stream()
                .filter(at -> !at.isBefore(windowBegins))
                .count();
    }

    private KeptStatistics kept() {
        try {
            return KeptStatistics.read(store.document(migration));
        } catch (StateStoreException otherFormat) { // the counters are not worth failing the whole status for
            return KeptStatistics.read(Document.empty(migration));
        }
    }

    private static Totals unfolded(KeptStatistics kept, String instance, Totals counted) {
        try {
            return kept.unfolded(instance, counted);
        } catch (StateStoreException otherFormat) { // shown, although some of it may have been added before
            return counted;
        }
    }

    private MigrationStatus.Percentage percentage(Snapshot snapshot, List<NodeReport> nodes) {
        double effective = details(nodes)
                .mapToDouble(NodeDetails::percentage)
                .max()
                .orElse(snapshot.effectivePercentage().percent());
        double stored = snapshot.settings().percentage().percent();
        double target = details(nodes).mapToDouble(NodeDetails::target).max().orElse(stored);
        return new MigrationStatus.Percentage(
                target, snapshot.forcedLegacy() ? 0 : effective, source(snapshot, Setting.PERCENTAGE, nodes));
    }

    /** A variable of any live process comes first: what it masks is what an operator must know. */
    private static String source(Snapshot snapshot, Setting setting, List<NodeReport> nodes) {
        Source own = snapshot.source(setting);
        return details(nodes)
                .flatMap(details -> Stream.ofNullable(details.sources().get(setting.property())))
                .findFirst()
                .orElse(own.isEnvironment() ? own.detail() : own.kind());
    }

    private MigrationStatus.Store storeStatus() {
        StoreStatus status = store.status();
        Optional<String> unreadable = store.unreadable(migration).or(status::unreadable);
        return new MigrationStatus.Store(
                status.kind(),
                status.where(),
                unreadable.isEmpty(),
                status.unwritable().isEmpty(),
                store.document(migration).generation(),
                status.undurable(),
                Math.max(0, Duration.between(status.lastRead(), clock.instant()).toMillis()),
                unreadable.or(status::unwritable).or(status::damage).orElse(null));
    }

    private static Stream<NodeDetails> details(List<NodeReport> nodes) {
        return nodes.stream().flatMap(node -> NodeDetails.read(node.details()).stream());
    }

    /** The stored override, or one that a variable of a live process sets. */
    private static MigrationStatus.@Nullable Word override(Snapshot snapshot, List<NodeReport> nodes, Instant now) {
        String source = source(snapshot, Setting.OVERRIDE, nodes);
        return snapshot.settings()
                .override()
                .map(word -> new MigrationStatus.Word(
                        word.mode().text(),
                        word.by(),
                        word.reason(),
                        word.until().orElse(null),
                        secondsUntil(word.until().orElse(null), now),
                        source))
                .or(() -> details(nodes)
                        .flatMap(process -> Stream.ofNullable(process.override()))
                        .findFirst()
                        .map(word -> new MigrationStatus.Word(
                                word.mode(),
                                word.by(),
                                word.reason(),
                                word.until(),
                                secondsUntil(word.until(), now),
                                source)))
                .orElse(null);
    }

    private static MigrationStatus.LastRollback lastRollback(RollbackStatus.LastRollback last) {
        return new MigrationStatus.LastRollback(
                last.at(),
                last.trigger().text(),
                last.reason(),
                last.operator(),
                last.success(),
                last.unacknowledged(),
                last.took().toMillis());
    }

    private static MigrationStatus.Node node(NodeReport report) {
        Optional<NodeDetails> details = NodeDetails.read(report.details());
        return new MigrationStatus.Node(
                report.node(),
                report.host(),
                report.pid(),
                report.followed("routing").drainedEpoch(),
                details.map(NodeDetails::percentage).orElse(0.0),
                details.map(known -> known.breaker().state()).orElse("unknown"),
                details.map(NodeDetails::inFlightNew).orElse(0L),
                report.lastSeen(),
                report.clockSkew().map(Duration::toMillis).orElse(null));
    }

    private static @Nullable Long secondsUntil(@Nullable Instant until, Instant now) {
        return until == null ? null : Math.max(0, Duration.between(now, until).toSeconds());
    }
}
