package dev.switchback.router.node;

import dev.switchback.router.statistics.Totals;
import dev.switchback.state.Attribution;
import dev.switchback.state.Document;
import dev.switchback.state.StateChange;
import dev.switchback.state.StateStore;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Adds the counters of processes that have ended to those that the document keeps, each process once.
 *
 * <p>The section {@code statistics} holds the totals, the same by hour for {@value #KEPT_DAYS} days, the recent
 * durations of the last process, and the identities of the processes that were added last.
 */
public final class StatisticsFold {

    /** The section of the document. */
    public static final String SECTION = "statistics";

    private static final int KEPT_DAYS = 35;
    private static final int KNOWN_PROCESSES = 64;

    private StatisticsFold() {}

    /** {@return what is kept} */
    public static Kept read(Document document) {
        return document.section(SECTION, Kept.class).orElse(Kept.NONE);
    }

    /**
     * Adds the counters of one process, unless they have been added.
     *
     * @param instance the process's identity
     */
    public static void add(StateStore store, String migration, String instance, NodeDetails last, Instant at) {
        if (last.totals().equals(Totals.ZERO) || read(store.document(migration)).knows(instance)) {
            return;
        }
        StateChange change = StateChange.of(
                        migration, "STATISTICS_FOLDED", Attribution.automatic("the counters of a process that ended"))
                .observation()
                .change(document -> document.with(SECTION, read(document).with(instance, last, at)))
                .build();
        store.submit(change);
    }

    /**
     * The section.
     *
     * @param totals everything counted by processes that have ended
     * @param hours the same by hour, keyed by the hour's begin
     * @param legacy recent durations of legacy
     * @param newSide recent durations of the new side
     * @param processes the processes added last, and when
     */
    public record Kept(
            Totals totals,
            Map<String, Totals> hours,
            NodeDetails.Recent legacy,
            NodeDetails.Recent newSide,
            Map<String, Instant> processes) {

        /** Of a migration that has not counted anything yet. */
        public static final Kept NONE =
                new Kept(Totals.ZERO, Map.of(), NodeDetails.Recent.NONE, NodeDetails.Recent.NONE, Map.of());

        boolean knows(String instance) {
            return processes.containsKey(instance);
        }

        Kept with(String instance, NodeDetails last, Instant at) {
            if (knows(instance)) {
                return this;
            }
            Map<String, Totals> byHour = new TreeMap<>(hours);
            byHour.merge(at.truncatedTo(ChronoUnit.HOURS).toString(), last.totals(), Totals::plus);
            String oldest = at.minus(KEPT_DAYS, ChronoUnit.DAYS).toString();
            byHour.keySet().removeIf(hour -> hour.compareTo(oldest) < 0);
            Map<String, Instant> known = new LinkedHashMap<>();
            processes.entrySet().stream()
                    .skip(Math.max(0, processes.size() - KNOWN_PROCESSES + 1L))
                    .forEach(entry -> known.put(entry.getKey(), entry.getValue()));
            known.put(instance, at);
            return new Kept(
                    totals.plus(last.totals()),
                    byHour,
                    last.legacy().samples() > 0 ? last.legacy() : legacy,
                    last.newSide().samples() > 0 ? last.newSide() : newSide,
                    known);
        }
    }
}
