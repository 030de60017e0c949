package dev.switchback.canary.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SideBySideTest {

    @Test
    void marksTheWordsThatDiffer() {
        assertThat(shown("a: string;\n", "a: Date;\n")).containsExactly("changed 1 a: [string]; | 1 a: [Date];");
    }

    @Test
    void marksNothingInLinesThatHaveLittleInCommon() {
        assertThat(shown("// generated\n", "import { a } from 'b';\n"))
                .containsExactly("changed 1 // generated | 1 import { a } from 'b';");
    }

    @Test
    void tellsLinesOfWhichOnlyTheWhiteSpaceDiffers() {
        assertThat(shown("    a: 1,\n", "  a: 1,\n")).containsExactly("space 1 [    ]a: 1, | 1 [  ]a: 1,");
    }

    @Test
    void putsALineBesideTheOneThatHasMostInCommonWithIt() {
        assertThat(shown(
                        "    total: number;\n    other: any;\n",
                        "  fresh: string | null;\n  total: string;\n  other: any;\n"))
                .containsExactly(
                        "added 0  | 1   fresh: string | null;",
                        "changed 1 [    ]total: [number]; | 2 [  ]total: [string];",
                        "space 2 [    ]other: any; | 3 [  ]other: any;");
    }

    @Test
    void showsThreeEqualLinesAroundWhatDiffers() {
        String before = lines(1, 20) + "x\n" + lines(21, 40);
        String after = lines(1, 20) + "y\n" + lines(21, 40);

        List<DiffRow> rows = SideBySide.of(before, after, 100).rows();

        assertThat(rows.stream().map(DiffRow::style))
                .containsExactly("gap", "equal", "equal", "equal", "changed", "equal", "equal", "equal", "gap");
        assertThat(rows.get(0).newLine()).isEqualTo(16);
        assertThat(rows.get(8).newLine()).isEqualTo(16);
        assertThat(rows.get(4).legacyLine()).isEqualTo(20);
    }

    @Test
    void foldsNoSingleLine() {
        String before = "x\n" + lines(1, 8) + "x\n";
        String after = "y\n" + lines(1, 8) + "y\n";

        assertThat(SideBySide.of(before, after, 100).rows())
                .noneMatch(DiffRow::isGap)
                .hasSize(9);
    }

    @Test
    void showsSoManyDifferingRowsAndCountsTheRest() {
        SideBySide all = SideBySide.of(lines(0, 50), "", 50);
        SideBySide some = SideBySide.of(lines(0, 51), "", 50);

        assertThat(all.rows()).hasSize(50);
        assertThat(all.unshown()).isZero();
        assertThat(some.rows()).hasSize(50);
        assertThat(some.unshown()).isEqualTo(1);
    }

    @Test
    void cutsALongLineAndSaysSo() {
        SideBySide sides = SideBySide.of("x".repeat(1_500), "x".repeat(1_499) + "y", 10);

        assertThat(sides.rows().get(0).legacy())
                .extracting(Piece::text)
                .containsExactly("x".repeat(1_000), "and 500 more characters");
    }

    private static List<String> shown(String legacy, String replacement) {
        return SideBySide.of(legacy, replacement, 100).rows().stream()
                .map(row -> "%s %d %s | %d %s"
                        .formatted(
                                row.style(),
                                row.legacyLine(),
                                shown(row.legacy()),
                                row.newLine(),
                                shown(row.replacement())))
                .toList();
    }

    private static String shown(List<Piece> pieces) {
        return pieces.stream()
                .map(piece -> piece.marked() ? "[%s]".formatted(piece.text()) : piece.text())
                .collect(Collectors.joining());
    }

    private static String lines(int from, int to) {
        return IntStream.range(from, to).mapToObj("line %d\n"::formatted).collect(Collectors.joining());
    }
}
