package dev.switchback.router.node;

import dev.switchback.router.statistics.Totals;
import dev.switchback.state.Document;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What has been added of each process, so that nothing is added twice: sixteen sections by the last character of the
 * process's identity, each for the sixteen processes added last, {@code {"folded": {"<instance>": {"at": "...", "counted": [0,
 * 12]}}}}.
 *
 * <p>A process that is taken for dead, outlives a hundred others and then goes on is counted twice: that far back
 * nothing is remembered.
 */
final class FoldedProcesses {

    private static final int KNOWN = 16;

    private final String section;
    private final Map<String, Folded> rows;

    private FoldedProcesses(String section, Map<String, Folded> rows) {
        this.section = section;
        this.rows = rows;
    }

    static FoldedProcesses of(Document document, String instance) {
        String section = "%s-processes-%s".formatted(KeptStatistics.SECTION, digit(instance));
        Map<String, Folded> rows =
                document.section(section, Rows.class).map(Rows::folded).orElse(Map.of());
        return new FoldedProcesses(section, rows);
    }

    Totals counted(String instance) {
        Folded folded = rows.get(instance);
        return folded == null ? Totals.ZERO : Totals.of(folded.counted());
    }

    FoldedProcesses with(String instance, Totals counted, Instant at) {
        Map<String, Folded> known = new TreeMap<>(rows);
        known.remove(instance);
        while (known.size() >= KNOWN) {
            known.remove(oldest(known));
        }
        known.put(instance, new Folded(at, counted(instance).orLater(counted).figures()));
        return new FoldedProcesses(section, known);
    }

    Document in(Document document) {
        return document.with(section, new Rows(rows));
    }

    private static String oldest(Map<String, Folded> rows) {
        return rows.entrySet().stream()
                .min(Comparator.comparing(row -> row.getValue().at()))
                .orElseThrow()
                .getKey();
    }

    private static String digit(String instance) {
        int digit = instance.isEmpty() ? 0 : Character.digit(instance.charAt(instance.length() - 1), 16);
        return Integer.toHexString(Math.max(0, digit));
    }

    /** The section. */
    record Rows(Map<String, Folded> folded) {

        Rows {
            folded = folded == null ? Map.of() : Map.copyOf(folded);
        }
    }

    /**
     * One process.
     *
     * @param at when it had counted that much
     * @param counted its counters, as {@link Totals#figures}
     */
    record Folded(Instant at, List<Long> counted) {

        Folded {
            at = at == null ? Instant.EPOCH : at;
            counted = counted == null ? List.of() : List.copyOf(counted);
        }
    }
}
