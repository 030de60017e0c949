package dev.switchback.canary.report;

import dev.switchback.canary.CanaryResult;
import dev.switchback.canary.difference.Comparison;
import dev.switchback.canary.difference.Comparison.Performance;
import dev.switchback.canary.difference.Discrepancy;
import dev.switchback.canary.mismatch.CanaryReport;
import dev.switchback.canary.mismatch.CanaryReport.RuleUse;
import dev.switchback.canary.mismatch.Mismatch;
import dev.switchback.canary.mismatch.NoiseMask;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What canaries have found as JSON, for programs.
 *
 * <p>Fields may be added, and are never renamed. Times are instants in UTC; an example's {@code new} is what the new
 * side has. Half a surrogate pair, which is not a character, becomes U+FFFD.
 */
public final class JsonReport {

    private static final int SCHEMA_VERSION = 1;

    private JsonReport() {}

    /** {@return all that the canaries of a migration have found, the counts of results by their names} */
    public static ObjectNode of(CanaryReport report) {
        ObjectNode json = object();
        json.put("schemaVersion", SCHEMA_VERSION);
        json.put("migration", text(report.migration()));
        json.put("at", report.at().toString());
        json.put("sentence", text(report.sentence()));
        json.set("results", results(report));
        json.put("compared", report.compared());
        ArrayNode mismatches = json.putArray("mismatches");
        report.mismatches().forEach(one -> mismatches.add(of(one)));
        json.put("others", report.others());
        ArrayNode rules = json.putArray("ignoreRules");
        report.rules().forEach(use -> rules.add(of(use)));
        ArrayNode masks = json.putArray("noise");
        report.noise().forEach(mask -> masks.add(of(mask, report.at())));
        return json;
    }

    /** {@return a class of differences, as it stands in the report} */
    public static ObjectNode of(Mismatch one) {
        ObjectNode json = object();
        json.put("fingerprint", one.fingerprint().text());
        json.put("type", one.type().text());
        json.put("severity", one.severity().text());
        json.put("place", text(one.place()));
        json.put("change", text(one.change()));
        json.put("count", one.counts().counted());
        json.put("ignored", one.counts().ignored());
        json.put("noise", one.counts().noise());
        json.put("firstSeen", one.firstSeen().toString());
        json.put("lastSeen", one.lastSeen().toString());
        ArrayNode keys = json.putArray("keys");
        one.keys().forEach(key -> keys.add(text(key)));
        ObjectNode example = json.putObject("example");
        example.put("key", text(one.example().key()));
        example.put("path", text(one.example().path()));
        example.put("message", text(one.example().message()));
        example.put("legacy", text(one.example().legacy()));
        example.put("new", text(one.example().replacement()));
        return json;
    }

    /** {@return what one comparison found; {@code performance} is null if one side did not end} */
    public static ObjectNode of(Comparison comparison) {
        Comparison.Summary summary = comparison.summary();
        ObjectNode json = object();
        json.put("result", comparison.result().name().toLowerCase(Locale.ROOT));
        json.put("critical", summary.critical());
        json.put("warning", summary.warning());
        json.put("info", summary.info());
        json.put("ignored", summary.ignored());
        json.put("noise", summary.noise());
        json.put("files", summary.files());
        json.put("filesEqual", summary.filesEqual());
        putPerformance(json, comparison.performance());
        ArrayNode discrepancies = json.putArray("discrepancies");
        comparison.discrepancies().forEach(one -> discrepancies.add(discrepancy(one)));
        json.put("unlisted", comparison.unlisted());
        return json;
    }

    private static void putPerformance(ObjectNode json, Optional<Performance> performance) {
        if (performance.isEmpty()) {
            json.putNull("performance");
            return;
        }
        Performance took = performance.get();
        ObjectNode node = json.putObject("performance");
        node.put("legacyMillis", took.legacy().toMillis());
        node.put("newMillis", took.replacement().toMillis());
        node.put("regressed", took.regressed());
    }

    private static ObjectNode discrepancy(Discrepancy one) {
        ObjectNode json = object();
        json.put("type", one.type().text());
        json.put("path", text(one.path()));
        json.put("severity", one.severity().text());
        json.put("message", text(one.message()));
        json.put("legacy", text(one.legacyValue()));
        json.put("new", text(one.newValue()));
        json.put("fingerprint", one.fingerprint().text());
        json.put("place", text(one.shape().place()));
        json.put("change", text(one.shape().change()));
        return json;
    }

    private static ObjectNode results(CanaryReport report) {
        ObjectNode json = object();
        for (CanaryResult result : CanaryResult.values()) {
            json.put(result.text(), report.count(result));
        }
        return json;
    }

    /** {@return an ignore rule and what it ignored, as it stands in the report} */
    public static ObjectNode of(RuleUse use) {
        ObjectNode json = object();
        json.put("id", use.rule().id());
        json.put("owner", text(use.rule().by().operator()));
        json.put("reason", text(use.rule().by().reason()));
        json.put("scope", text(use.rule().scope().text()));
        json.put("until", use.rule().until().toString());
        json.put("ended", use.ended());
        json.put("ignored", use.ignored());
        json.put("inCode", use.inCode());
        return json;
    }

    /** {@return a noise mask, as it stands in the report that was made at this instant} */
    public static ObjectNode of(NoiseMask mask, Instant now) {
        ObjectNode json = object();
        json.put("id", mask.id());
        json.put("fingerprint", mask.fingerprint().text());
        json.put("type", mask.type().text());
        json.put("place", text(mask.place()));
        json.put("change", text(mask.change()));
        json.put("seen", mask.seen());
        json.put("lastSeen", mask.lastSeen().toString());
        json.put("until", mask.until().toString());
        json.put("ended", mask.hasEnded(now));
        return json;
    }

    private static String text(String text) {
        if (text.chars().noneMatch(half -> half >= Character.MIN_SURROGATE && half <= Character.MAX_SURROGATE)) {
            return text;
        }
        StringBuilder whole = new StringBuilder(text.length());
        text.codePoints()
                .map(point -> Character.getType(point) == Character.SURROGATE ? 0xfffd : point)
                .forEach(whole::appendCodePoint);
        return whole.toString();
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
