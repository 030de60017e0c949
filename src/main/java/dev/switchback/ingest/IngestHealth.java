package dev.switchback.ingest;

import dev.switchback.health.ComponentHealth;
import dev.switchback.health.HealthSource;
import dev.switchback.health.HealthStatus;
import dev.switchback.ingest.IngestionBuilder.Thresholds;
import dev.switchback.ingest.queue.Depths;
import dev.switchback.ingest.queue.Mode;
import dev.switchback.jdbc.PoolUse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** How well a queue is, by what its process knows; no I/O. */
final class IngestHealth implements HealthSource {

    private final Watch watch;
    private final Thresholds thresholds;
    private final Supplier<PoolUse> pool;

    IngestHealth(Watch watch, Thresholds thresholds, Supplier<PoolUse> pool) {
        this.watch = watch;
        this.thresholds = thresholds;
        this.pool = pool;
    }

    /** Collects what is wrong, the worst of it, and whether requests can be served at all. */
    private static final class Verdict {
        private HealthStatus status = HealthStatus.HEALTHY;
        private boolean ready = true;
        private final List<String> issues = new ArrayList<>();
        private final List<String> advice = new ArrayList<>();

        void add(HealthStatus worse, String issue, String recommendation) {
            status = status.worse(worse);
            issues.add(issue);
            advice.add(recommendation);
        }

        void notReady(String issue, String recommendation) {
            ready = false;
            add(HealthStatus.CRITICAL, issue, recommendation);
        }
    }

    @Override
    public String component() {
        return "ingestion";
    }

    @Override
    public ComponentHealth health() {
        Verdict verdict = new Verdict();
        watch.trouble()
                .ifPresent(why -> verdict.notReady(
                        "the database does not answer: " + why,
                        "mend the database; what was accepted is in it, and this process goes on by itself"));
        Depths depths = watch.sample().depths();
        judgeMode(verdict);
        judgeDepth(verdict, depths);
        judgeProgress(verdict, depths);
        judgeRest(verdict, depths);
        return new ComponentHealth(verdict.status, verdict.issues, verdict.advice, details(verdict, depths));
    }

    private void judgeMode(Verdict verdict) {
        Mode mode = watch.mode();
        if (mode != Mode.ASYNC) {
            verdict.add(
                    HealthStatus.DEGRADED,
                    "the mode is %s: %s".formatted(mode, watch.reason()),
                    "enter ASYNC again when the reason is gone: switchback ingest mode ASYNC --reason ...");
        }
    }

    private void judgeDepth(Verdict verdict, Depths depths) {
        if (depths.total() > thresholds.critical()) {
            verdict.add(
                    HealthStatus.CRITICAL,
                    "%d events are in the queue, more than %d".formatted(depths.total(), thresholds.critical()),
                    "look whether the processors keep up: switchback ingest status");
        } else if (depths.total() >= thresholds.warning()) {
            verdict.add(
                    HealthStatus.DEGRADED,
                    "%d events are in the queue, %d or more".formatted(depths.total(), thresholds.warning()),
                    "watch it: switchback ingest status");
        }
    }

    private void judgeProgress(Verdict verdict, Depths depths) {
        boolean shouldMove = watch.mode().isProcessing() && depths.hasWork();
        if (shouldMove && watch.withoutProgress().compareTo(thresholds.noProgress()) >= 0) {
            verdict.notReady(
                    "%d events are in the queue, and none was finished for %d s"
                            .formatted(depths.total(), watch.withoutProgress().toSeconds()),
                    "look for the processors and what they wait for: switchback ingest queue list --status processing");
        }
    }

    private static void judgeRest(Verdict verdict, Depths depths) {
        if (depths.stuck() > 0) {
            verdict.add(
                    HealthStatus.DEGRADED,
                    "%d events are stuck: their process died or hangs".formatted(depths.stuck()),
                    "they are rescued by themselves, or now: switchback ingest rescue");
        }
        if (depths.undeliverable() > 0) {
            verdict.add(
                    HealthStatus.DEGRADED,
                    "%d deliveries were given up".formatted(depths.undeliverable()),
                    "look at event_deliveries with status failed");
        }
    }

    private Map<String, Object> details(Verdict verdict, Depths depths) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("ready", verdict.ready);
        details.put("mode", watch.mode().name());
        details.put("databaseReachable", watch.trouble().isEmpty());
        details.put("pending", depths.pending());
        details.put("processing", depths.processing());
        details.put("stuck", depths.stuck());
        details.put("oldestMillis", depths.oldest().toMillis());
        details.put("dead", depths.dead());
        details.put("deliveries", depths.deliveries());
        details.put("undeliverable", depths.undeliverable());
        details.put("acceptedPerSecond", Math.round(watch.sample().acceptedPerSecond()));
        details.put("processedPerSecond", Math.round(watch.sample().processedPerSecond()));
        PoolUse use = pool.get();
        details.put("poolActive", use.active());
        details.put("poolIdle", use.idle());
        details.put("poolWaiting", use.waiting());
        return details;
    }
}
