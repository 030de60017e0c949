package dev.switchback.canary.structure;

import dev.switchback.canary.difference.Comparison;
import dev.switchback.canary.difference.Discrepancy;
import dev.switchback.canary.difference.DiscrepancyType;
import dev.switchback.canary.difference.Severity;
import dev.switchback.canary.difference.Shape;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What was found: all of it is counted, and as much is kept as a comparison lists. For one thread. */
final class Findings {

    private final Rules rules;
    private final List<Discrepancy> listed = new ArrayList<>();
    private final Map<Severity, Integer> counts = new EnumMap<>(Severity.class);
    private int all;

    Findings(Rules rules) {
        this.rules = rules;
    }

    /**
     * One difference.
     *
     * @param type what kind it is, unless it is at a place of metadata
     * @param message without payload
     * @param change what became what, without payload
     */
    record Found(DiscrepancyType type, Severity severity, String message, String change) {

        static Found of(DiscrepancyType type, String message, String change) {
            return new Found(type, type.severity(), message, change);
        }

        Found weighed(Severity other) {
            return new Found(type, other, message, change);
        }
    }

    /** Adds a difference, showing what is there; null is nothing. */
    void add(Place place, Found found, @Nullable Node legacy, @Nullable Node replacement) {
        if (isNext(place, found)) {
            list(place, found, Sample.of(legacy), Sample.of(replacement));
        }
    }

    /** Adds a difference, showing these texts. */
    void add(Place place, Found found, String legacy, String replacement) {
        if (isNext(place, found)) {
            list(place, found, legacy, replacement);
        }
    }

    private boolean isNext(Place place, Found found) {
        all++;
        counts.merge(isMetadata(place, found) ? Severity.INFO : found.severity(), 1, Integer::sum);
        return listed.size() < Comparison.LISTED;
    }

    private void list(Place place, Found found, String legacy, String replacement) {
        boolean metadata = isMetadata(place, found);
        listed.add(Discrepancy.of(metadata ? DiscrepancyType.METADATA : found.type(), place.pointer(), found.message())
                .weighed(metadata ? Severity.INFO : found.severity())
                .values(legacy, replacement)
                .shaped(Shape.of(place.general(), found.change())));
    }

    /** That something could not be compared is never a matter of metadata. */
    private boolean isMetadata(Place place, Found found) {
        return found.type() != DiscrepancyType.COMPARISON_ERROR && rules.isMetadata(place);
    }

    Comparison comparison() {
        Comparison.Summary summary = new Comparison.Summary(
                count(Severity.CRITICAL), count(Severity.WARNING), count(Severity.INFO), 0, 0, 0, 0);
        return new Comparison(listed, all - listed.size(), summary, Optional.empty());
    }

    private int count(Severity severity) {
        return counts.getOrDefault(severity, 0);
    }
}
