package dev.switchback.canary.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.difflib.patch.PatchFailedException;
import dev.switchback.canary.tree.FileTree;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UnifiedDiffTest {

    @Test
    void showsWhatDiffers() {
        assertThat(UnifiedDiff.of("a.ts", "x\ny\n", "x\nz\n"))
                .isEqualTo("--- legacy/a.ts\n+++ new/a.ts\n@@ -1,2 +1,2 @@\n x\n-y\n+z\n");
        assertThat(UnifiedDiff.of("a.ts", "x\n", "x\n")).isEmpty();
        assertThat(UnifiedDiff.of(FileTree.of(Map.of("a", "x\n")), FileTree.of(Map.of("b", "y\n"))))
                .contains("-x", "+y");
    }

    @Test
    void numbersLinesAfterALongCommonBeginning() {
        String same = lines(0, 100, "same");

        assertThat(UnifiedDiff.of("a", same + "x\n" + same, same + same)).contains("@@ -98,7 +98,6 @@\n", "\n-x\n");
        assertThat(UnifiedDiff.of("a", same + same, same + "x\n" + same)).contains("\n+x\n");
    }

    @Test
    void staysFastWhereNoLineOfManyIsTheSame() {
        String diff = UnifiedDiff.of("a", "first\n" + lines(0, 60_000, "one"), "first\n" + lines(0, 60_000, "two"));

        assertThat(diff.lines()).hasSize(3 + 1 + 120_000).contains(" first", "-one 0", "+two 59999");
    }

    @Test
    void findsFewChangesAmongVeryManyLines() {
        String before = lines(0, 100_000, "line");
        String after = before.replaceAll("(line \\d*0)\n", "$1 changed\n");

        SideBySide sides = SideBySide.of(before, after, 2_000);

        assertThat(sides.rows().stream().filter(row -> row.kind() == DiffRow.Kind.CHANGED))
                .hasSize(2_000);
        assertThat(sides.unshown()).as("lines of the other 8 000 changes").isEqualTo(16_000);
        assertThat(UnifiedDiff.of("a", before, after).lines().filter(line -> line.startsWith("-line")))
                .hasSize(10_000);
    }

    @Test
    void leadsFromLegacyToNewWhateverTheTextsAre() throws PatchFailedException {
        Random random = new Random(4);
        for (int round = 0; round < 60; round++) {
            List<String> before = random.ints(3_000, 0, 20 + round * 200)
                    .mapToObj(Integer::toString)
                    .toList();
            List<String> after = new ArrayList<>(before);
            Collections.swap(after, random.nextInt(3_000), random.nextInt(3_000));
            after.subList(random.nextInt(1_000), 1_000 + random.nextInt(1_000)).clear();
            after.addAll(random.nextInt(after.size()), before.subList(0, random.nextInt(1_000)));

            assertThat(UnifiedDiff.patch(before, after).applyTo(before))
                    .as("round %d of seed 4", round)
                    .isEqualTo(after);
        }
    }

    private static String lines(int from, int to, String text) {
        return IntStream.range(from, to)
                .mapToObj(line -> "%s %d\n".formatted(text, line))
                .collect(Collectors.joining());
    }
}
