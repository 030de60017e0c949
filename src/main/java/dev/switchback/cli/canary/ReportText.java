package dev.switchback.cli.canary;

import dev.switchback.canary.CanaryResult;
import dev.switchback.canary.mismatch.CanaryReport;
import dev.switchback.canary.mismatch.CanaryReport.RuleUse;
import dev.switchback.canary.mismatch.Mismatch;
import dev.switchback.canary.mismatch.NoiseMask;
import dev.switchback.cli.shell.Fields;
import dev.switchback.cli.shell.TextTable;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

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

    /** {@return what the library writes as JSON, as fields of an answer} */
    static Fields fields(ObjectNode json) {
        Fields fields = Fields.of();
        json.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
        return fields;
    }
}
