package dev.switchback.router.node;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.switchback.router.statistics.Totals;
import dev.switchback.state.Document;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * The counters that the document keeps of processes that have ended.
 *
 * <p>Cut into sections so that one fold changes a few KiB, for a journal record holds both sides of what it changes and
 * must fit in 64 KiB: {@code statistics} has the sums and the recent durations of the last process, {@code
 * statistics-2026-11-21} the same by hour of one day (see {@link HourlyStatistics}), {@code statistics-processes-0} to
 * {@code -f} what was added of each process (see {@link FoldedProcesses}).
 *
 * <p>Immutable. A section that cannot be read is an error and not a zero: what a newer version keeps is not written over.
 */
public final class KeptStatistics {

    /** The section of the sums; the names of the others begin with it. */
    public static final String SECTION = "statistics";

    private final Document document;
    private final Sums sums;

    private KeptStatistics(Document document, Sums sums) {
        this.document = document;
        this.sums = sums;
    }

    /**
     * Returns what a document keeps.
     *
     * @throws dev.switchback.state.StateStoreException if the sums cannot be read
     */
    public static KeptStatistics read(Document document) {
        return new KeptStatistics(document, Sums.of(document));
    }

    /** {@return everything counted by processes that have ended} */
    public Totals totals() {
        return sums.totals();
    }

    /** {@return recent durations of legacy} */
    public NodeDetails.Recent legacy() {
        return sums.legacy();
    }

    /** {@return recent durations of the new side} */
    public NodeDetails.Recent newSide() {
        return sums.newSide();
    }

    /** {@return what was counted in each hour, by the hour's begin, for the newest 35 days on which anything was} */
    public Map<Instant, Totals> hours() {
        return HourlyStatistics.read(document, sums.hours());
    }

    /**
     * Returns what of a process's counters is not in {@link #totals} yet.
     *
     * @throws dev.switchback.state.StateStoreException if it cannot be read what was added of the process
     */
    public Totals unfolded(String instance, Totals counted) {
        if (sums.processes().containsKey(instance)) {
            return Totals.ZERO; // by a version that did not note how much, and added a process only once
        }
        Totals folded = FoldedProcesses.of(document, instance).counted(instance);
        return folded.orLater(counted).minus(folded);
    }

    Document with(String instance, NodeDetails last, Instant at) {
        Totals more = unfolded(instance, last.totals());
        if (more.equals(Totals.ZERO)) {
            return document;
        }
        Sums grown = new Sums(
                sums.totals().plus(more),
                last.legacy().samples() > 0 ? last.legacy() : sums.legacy(),
                last.newSide().samples() > 0 ? last.newSide() : sums.newSide(),
                Map.of(),
                Map.of());
        FoldedProcesses processes = FoldedProcesses.of(document, instance).with(instance, last.totals(), at);
        Document dated = HourlyStatistics.add(document, sums.hours(), more, at);
        return processes.in(dated).with(SECTION, grown);
    }

    /**
     * The section of the sums.
     *
     * @param totals everything counted by processes that have ended
     * @param legacy recent durations of legacy
     * @param newSide recent durations of the new side
     * @param hours what earlier versions kept here by hour, moved to the days with the next fold
     * @param processes the processes that earlier versions added
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Sums(
            Totals totals,
            NodeDetails.Recent legacy,
            NodeDetails.Recent newSide,
            Map<String, Totals> hours,
            Map<String, Instant> processes) {

        static final Sums NONE =
                new Sums(Totals.ZERO, NodeDetails.Recent.NONE, NodeDetails.Recent.NONE, Map.of(), Map.of());

        /** By hand where it is what this version writes, see {@link NodeRow#of}; otherwise the mapper says what is wrong. */
        static Sums of(Document document) {
            JsonNode node = document.section(SECTION).orElse(null);
            if (node == null) {
                return NONE;
            }
            if (!isPlain(node)) {
                return document.section(SECTION, Sums.class).orElse(NONE);
            }
            return new Sums(
                    Totals.named(name -> node.path("totals").path(name).asLong(0)),
                    recent(node.path("legacy")),
                    recent(node.path("newSide")),
                    Map.of(),
                    Map.of());
        }

        private static boolean isPlain(JsonNode node) {
            return node.isObject()
                    && !node.has("hours")
                    && !node.has("processes")
                    && Stream.of("totals", "legacy", "newSide").map(node::path).allMatch(Sums::holdsCounts);
        }

        private static boolean holdsCounts(JsonNode part) {
            return part.isMissingNode()
                    || (part.isObject() && part.valueStream().allMatch(JsonNode::canConvertToLong));
        }

        private static NodeDetails.Recent recent(JsonNode side) {
            return new NodeDetails.Recent(
                    side.path("samples").asInt(0),
                    side.path("p50Nanos").asLong(0),
                    side.path("p95Nanos").asLong(0),
                    side.path("p99Nanos").asLong(0));
        }

        Sums {
            totals = totals == null ? Totals.ZERO : totals;
            legacy = legacy == null ? NodeDetails.Recent.NONE : legacy;
            newSide = newSide == null ? NodeDetails.Recent.NONE : newSide;
            hours = hours == null ? Map.of() : Map.copyOf(hours);
            processes = processes == null ? Map.of() : Map.copyOf(processes);
        }
    }
}
