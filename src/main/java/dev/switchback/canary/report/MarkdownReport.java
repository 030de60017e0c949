package dev.switchback.canary.report;

import dev.switchback.canary.CanaryResult;
import dev.switchback.canary.difference.Comparison;
import dev.switchback.canary.difference.Discrepancy;
import dev.switchback.canary.difference.Severity;
import dev.switchback.canary.mismatch.CanaryReport;
import dev.switchback.canary.mismatch.CanaryReport.RuleUse;
import dev.switchback.canary.mismatch.Mismatch;
import dev.switchback.canary.mismatch.NoiseMask;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * What canaries have found as Markdown, for a terminal, a ticket or a chat.
 *
 * <p>Whatever the compared outputs hold is shown as code on one line, control characters escaped, so that it means
 * nothing to a terminal or to whatever renders Markdown. Thread-safe.
 */
public final class MarkdownReport {

    /** How many lines of diff one comparison shows. */
    private static final int DIFF_LINES = 400;

    private MarkdownReport() {}

    /** {@return all that the canaries of a migration have found: a sentence, a table, then each class} */
    public static String of(CanaryReport report) {
        StringBuilder text = new StringBuilder("# Canary report: %s\n\n%s\n\n%s\n"
                .formatted(Markdown.prose(report.migration()), Markdown.prose(report.sentence()), results(report)));
        text.append("\n## Differences\n\n");
        if (report.mismatches().isEmpty()) {
            text.append("None.\n");
        } else {
            table(text, report.mismatches());
        }
        if (report.others() > 0) {
            text.append("\n%d more findings were not told apart, because there were too many classes.\n"
                    .formatted(report.others()));
        }
        report.mismatches().forEach(one -> section(text, report, one));
        rules(text, report.rules());
        noise(text, report);
        return text.toString();
    }

    /** {@return what one comparison found, a line for each difference, what matters most first} */
    public static String of(Comparison comparison) {
        StringBuilder text = new StringBuilder(counts(comparison)).append('\n');
        if (!comparison.discrepancies().isEmpty()) {
            text.append('\n');
        }
        List<Discrepancy> byWeight = new ArrayList<>(comparison.discrepancies());
        byWeight.sort(Comparator.comparing(Discrepancy::severity).reversed());
        byWeight.forEach(found -> text.append(line(found)));
        if (comparison.unlisted() > 0) {
            text.append("- and %d more\n".formatted(comparison.unlisted()));
        }
        return text.toString();
    }

    /** {@return what one comparison found, and the unified diff, of which at most the first 400 lines} */
    public static String of(ComparedFiles compared) {
        StringBuilder text = new StringBuilder("# Comparison: %s\n\n".formatted(Markdown.prose(compared.subject())));
        text.append(of(compared.comparison()));
        List<String> diff = UnifiedDiff.of(compared.legacy(), compared.replacement())
                .lines()
                .toList();
        if (!diff.isEmpty()) {
            text.append('\n').append(Markdown.block("diff", diff.subList(0, Math.min(DIFF_LINES, diff.size()))));
        }
        if (diff.size() > DIFF_LINES) {
            text.append("\nand %d more lines\n".formatted(diff.size() - DIFF_LINES));
        }
        return text.toString();
    }

    private static String counts(Comparison comparison) {
        Comparison.Summary summary = comparison.summary();
        StringBuilder text = new StringBuilder("**%s**: %d critical, %d warning, %d info"
                .formatted(
                        comparison.result().name().toLowerCase(Locale.ROOT),
                        summary.critical(),
                        summary.warning(),
                        summary.info()));
        if (summary.ignored() + summary.noise() > 0) {
            text.append("; %d ignored, %d noise".formatted(summary.ignored(), summary.noise()));
        }
        if (summary.files() > 0) {
            text.append("; %d of %d files are the same".formatted(summary.filesEqual(), summary.files()));
        }
        comparison
                .performance()
                .ifPresent(took -> text.append("; legacy %d ms, new %d ms%s"
                        .formatted(
                                took.legacy().toMillis(),
                                took.replacement().toMillis(),
                                took.regressed() ? " (slower)" : "")));
        return text.toString();
    }

    private static String line(Discrepancy found) {
        String line = "- **%s** %s %s: %s"
                .formatted(
                        found.severity().text(),
                        found.type().text(),
                        Markdown.code(found.path()),
                        Markdown.prose(found.message()));
        return found.legacyValue().isEmpty() && found.newValue().isEmpty()
                ? line + "\n"
                : "%s\n  - legacy: %s\n  - new: %s\n"
                        .formatted(line, Markdown.code(found.legacyValue()), Markdown.code(found.newValue()));
    }

    private static String results(CanaryReport report) {
        StringBuilder text = new StringBuilder("%d compared until %s:".formatted(report.compared(), time(report.at())));
        for (CanaryResult result : CanaryResult.values()) {
            text.append(" %d %s,".formatted(report.count(result), result.text()));
        }
        text.setCharAt(text.length() - 1, '.');
        return text.toString();
    }

    private static void table(StringBuilder text, List<Mismatch> mismatches) {
        text.append(Markdown.row(
                List.of("severity", "count", "place", "change", "first seen", "last seen", "fingerprint")));
        text.append("| --- | ---: | --- | --- | --- | --- | --- |\n");
        for (Mismatch one : mismatches) {
            text.append(Markdown.row(List.of(
                    one.severity() == Severity.CRITICAL
                            ? "**critical**"
                            : one.severity().text(),
                    Long.toString(one.counts().counted()),
                    Markdown.code(one.place()),
                    Markdown.code(one.change()),
                    time(one.firstSeen()),
                    time(one.lastSeen()),
                    Markdown.code(one.fingerprint().text()))));
        }
    }

    private static void section(StringBuilder text, CanaryReport report, Mismatch one) {
        Mismatch.Example example = one.example();
        text.append("\n### %s: %s %s\n\n"
                .formatted(one.fingerprint(), one.severity().text(), Markdown.code(one.place())));
        text.append("%s (%s), %d times; %d ignored, %d noise.\n\n"
                .formatted(
                        Markdown.prose(example.message()),
                        one.type().text(),
                        one.counts().counted(),
                        one.counts().ignored(),
                        one.counts().noise()));
        text.append("- at %s of key %s\n".formatted(Markdown.code(example.path()), Markdown.code(example.key())));
        text.append("- legacy: %s\n".formatted(Markdown.code(example.legacy())));
        text.append("- new: %s\n".formatted(Markdown.code(example.replacement())));
        text.append("- keys: %s\n\n"
                .formatted(String.join(
                        ", ", one.keys().stream().map(Markdown::code).toList())));
        List<String> lines = new ArrayList<>();
        for (Commands.Command command : Commands.of(report.migration(), one.fingerprint())) {
            lines.add("%s %s".formatted(command.line(), command.open()).strip());
        }
        text.append(Markdown.block("sh", lines));
    }

    private static void rules(StringBuilder text, List<RuleUse> rules) {
        if (rules.isEmpty()) {
            return;
        }
        text.append("\n## Ignored\n\n");
        text.append(Markdown.row(List.of("rule", "owner", "reason", "scope", "until", "ignored")));
        text.append("| --- | --- | --- | --- | --- | ---: |\n");
        for (RuleUse use : rules) {
            String until = time(use.rule().until());
            text.append(Markdown.row(List.of(
                    use.inCode() ? use.rule().id() + " (in code)" : use.rule().id(),
                    Markdown.prose(use.rule().by().operator()),
                    Markdown.prose(use.rule().by().reason()),
                    Markdown.code(use.rule().scope().text()),
                    use.ended() ? "**ended** %s".formatted(until) : until,
                    Long.toString(use.ignored()))));
        }
    }

    private static void noise(StringBuilder text, CanaryReport report) {
        if (report.noise().isEmpty()) {
            return;
        }
        text.append("\n## Noise: where legacy differs from itself\n\n");
        text.append(Markdown.row(List.of("type", "place", "change", "seen", "last seen", "until", "fingerprint")));
        text.append("| --- | --- | --- | ---: | --- | --- | --- |\n");
        for (NoiseMask mask : report.noise()) {
            String until = time(mask.until());
            text.append(Markdown.row(List.of(
                    mask.type().text(),
                    Markdown.code(mask.place()),
                    Markdown.code(mask.change()),
                    Long.toString(mask.seen()),
                    time(mask.lastSeen()),
                    mask.hasEnded(report.at()) ? "**ended** %s".formatted(until) : until,
                    Markdown.code(mask.fingerprint().text()))));
        }
    }

    private static String time(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
