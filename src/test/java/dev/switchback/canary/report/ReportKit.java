package dev.switchback.canary.report;

import dev.switchback.activemodel.GenerationPlan;
import dev.switchback.activemodel.GenerationRequest;
import dev.switchback.activemodel.Schemas;
import dev.switchback.activemodel.StagedGenerator;
import dev.switchback.activemodel.StringGenerator;
import dev.switchback.activemodel.tables.TableFilter;
import dev.switchback.canary.CanaryResult;
import dev.switchback.canary.difference.Comparison;
import dev.switchback.canary.difference.Discrepancy;
import dev.switchback.canary.difference.DiscrepancyType;
import dev.switchback.canary.difference.Severity;
import dev.switchback.canary.difference.Shape;
import dev.switchback.canary.mismatch.CanaryReport;
import dev.switchback.canary.mismatch.CanaryReport.RuleUse;
import dev.switchback.canary.mismatch.IgnoreRule;
import dev.switchback.canary.mismatch.Mismatch;
import dev.switchback.canary.mismatch.NoiseMask;
import dev.switchback.canary.text.FilesComparator;
import dev.switchback.canary.text.TextTolerance;
import dev.switchback.canary.tree.FileTree;
import dev.switchback.state.Attribution;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reports and comparisons to show: small ones, those of the shipped generators, and hostile ones. */
final class ReportKit {

    static final Instant NOW = Instant.parse("2026-11-28T03:04:05.678Z");

    /** What must stay text on every page: markup, commands to a terminal, turned around, half a character, no spaces. */
    static final String HOSTILE =
            "<img src=x onerror=alert(1)></script></code>${1+1}\"'`|\u001b[31m\u202egnp.exe\ud800" + "x".repeat(300);

    private ReportKit() {}

    static Discrepancy difference(String path, String change, String legacy, String replacement) {
        return Discrepancy.of(DiscrepancyType.FILE_CONTENT, path, "the line differs")
                .values(legacy, replacement)
                .shaped(new Shape(path, change, path));
    }

    static Mismatch mismatch(Discrepancy found, long counted, String... keys) {
        return new Mismatch(
                found.fingerprint(),
                found.type(),
                found.severity(),
                found.shape().place(),
                found.shape().change(),
                new Mismatch.Counts(counted, counted > 1 ? 0 : 3, 0),
                NOW.minus(Duration.ofDays(2)),
                NOW.minus(Duration.ofMinutes(3)),
                new Mismatch.Example(
                        keys.length == 0 ? "" : keys[0],
                        found.path(),
                        found.message(),
                        found.legacyValue(),
                        found.newValue()),
                List.of(keys));
    }

    static CanaryReport report(List<Mismatch> mismatches, List<RuleUse> rules, List<NoiseMask> noise) {
        Map<CanaryResult, Long> results = new LinkedHashMap<>();
        results.put(CanaryResult.MATCH, mismatches.isEmpty() ? 0L : 1_203L);
        results.put(CanaryResult.COSMETIC, mismatches.isEmpty() ? 0L : 211L);
        results.put(
                CanaryResult.CRITICAL,
                mismatches.stream()
                        .filter(one -> one.severity() == Severity.CRITICAL)
                        .mapToLong(one -> one.counts().counted())
                        .sum());
        results.put(CanaryResult.TIMEOUT, 2L);
        return new CanaryReport("active-models", NOW, results, mismatches, 0, rules, noise);
    }

    static RuleUse rule(String owner, String reason, boolean ended) {
        IgnoreRule rule = IgnoreRule.until(
                        ended ? NOW.minusSeconds(86_400) : NOW.plusSeconds(864_000), Attribution.api(owner, reason))
                .at("**/updatedAt")
                .of(DiscrepancyType.MODEL_STRUCTURE)
                .rule();
        return new RuleUse(rule, ended, ended ? 1_204 : 17, !ended);
    }

    static NoiseMask mask(String place) {
        Discrepancy found = difference(place, "instant -> other instant", "", "");
        return new NoiseMask(
                "0123456789ab",
                found.fingerprint(),
                found.type(),
                place,
                "instant -> other instant",
                41,
                NOW,
                NOW.plusSeconds(60));
    }

    /** What the two shipped generators make of Chinook, compared file by file. */
    static ComparedFiles chinook() {
        SortedMap<String, String> before = new TreeMap<>();
        SortedMap<String, String> after = new TreeMap<>();
        StringGenerator legacy = new StringGenerator(Clock.fixed(NOW, ZoneOffset.UTC));
        StagedGenerator replacement = new StagedGenerator();
        for (GenerationRequest request :
                GenerationPlan.of(Schemas.chinookOnH2(), TableFilter.ALL).requests()) {
            before.putAll(legacy.generate(request).files());
            after.putAll(replacement.generate(request).files());
        }
        return compared("chinook", FileTree.of(before), FileTree.of(after));
    }

    static ComparedFiles compared(String subject, FileTree before, FileTree after) {
        Comparison found = new FilesComparator(TextTolerance.EXACT).compare(before, after);
        return new ComparedFiles(subject, found, before, after);
    }

    /** The report of canaries that found every difference of a comparison so often. */
    static CanaryReport reportOf(ComparedFiles compared) {
        Map<String, Mismatch> classes = new LinkedHashMap<>();
        long count = 1;
        for (Discrepancy found : compared.comparison().discrepancies()) {
            classes.putIfAbsent(found.fingerprint().text(), mismatch(found, count++ % 9 * 117 + 1, found.path()));
        }
        return report(
                List.copyOf(classes.values()),
                List.of(
                        rule(
                                "ada",
                                "legacy writes the time of the run; agreed with the front end, see issue 17",
                                false),
                        rule("grace", "import order, until the formatter is in both", true)),
                List.of(mask("/generatedAt")));
    }
}
