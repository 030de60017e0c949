package dev.switchback.canary.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.canary.difference.Comparison;
import dev.switchback.canary.mismatch.CanaryReport;
import dev.switchback.canary.mismatch.Mismatch;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Whatever the compared outputs, keys and reasons hold stays text in every form of a report. */
class HostileReportTest {

    private static final Pattern ELEMENT = Pattern.compile("<([a-zA-Z!/][a-zA-Z0-9]*)");
    private static final Mismatch CLASS = ReportKit.mismatch(
            ReportKit.difference(ReportKit.HOSTILE, ReportKit.HOSTILE, ReportKit.HOSTILE, "x" + ReportKit.HOSTILE),
            5,
            ReportKit.HOSTILE);

    static final CanaryReport REPORT = new CanaryReport(
            ReportKit.HOSTILE,
            ReportKit.NOW,
            ReportKit.report(List.of(CLASS), List.of(), List.of()).results(),
            List.of(CLASS),
            7,
            List.of(ReportKit.rule("<script>alert(1)</script>", "\u202e<img src=x onerror=alert(1)>", false)),
            List.of(ReportKit.mask(ReportKit.HOSTILE)));

    static final ComparedFiles COMPARED = ComparedFiles.ofText(
            ReportKit.HOSTILE,
            Comparison.of(List.of(ReportKit.difference("<b>", "", ReportKit.HOSTILE, ""))),
            "a\n" + ReportKit.HOSTILE + "\n",
            "b\n" + ReportKit.HOSTILE.replace("31m", "32m") + "\n@if(true)\n");

    @Test
    void addsNoElementToAPage() {
        assertThat(List.of(HtmlReport.of(REPORT), HtmlReport.of(COMPARED)))
                .allSatisfy(page -> assertThat(elements(page))
                        .doesNotContain("img", "script", "/script", "b0")
                        .filteredOn(name -> name.equals("/code"))
                        .hasSameSizeAs(
                                elements(page).stream().filter("code"::equals).toList()));
    }

    @Test
    void namesWhatCannotBeSeenOnAPage() {
        assertThat(List.of(HtmlReport.of(REPORT), HtmlReport.of(COMPARED))).allSatisfy(page -> {
            assertThat(page.codePoints().filter(HostileReportTest::isUnseen)).isEmpty();
            assertThat(page).contains("U+001B", "U+202E", "&lt;img src=x onerror=alert(1)&gt;");
        });
        assertThat(HtmlReport.of(REPORT)).as("half a character").contains("U+D800");
    }

    @Test
    void keepsMarkdownOnItsLines() {
        String report = MarkdownReport.of(REPORT);

        assertThat(report.codePoints().filter(HostileReportTest::isUnseen)).isEmpty();
        assertThat(report.lines().filter(line -> line.startsWith("| **critical**")))
                .singleElement()
                .satisfies(
                        row -> assertThat(row.split("(?<!\\\\)\\|")).as("cells").hasSize(8));
        assertThat(report).doesNotContain("\n<script>", "| <script>");
        assertThat(MarkdownReport.of(COMPARED).codePoints().filter(HostileReportTest::isUnseen))
                .isEmpty();
    }

    @Test
    void keepsACommandOneCommand() {
        assertThat(Commands.of("a; rm -rf 'x'\n$(y)", CLASS.fingerprint())
                        .get(0)
                        .line())
                .endsWith(" --migration 'a; rm -rf '\\''x'\\'' $(y)'");
    }

    private static List<String> elements(String page) {
        List<String> names = new ArrayList<>();
        Matcher element = ELEMENT.matcher(page);
        while (element.find()) {
            names.add(element.group(1));
        }
        return names;
    }

    private static boolean isUnseen(int point) {
        int type = Character.getType(point);
        return (Character.isISOControl(point) && point != '\n')
                || type == Character.FORMAT
                || type == Character.SURROGATE;
    }
}
