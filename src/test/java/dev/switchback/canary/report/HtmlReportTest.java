package dev.switchback.canary.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.canary.difference.Discrepancy;
import dev.switchback.canary.difference.DiscrepancyType;
import dev.switchback.canary.difference.Severity;
import dev.switchback.canary.mismatch.CanaryReport;
import dev.switchback.canary.mismatch.Mismatch;
import java.util.List;
import org.junit.jupiter.api.Test;

class HtmlReportTest {

    private static final Mismatch DATES = ReportKit.mismatch(
            ReportKit.difference("types/film-data.ts:7", "string -> Date", "at: string;", "at: Date;"), 611, "film");
    private static final Mismatch COMMENTS =
            ReportKit.mismatch(Discrepancy.of(DiscrepancyType.COMMENT, "film.ts", "only comments differ"), 1);

    private final CanaryReport report = ReportKit.report(
            List.of(COMMENTS, DATES),
            List.of(ReportKit.rule("ada", "see issue 17", false), ReportKit.rule("grace", "import order", true)),
            List.of(ReportKit.mask("/traceId")));
    private final String page = HtmlReport.of(report);

    @Test
    void beginsWithTheSentence() {
        assertThat(page)
                .contains("<title>Canary report: active-models</title>")
                .contains(
                        ">active-models: 611 of 2025 comparisons (30.2 %) have a critical difference, of 1 class</h1>");
        assertThat(page.indexOf("<h1")).isLessThan(page.indexOf("<h2"));
    }

    @Test
    void listsEachClassWithWhatMattersMostFirst() {
        assertThat(page.indexOf("string -&gt; Date")).isBetween(0, page.indexOf("only comments differ"));
        assertThat(page)
                .contains(
                        "<span aria-hidden=\"true\">\u25c6</span> critical",
                        "<span aria-hidden=\"true\">\u25cb</span> info")
                .contains("<b>611</b>", "3 ignored", "datetime=\"2026-11-26T03:04:05Z\"")
                .contains("<code>at: <mark>string</mark>;</code>", "<code>at: <mark>Date</mark>;</code>");
    }

    @Test
    void offersTheCommandsToPressNext() {
        String print = DATES.fingerprint().text();

        assertThat(page.replaceAll("</?span>", ""))
                .contains("switchback canary mismatches --fingerprint %s --migration active-models".formatted(print))
                .contains(
                        "switchback canary export %s --migration active-models --out canary-%s".formatted(print, print))
                .contains("switchback canary ignore %s --migration active-models --for 14d --reason".formatted(print));
    }

    @Test
    void saysWhoIgnoresWhatUntilWhenAndWhichRulesHaveEnded() {
        assertThat(page)
                .contains(">ada</b>", "see issue 17", "datetime=\"2026-12-08T03:04:05Z\"", "in code")
                .contains("1 of them has ended: what it ignored counts again.")
                .containsOnlyOnce(">ended</span>");
    }

    @Test
    void showsNoise() {
        assertThat(page).contains("/traceId", "instant -&gt; other instant", "1 mask");
    }

    @Test
    void leavesOutWhatTheReportLeavesOut() {
        assertThat(HtmlReport.of(report.from(Severity.CRITICAL)))
                .contains("string -&gt; Date")
                .doesNotContain("only comments differ");
    }

    @Test
    void saysThatThereIsNothing() {
        assertThat(HtmlReport.of(ReportKit.report(List.of(), List.of(), List.of())))
                .contains(
                        "active-models: nothing has been compared yet",
                        "No difference.",
                        "Nobody has said to ignore anything.",
                        "No noise has been found.");
    }

    @Test
    void needsNothingFromElsewhereAndForbidsIt() {
        assertThat(page)
                .contains(
                        "http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline';")
                .contains("<meta charset=\"utf-8\">", "<html lang=\"en\">", "prefers-color-scheme: dark")
                .doesNotContain("<script", "<link", "src=", "url(", "http:", "https:", "onclick");
    }
}
