package dev.switchback.router.node;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.switchback.event.CleanText;
import dev.switchback.flags.ManualOverride;
import dev.switchback.flags.Setting;
import dev.switchback.flags.Snapshot;
import dev.switchback.health.Health;
import dev.switchback.health.HealthStatus;
import dev.switchback.rollback.signal.Vitals;
import dev.switchback.router.statistics.AdapterStatistics;
import dev.switchback.router.statistics.SideStatistics;
import dev.switchback.router.statistics.Totals;
import dev.switchback.router.way.Routing;
import dev.switchback.state.StateJson;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/**
 * What a process shows of its routing in its node file.
 *
 * @param generation the generation that its snapshot was composed from
 * @param percentage the effective percentage
 * @param target the percentage that is asked for in this process
 * @param override the override in force in this process, null for none
 * @param sources where each value comes from that is not the default, by the setting's name
 * @param breaker its breaker
 * @param inFlightNew how many calls run on the new pipeline
 * @param missingKeys how many requests had no key
 * @param pinnedKeys how many keys are pinned to legacy
 * @param health its overall health, in lower case
 * @param totals its counters
 * @param legacy recent durations of legacy
 * @param newSide recent durations of the new side
 * @param window the figures of the last minutes, null if an older version wrote this
 * @param issues what is not well in it, at most {@value #MOST_ISSUES}
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record NodeDetails(
        long generation,
        double percentage,
        double target,
        @Nullable Word override,
        Map<String, String> sources,
        BreakerView breaker,
        long inFlightNew,
        long missingKeys,
        int pinnedKeys,
        String health,
        Totals totals,
        Recent legacy,
        Recent newSide,
        @Nullable Window window,
        List<String> issues) {

    private static final int MOST_ISSUES = 5;
    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

    public NodeDetails {
        issues = issues == null ? List.of() : List.copyOf(issues); // an older version wrote none
    }

    /** {@return what this process shows now} */
    public static NodeDetails of(Routing routing, Health health, Vitals vitals) {
        Snapshot snapshot = routing.snapshot();
        AdapterStatistics statistics = routing.statistics();
        return new NodeDetails(
                snapshot.generation(),
                snapshot.effectivePercentage().percent(),
                snapshot.settings().percentage().percent(),
                snapshot.settings().override().map(Word::of).orElse(null),
                sources(snapshot),
                BreakerView.of(routing.breaker().status()),
                routing.inFlightNew(),
                routing.missingKeys(),
                routing.pinnedKeys().size(),
                health.overall().text(),
                statistics.totals(),
                Recent.of(statistics.legacy()),
                Recent.of(statistics.newSide()),
                Window.of(vitals),
                health.issues().stream().limit(MOST_ISSUES).map(CleanText::of).toList());
    }

    /** {@return what a node's report holds of it, empty if it holds none that can be read} */
    public static Optional<NodeDetails> read(Map<String, Object> details) {
        try {
            NodeDetails read = StateJson.MAPPER.convertValue(details, NodeDetails.class);
            return read.breaker == null || read.totals == null ? Optional.empty() : Optional.of(read);
        } catch (RuntimeException otherVersion) {
            return Optional.empty();
        }
    }

    /** {@return this as a node's report holds it} */
    public Map<String, Object> toMap() {
        return StateJson.MAPPER.convertValue(this, MAP);
    }

    private static Map<String, String> sources(Snapshot snapshot) {
        Map<String, String> sources = new TreeMap<>();
        for (Setting setting : Setting.values()) {
            if (snapshot.source(setting).isEnvironment()) {
                sources.put(setting.property(), snapshot.source(setting).detail());
            }
        }
        return sources;
    }

    /**
     * The recent durations of one side.
     *
     * @param samples how many
     * @param p50Nanos their median in nanoseconds
     * @param p95Nanos the duration that 95 % do not exceed
     * @param p99Nanos the duration that 99 % do not exceed
     */
    public record Recent(int samples, long p50Nanos, long p95Nanos, long p99Nanos) {

        /** Of a side without runs. */
        public static final Recent NONE = new Recent(0, 0, 0, 0);

        /** {@return the recent durations of a side} */
        public static Recent of(SideStatistics side) {
            return new Recent(
                    side.recentSamples(),
                    side.p50().toNanos(),
                    side.p95().toNanos(),
                    side.p99().toNanos());
        }

        /** {@return the one of both that tells more} */
        public Recent or(@Nullable Recent other) {
            return other == null || samples >= other.samples ? this : other;
        }
    }

    /**
     * An override.
     *
     * @param mode {@code legacy} or {@code new}
     * @param by who
     * @param reason why
     * @param until when it ends, null for never
     */
    public record Word(
            String mode, String by, String reason, @Nullable Instant until) {

        static Word of(ManualOverride word) {
            return new Word(
                    word.mode().text(), word.by(), word.reason(), word.until().orElse(null));
        }
    }

    /**
     * The figures of the last minutes, which can be added to those of other processes.
     *
     * @param nanos how long the window is
     * @param newCalls calls of the new side
     * @param newErrors failed ones among them
     * @param newNanos what they took together
     * @param legacyCalls calls of legacy
     * @param legacyErrors failed ones among them
     * @param legacyNanos what they took together
     * @param compared comparisons
     * @param critical those with a critical difference
     */
    public record Window(
            long nanos,
            long newCalls,
            long newErrors,
            long newNanos,
            long legacyCalls,
            long legacyErrors,
            long legacyNanos,
            long compared,
            long critical) {

        static final Window NONE = new Window(0, 0, 0, 0, 0, 0, 0, 0, 0);

        static Window of(Vitals vitals) {
            return new Window(
                    vitals.window().toNanos(),
                    vitals.newCalls(),
                    vitals.newErrors(),
                    vitals.newMean().toNanos() * vitals.newCalls(),
                    vitals.legacyCalls(),
                    vitals.legacyErrors(),
                    vitals.legacyMean().toNanos() * vitals.legacyCalls(),
                    vitals.compared(),
                    vitals.criticalMismatches());
        }

        Window plus(Window other) {
            return new Window(
                    Math.max(nanos, other.nanos),
                    newCalls + other.newCalls,
                    newErrors + other.newErrors,
                    newNanos + other.newNanos,
                    legacyCalls + other.legacyCalls,
                    legacyErrors + other.legacyErrors,
                    legacyNanos + other.legacyNanos,
                    compared + other.compared,
                    critical + other.critical);
        }

        /** {@return the figures of all processes together, as a rollback manager reads them} */
        public static Vitals together(Collection<NodeDetails> processes, HealthStatus overall) {
            Window sum = NONE;
            boolean open = false;
            for (NodeDetails details : processes) {
                sum = details.window == null ? sum : sum.plus(details.window);
                open |= details.breaker.isOpen();
            }
            return new Vitals(
                    Duration.ofNanos(sum.nanos),
                    sum.newCalls,
                    sum.newErrors,
                    sum.legacyCalls,
                    sum.legacyErrors,
                    Duration.ofNanos(sum.newCalls == 0 ? 0 : sum.newNanos / sum.newCalls),
                    Duration.ofNanos(sum.legacyCalls == 0 ? 0 : sum.legacyNanos / sum.legacyCalls),
                    sum.compared,
                    sum.critical,
                    open,
                    overall);
        }
    }
}
