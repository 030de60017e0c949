package dev.switchback.cli.canary;

import dev.switchback.canary.CanaryResult;
import dev.switchback.canary.mismatch.CanaryReport;
import dev.switchback.canary.mismatch.CanaryReport.RuleUse;
import dev.switchback.canary.mismatch.IgnoreRule;
import dev.switchback.canary.mismatch.Mismatch;
import dev.switchback.canary.mismatch.NoiseMask;
import dev.switchback.cli.shell.Fields;
import dev.switchback.cli.shell.TextTable;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** What canaries found, as fields and as lines. */
final class ReportText {

    private ReportText() {}

    /** {@return the classes as a table} */
    static List<String> table(List<Mismatch> mismatches) {
        TextTable table = new TextTable("fingerprint", "severity", "type", "count", "where", "change", "last", "keys");
        mismatches.forEach(one -> table.row(
                one.fingerprint(),
                one.severity().text(),
                one.type().text(),
                one.counts().counted(),
                one.place().isEmpty() ? "-" : one.place(),
                one.change().isEmpty() ? "-" : one.change(),
                one.lastSeen().truncatedTo(ChronoUnit.SECONDS),
                String.join(", ", one.keys().subList(0, Math.min(3, one.keys().size())))));
        return table.lines();
    }

    /** {@return the rules as a table} */
    static List<String> rules(List<RuleUse> rules) {
        TextTable table = new TextTable("rule", "owner", "until", "ignored", "scope", "reason");
        rules.forEach(use -> table.row(
                use.rule().id(),
                use.rule().by().operator(),
                use.ended() ? "ENDED " + use.rule().until() : use.rule().until(),
                use.ignored(),
                use.rule().scope().text(),
                use.rule().by().reason()));
        return table.lines();
    }

    /** {@return the masks as a table} */
    static List<String> noise(List<NoiseMask> masks, Instant now) {
        TextTable table = new TextTable("mask", "type", "where", "change", "seen", "last", "until");
        masks.forEach(mask -> table.row(
                mask.id(),
                mask.type().text(),
                mask.place(),
                mask.change(),
                mask.seen(),
                mask.lastSeen().truncatedTo(ChronoUnit.SECONDS),
                mask.hasEnded(now) ? "ENDED " + mask.until() : mask.until()));
        return table.lines();
    }

    /** {@return how many canaries ended how, those that ended so at all: {@code match 120, critical 3}} */
    static String results(CanaryReport report) {
        StringBuilder text = new StringBuilder();
        for (CanaryResult result : CanaryResult.values()) {
            long count = report.count(result);
            text.append(count == 0 ? "" : "%s%s %d".formatted(text.isEmpty() ? "" : ", ", result.text(), count));
        }
        return text.isEmpty() ? "none" : text.toString();
    }

    static Fields fields(Mismatch one) {
        return Fields.of()
                .put("fingerprint", one.fingerprint().text())
                .put("type", one.type().text())
                .put("severity", one.severity().text())
                .put("place", one.place())
                .put("change", one.change())
                .put("count", one.counts().counted())
                .put("ignored", one.counts().ignored())
                .put("noise", one.counts().noise())
                .put("firstSeen", one.firstSeen())
                .put("lastSeen", one.lastSeen())
                .put("keys", one.keys())
                .put(
                        "example",
                        Fields.of()
                                .put("key", one.example().key())
                                .put("path", one.example().path())
                                .put("message", one.example().message())
                                .put("legacy", one.example().legacy())
                                .put("new", one.example().replacement()));
    }

    static Fields fields(RuleUse use) {
        IgnoreRule rule = use.rule();
        return Fields.of()
                .put("id", rule.id())
                .put("owner", rule.by().operator())
                .put("reason", rule.by().reason())
                .put("scope", rule.scope().text())
                .put("until", rule.until())
                .put("ended", use.ended())
                .put("ignored", use.ignored())
                .put("inCode", use.inCode());
    }

    static Fields fields(NoiseMask mask, Instant now) {
        return Fields.of()
                .put("id", mask.id())
                .put("fingerprint", mask.fingerprint().text())
                .put("type", mask.type().text())
                .put("place", mask.place())
                .put("change", mask.change())
                .put("seen", mask.seen())
                .put("lastSeen", mask.lastSeen())
                .put("until", mask.until())
                .put("ended", mask.hasEnded(now));
    }

    static Fields fields(CanaryReport report) {
        Fields results = Fields.of();
        for (CanaryResult result : CanaryResult.values()) {
            results.put(result.name().toLowerCase(Locale.ROOT), report.count(result));
        }
        return Fields.answer(report.migration())
                .put("at", report.at())
                .put("sentence", report.sentence())
                .put("results", results)
                .put("compared", report.compared())
                .put(
                        "mismatches",
                        report.mismatches().stream().map(ReportText::fields).toList())
                .put("others", report.others())
                .put(
                        "ignoreRules",
                        report.rules().stream().map(ReportText::fields).toList())
                .put(
                        "noise",
                        report.noise().stream()
                                .map(mask -> fields(mask, report.at()))
                                .toList());
    }
}
