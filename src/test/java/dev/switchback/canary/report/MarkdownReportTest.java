package dev.switchback.canary.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.canary.difference.Comparison;
import dev.switchback.canary.mismatch.CanaryReport;
import dev.switchback.canary.mismatch.Mismatch;
import dev.switchback.canary.tree.FileTree;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MarkdownReportTest {

    private static final Mismatch DATES =
            ReportKit.mismatch(ReportKit.difference("a.ts:7", "string -> Date", "string", "Date"), 611, "film");

    @Test
    void beginsWithTheSentenceAndATable() {
        String text = MarkdownReport.of(ReportKit.report(List.of(DATES), List.of(), List.of()));

        assertThat(text)
                .startsWith("# Canary report: active-models\n\nactive-models: 611 of 2025 comparisons")
                .contains("| severity | count | place | change | first seen | last seen | fingerprint |\n| --- |")
                .contains("| **critical** | 611 | `a.ts:7` | `string -> Date` | 2026-11-26T03:04:05Z |"
                        + " 2026-11-28T03:01:05Z | `%s` |\n".formatted(DATES.fingerprint()))
                .contains("- legacy: `string`\n- new: `Date`\n")
                .contains("```sh\nswitchback canary mismatches --fingerprint %s".formatted(DATES.fingerprint()));
    }

    @Test
    void saysWhatIsIgnoredAndWhatIsNoise() {
        CanaryReport report = ReportKit.report(
                List.of(), List.of(ReportKit.rule("ada", "see `17` | 18", true)), List.of(ReportKit.mask("/traceId")));

        assertThat(MarkdownReport.of(report))
                .contains("| ada | see \\`17\\` \\| 18 |", "**ended** 2026-11-27T03:04:05Z", "| `/traceId` |");
    }

    @Test
    void listsTheDifferencesOfAComparisonWithWhatMattersMostFirst() {
        ComparedFiles compared = ReportKit.compared(
                "film", FileTree.of(Map.of("a", "x y\n", "b", "1\n")), FileTree.of(Map.of("a", "x y  \n", "b", "2\n")));

        assertThat(MarkdownReport.of(compared))
                .startsWith(
                        "# Comparison: film\n\n**critical**: 1 critical, 0 warning, 1 info; 0 of 2 files are the same\n")
                .containsSubsequence("- **critical**", "  - legacy: `1`\n  - new: `2`\n", "- **info**")
                .contains("```diff\n--- legacy/a\n", "-1\n+2\n```\n");
    }

    @Test
    void escapesInATableWhatWouldEndACell() {
        assertThat(Markdown.row(List.of(Markdown.code("a|b"), Markdown.code("a\nb"), Markdown.code("\\|"))))
                .as("three cells on one line")
                .isEqualTo("| `a\\|b` | `a\\nb` | `\\\\\\|` |\n");
    }

    @Test
    void putsBackticksBetweenMoreBackticks() {
        assertThat(Markdown.code("a`b")).isEqualTo("``a`b``");
        assertThat(Markdown.code("``a")).isEqualTo("``` ``a ```");
        assertThat(Markdown.code("")).isEqualTo("-");
        assertThat(Markdown.block("diff", List.of("````")))
                .as("a fence longer than what is between")
                .isEqualTo("`````diff\n````\n`````\n");
    }

    @Test
    void keepsProseFromMeaningAnything() {
        assertThat(Markdown.prose("<b>[x](y) *z* https://q")).isEqualTo("\\<b\\>\\[x\\](y) \\*z\\* https\\://q");
    }

    @Test
    void showsHowManyAreNotListed() {
        Comparison many = new Comparison(List.of(), 12, Comparison.Summary.ofFiles(0, 0), java.util.Optional.empty());

        assertThat(MarkdownReport.of(many)).endsWith("- and 12 more\n");
    }
}
