package dev.switchback.canary.mismatch;

import dev.switchback.canary.CanaryResult;
import dev.switchback.canary.difference.Severity;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What the canaries of a migration have found, in every process and since it began.
 *
 * @param migration the migration's name
 * @param at when the report was made
 * @param results how many canaries ended how; every result is a key
 * @param mismatches every class of differences, those that matter most first
 * @param others how many findings were not told apart any more, because there were too many classes
 * @param rules every ignore rule that this process knows of
 * @param noise every mask, ended ones included until they are swept
 */
public record CanaryReport(
        String migration,
        Instant at,
        Map<CanaryResult, Long> results,
        List<Mismatch> mismatches,
        long others,
        List<RuleUse> rules,
        List<NoiseMask> noise) {

    public CanaryReport {
        Map<CanaryResult, Long> every = new EnumMap<>(CanaryResult.class);
        for (CanaryResult result : CanaryResult.values()) {
            every.put(result, results.getOrDefault(result, 0L));
        }
        results = Collections.unmodifiableMap(every);
        mismatches = mismatches.stream().sorted(Mismatch.BY_WEIGHT).toList();
        rules = List.copyOf(rules);
        noise = List.copyOf(noise);
    }

    /**
     * An ignore rule, and what it has ignored.
     *
     * @param rule the rule
     * @param ended whether it has ended, so that it ignores nothing any more
     * @param ignored how many differences it has ignored
     * @param inCode whether it was made in code and not by a command; it then ends with the code
     */
    public record RuleUse(IgnoreRule rule, boolean ended, long ignored, boolean inCode) {}

    /** {@return how many canaries ended so} */
    public long count(CanaryResult result) {
        return results.getOrDefault(result, 0L);
    }

    /** {@return how many canaries came to a comparison} */
    public long compared() {
        return count(CanaryResult.MATCH)
                + count(CanaryResult.NOISE)
                + count(CanaryResult.IGNORED)
                + count(CanaryResult.COSMETIC)
                + count(CanaryResult.CRITICAL);
    }

    /** {@return the same without what is only ignored or noise, and without classes that matter less than this} */
    public CanaryReport from(Severity least) {
        List<Mismatch> left = mismatches.stream()
                .filter(one ->
                        one.severity().compareTo(least) >= 0 && one.counts().counted() > 0)
                .toList();
        return new CanaryReport(migration, at, results, left, others, rules, noise);
    }

    /** {@return one sentence: what was compared, how much of it differs, and how much that matters} */
    public String sentence() {
        long critical = count(CanaryResult.CRITICAL);
        if (compared() == 0) {
            return "%s: nothing has been compared yet".formatted(migration);
        }
        long classes = from(Severity.CRITICAL).mismatches().size();
        return critical == 0
                ? "%s: %d comparisons, no critical difference".formatted(migration, compared())
                : "%s: %d of %d comparisons (%.1f %%) have a critical difference, of %d %s"
                        .formatted(
                                migration,
                                critical,
                                compared(),
                                100.0 * critical / compared(),
                                classes,
                                classes == 1 ? "class" : "classes");
    }
}
