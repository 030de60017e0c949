package dev.switchback.canary.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.canary.difference.Comparison;
import dev.switchback.canary.mismatch.CanaryReport;
import dev.switchback.canary.mismatch.Mismatch;
import dev.switchback.pipeline.Outcome;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class JsonReportTest {

    private static final Mismatch DATES = ReportKit.mismatch(
            ReportKit.difference("a.ts:7", "string -> Date", "string", "Date"), 611, "film", "actor");

    private final CanaryReport report = ReportKit.report(
            List.of(DATES), List.of(ReportKit.rule("ada", "see issue 17", true)), List.of(ReportKit.mask("/traceId")));
    private final ObjectNode json = JsonReport.of(report);

    @Test
    void holdsTheFieldsOfTheContractInTheirOrder() {
        assertThat(json.propertyNames())
                .containsExactly(
                        "schemaVersion",
                        "migration",
                        "at",
                        "sentence",
                        "results",
                        "compared",
                        "mismatches",
                        "others",
                        "ignoreRules",
                        "noise");
        assertThat(json.get("schemaVersion").intValue()).isEqualTo(1);
        assertThat(json.get("at").stringValue()).isEqualTo("2026-11-28T03:04:05.678Z");
        assertThat(json.get("results"))
                .hasToString("{\"match\":1203,\"noise\":0,\"ignored\":0,\"cosmetic\":211,\"critical\":611,"
                        + "\"error\":0,\"dropped\":0,\"timeout\":2}");
        assertThat(json.get("compared").longValue()).isEqualTo(2_025);
    }

    @Test
    void holdsEachClass() {
        assertThat(json.get("mismatches").get(0))
                .hasToString(("{'fingerprint':'%s','type':'file_content','severity':'critical','place':'a.ts:7',"
                                + "'change':'string -> Date','count':611,'ignored':0,'noise':0,"
                                + "'firstSeen':'2026-11-26T03:04:05.678Z','lastSeen':'2026-11-28T03:01:05.678Z',"
                                + "'keys':['film','actor'],'example':{'key':'film','path':'a.ts:7',"
                                + "'message':'the line differs','legacy':'string','new':'Date'}}")
                        .formatted(DATES.fingerprint())
                        .replace('\'', '"'));
    }

    @Test
    void holdsRulesAndNoise() {
        JsonNode rule = json.get("ignoreRules").get(0);
        JsonNode mask = json.get("noise").get(0);

        assertThat(rule.propertyNames())
                .containsExactly("id", "owner", "reason", "scope", "until", "ended", "ignored", "inCode");
        assertThat(rule.get("ended").booleanValue()).isTrue();
        assertThat(mask.propertyNames())
                .containsExactly("id", "fingerprint", "type", "place", "change", "seen", "lastSeen", "until", "ended");
        assertThat(mask.get("ended").booleanValue()).isFalse();
    }

    @Test
    void holdsAComparison() {
        Comparison found =
                Comparison.of(List.of(ReportKit.difference("a.ts:7", "string -> Date", "string", "Date")), 9, 8);

        assertThat(JsonReport.of(found))
                .hasToString(("{'result':'critical','critical':1,'warning':0,'info':0,'ignored':0,'noise':0,'files':9,"
                                + "'filesEqual':8,'performance':null,'discrepancies':[{'type':'file_content',"
                                + "'path':'a.ts:7','severity':'critical','message':'the line differs',"
                                + "'legacy':'string','new':'Date','fingerprint':'%s','place':'a.ts:7',"
                                + "'change':'string -> Date'}],'unlisted':0}")
                        .formatted(DATES.fingerprint())
                        .replace('\'', '"'));
    }

    @Test
    void saysHowLongBothTook() {
        Comparison timed = Comparison.match()
                .timed(
                        new Outcome.Returned<>("a", Duration.ofMillis(100)),
                        new Outcome.Returned<>("a", Duration.ofMillis(200)));

        assertThat(JsonReport.of(timed).get("performance"))
                .hasToString("{\"legacyMillis\":100,\"newMillis\":200,\"regressed\":true}");
    }

    @Test
    void replacesHalfACharacter() {
        Mismatch half = ReportKit.mismatch(ReportKit.difference("a", "b", "x\ud800y", "\ud83d\ude00"), 1);

        assertThat(JsonReport.of(half).get("example").get("legacy").stringValue())
                .isEqualTo("x\ufffdy");
        assertThat(JsonReport.of(half).get("example").get("new").stringValue()).isEqualTo("\ud83d\ude00");
    }
}
