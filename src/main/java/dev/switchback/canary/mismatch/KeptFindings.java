package dev.switchback.canary.mismatch;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.switchback.canary.CanaryResult;
import dev.switchback.canary.difference.DiscrepancyType;
import dev.switchback.canary.difference.Fingerprint;
import dev.switchback.canary.difference.Severity;
import dev.switchback.state.Document;
import dev.switchback.state.StateStoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What canaries found, in the document of a migration: a section {@code canary-<fingerprint>} for each class, and
 * {@code canary-totals} for what is counted beside them.
 *
 * <p>Bounded: {@value Pending#CLASSES} classes of at most 48 KiB together. When they are full, a class that matters less,
 * or as much and was not found for a week, makes room for a new one; otherwise the new one is only counted.
 */
final class KeptFindings {

    private static final Logger log = LoggerFactory.getLogger(CanaryEvidence.class);
    private static final String PREFIX = "canary-";
    private static final String TOTALS = "canary-totals";
    private static final int MOST_CHARACTERS = 48 * 1024;
    private static final int CUT = 120;
    private static final int CUT_KEY = 40;
    private static final Duration STALE = Duration.ofDays(7);

    private KeptFindings() {}

    /** {@return every class that can be read} */
    static List<Mismatch> classes(Document document) {
        return Sections.read(document, PREFIX, Row.class, (id, row) -> row.mismatch(new Fingerprint(id)));
    }

    /** {@return what is counted beside the classes} */
    static Totals totals(Document document) {
        try {
            return document.section(TOTALS, Totals.class).orElse(Totals.NONE);
        } catch (StateStoreException otherFormat) {
            log.debug("[OutputComparator] kept totals are left out", otherFormat);
            return Totals.NONE;
        }
    }

    /** {@return the document with more in it} */
    static Document with(Document document, Pending.Delta delta) {
        Document grown = document;
        long others = delta.others();
        Map<Fingerprint, Mismatch> known = new TreeMap<>();
        classes(document).forEach(one -> known.put(one.fingerprint(), one));
        for (Mismatch more : delta.classes().values()) {
            String section = PREFIX + more.fingerprint().text();
            Mismatch kept = known.get(more.fingerprint());
            if (kept == null) {
                Optional<Document> roomier = roomFor(grown, more);
                if (roomier.isEmpty()) {
                    others += more.counts().total();
                    continue;
                }
                grown = roomier.get();
            }
            grown = grown.with(section, Row.of(kept == null ? more : kept.plus(more)));
        }
        return grown.with(TOTALS, totals(grown).plus(delta.results(), delta.uses(), others));
    }

    /** {@return the document, perhaps without a class that matters less; empty if there is none} */
    private static Optional<Document> roomFor(Document document, Mismatch more) {
        List<Mismatch> classes = classes(document);
        int characters = classes.stream()
                .mapToInt(one -> String.valueOf(document.sections()
                                .get(PREFIX + one.fingerprint().text()))
                        .length())
                .sum();
        if (classes.size() < Pending.CLASSES && characters < MOST_CHARACTERS) {
            return Optional.of(document);
        }
        return classes.stream()
                .filter(one -> one.severity().compareTo(more.severity()) < 0
                        || (one.severity() == more.severity()
                                && one.lastSeen().isBefore(more.lastSeen().minus(STALE))))
                .min(Comparator.comparing(Mismatch::severity).thenComparing(Mismatch::lastSeen))
                .map(least -> document.without(PREFIX + least.fingerprint().text()));
    }

    /**
     * What is counted beside the classes.
     *
     * @param results how many canaries ended how, by the result's text
     * @param uses how often each rule ignored something, by its id
     * @param others findings that are not told apart
     */
    record Totals(Map<String, Long> results, Map<String, Long> uses, long others) {

        static final Totals NONE = new Totals(Map.of(), Map.of(), 0);
        private static final int MOST_USES = 64;

        Totals {
            results = results == null ? Map.of() : new TreeMap<>(results);
            uses = uses == null ? Map.of() : new TreeMap<>(uses);
        }

        Totals plus(Map<CanaryResult, Long> more, Map<String, Long> used, long moreOthers) {
            Map<String, Long> grown = new TreeMap<>(results);
            more.forEach((result, count) -> grown.merge(result.text(), count, Long::sum));
            Map<String, Long> grownUses = new TreeMap<>(uses);
            used.forEach((rule, count) -> {
                if (grownUses.containsKey(rule) || grownUses.size() < MOST_USES) {
                    grownUses.merge(rule, count, Long::sum);
                }
            });
            return new Totals(grown, grownUses, others + moreOthers);
        }

        Map<CanaryResult, Long> byResult() {
            Map<CanaryResult, Long> counts = new EnumMap<>(CanaryResult.class);
            for (CanaryResult result : CanaryResult.values()) {
                counts.put(result, results.getOrDefault(result.text(), 0L));
            }
            return counts;
        }
    }

    /** A class as it is written. */
    private record Row(
            String type,
            String severity,
            String place,
            String change,
            Mismatch.Counts counts,
            Instant firstSeen,
            Instant lastSeen,
            RowExample example,
            List<String> keys) {

        static Row of(Mismatch one) {
            return new Row(
                    one.type().text(),
                    one.severity().text(),
                    Sections.cut(one.place(), CUT),
                    Sections.cut(one.change(), CUT),
                    one.counts(),
                    one.firstSeen(),
                    one.lastSeen(),
                    RowExample.of(one.example()),
                    one.keys().stream().map(key -> Sections.cut(key, CUT_KEY)).toList());
        }

        Mismatch mismatch(Fingerprint fingerprint) {
            return new Mismatch(
                    fingerprint,
                    DiscrepancyType.valueOf(type.toUpperCase(Locale.ROOT)),
                    Severity.valueOf(severity.toUpperCase(Locale.ROOT)),
                    place,
                    change,
                    counts,
                    firstSeen,
                    lastSeen,
                    example.example(),
                    keys);
        }
    }

    /** An example as it is written. */
    private record RowExample(
            String key,
            String path,
            String message,
            String legacy,
            @JsonProperty("new") String replacement) {

        static RowExample of(Mismatch.Example one) {
            return new RowExample(
                    Sections.cut(one.key(), CUT_KEY),
                    Sections.cut(one.path(), CUT),
                    Sections.cut(one.message(), CUT),
                    Sections.cut(one.legacy(), CUT),
                    Sections.cut(one.replacement(), CUT));
        }

        Mismatch.Example example() {
            return new Mismatch.Example(key, path, message, legacy, replacement);
        }
    }
}
