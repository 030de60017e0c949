package dev.switchback.canary.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.canary.difference.Comparison;
import dev.switchback.canary.tree.FileTree;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ComparisonPageTest {

    @Nested
    class OfTheShippedGeneratorsOnChinook {

        private final ComparedFiles compared = ReportKit.chinook();
        private final String page = HtmlReport.of(compared);

        @Test
        void showsEveryFileThatDiffers() {
            assertThat(compared.differing()).hasSize(33);
            assertThat(page).contains("href=\"#file-32\"", "id=\"file-32\"", ">types/invoice-data.ts</code>");
        }

        @Test
        void showsEachSideBySideAndAsAUnifiedDiff() {
            assertThat(page)
                    .contains("<mark>string</mark>;", "<mark>Date</mark>;")
                    .contains("<span class=\"l minus\">-    invoice_date: string;</span>")
                    .contains("<span class=\"l plus\">+  invoice_date: Date;</span>");
            assertThat(page.split("<summary>Side by side</summary>")).hasSize(34);
        }
    }

    @Test
    void showsAPairOfTexts() {
        assertThat(HtmlReport.of(ComparedFiles.ofText("k", Comparison.match(), "a\n", "b\n")))
                .contains(">output</code>", "<td class=\"code old\">a</td>", "<td class=\"code new\">b</td>");
        assertThat(HtmlReport.of(ComparedFiles.ofText("k", Comparison.match(), "a\n", "a\n")))
                .contains("Both outputs are the same, byte for byte.");
    }

    @Test
    void saysWhatRowsDoNotShow() {
        String page = page(
                Map.of("ends", "a\r\nb\r\n", "last", "a\n", "gone", "a\n", "bytes", "\u0000a"),
                Map.of("ends", "a\nb\n", "last", "a", "come", "a\n", "bytes", "\u0000a\n"));

        assertThat(page)
                .contains("Line ends: CR LF in legacy, LF in new.")
                .contains("The last line has no end in new.")
                .contains("Only legacy has this file.", "Only the new side has this file.");
    }

    @Test
    void namesTheSizesOfWhatIsNotText() {
        FileTree one = FileTree.ofBytes(Map.of("a.bin", new byte[] {(byte) 0xff, 0}));
        FileTree two = FileTree.ofBytes(Map.of("a.bin", new byte[] {(byte) 0xff}));

        assertThat(HtmlReport.of(ReportKit.compared("k", one, two)))
                .contains("Too large, or not text: 2 bytes in legacy, 1 bytes in new.");
    }

    @Test
    void showsAtMostTwoThousandDifferingRowsOfAFile() {
        String page = page(Map.of("a", lines(2_001)), Map.of("a", ""));

        assertThat(page.split("<tr class=\"removed\">")).hasSize(2_001);
        assertThat(page).contains("1 more lines differ and are not shown.");
    }

    @Test
    void showsAtMostTenThousandDifferingRowsOfAllFiles() {
        Map<String, String> files = new TreeMap<>();
        IntStream.range(0, 7).forEach(file -> files.put("file" + file, lines(2_000)));

        String page = page(files, Map.of());

        assertThat(page.split("<tr class=\"removed\">")).hasSize(10_001);
        assertThat(page.split("Not shown, because the page would be too long.")).hasSize(3);
    }

    private static String page(Map<String, String> legacy, Map<String, String> replacement) {
        return HtmlReport.of(ReportKit.compared("k", FileTree.of(legacy), FileTree.of(replacement)));
    }

    private static String lines(int many) {
        return IntStream.range(0, many).mapToObj("line %d\n"::formatted).collect(Collectors.joining());
    }
}
