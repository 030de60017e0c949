package dev.switchback.canary.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.canary.difference.DiscrepancyType;
import dev.switchback.canary.text.LinePairs.Pair;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LinePairsTest {

    private final GeneralForm form = new GeneralForm(CommentSyntax.C_LIKE, Set.of());
    private List<String> changed = List.of();
    private List<String> moved = List.of();

    private static CodeLines lines(String text) {
        return CodeLines.of(
                text,
                Canonical.of(text, Set.of(DiscrepancyType.WHITESPACE), CommentSyntax.C_LIKE, false),
                CommentSyntax.C_LIKE);
    }

    /** Notes what became of each line as {@code a; -> b;}, with the number of lines of a block before it. */
    private void pair(String legacy, String replacement) {
        CodeLines one = lines(legacy);
        CodeLines two = lines(replacement);
        LinePairs pairs = LinePairs.of(one, two, CommentSyntax.C_LIKE, form);
        changed = pairs.changed().stream().map(pair -> shown(pair, one, two)).toList();
        moved = pairs.moved().stream().map(pair -> shown(pair, one, two)).toList();
    }

    private static String shown(Pair pair, CodeLines one, CodeLines two) {
        return "%s%s -> %s"
                .formatted(
                        pair.lines() == 1 ? "" : pair.lines() + " lines: ",
                        pair.legacy() < 0 ? "" : one.text(pair.legacy()),
                        pair.replacement() < 0 ? "" : two.text(pair.replacement()));
    }

    private static String text(int lines, IntFunction<String> line) {
        return IntStream.range(0, lines).mapToObj(line).collect(Collectors.joining());
    }

    @Nested
    class LinesThatMoved {

        @Test
        void withinABlockAreNotTakenForOthersWithTheirKey() {
            pair("A{\na=1;\nk;\n}", "A{\na=2;\nk;\na=1;\n}");

            assertThat(moved).containsExactly("a=1; -> a=1;");
            assertThat(changed).containsExactly(" -> a=2;");
        }

        @Test
        void toAnotherBlockAreFoundInTheOrderOfLegacy() {
            pair("A{\na;\nb;\nc;\n}\nB{\nd;\n}", "A{\nc;\nb;\n}\nB{\nd;\na;\n}");

            assertThat(moved).as("b or c within its block").hasSize(2).startsWith("a; -> a;");
            assertThat(changed).isEmpty();
        }

        @Test
        void andChangedALittleAreBothMovedAndChanged() {
            pair("alpha beta gamma delta one\nk;\n", "k;\nalpha beta gamma delta two\n");

            assertThat(changed).containsExactly("alpha beta gamma delta one -> alpha beta gamma delta two");
            assertThat(moved).isEqualTo(changed);
        }

        @Test
        void andChangedByMoreThanOneFifthAreGoneAndNew() {
            pair("alpha beta gamma one\nk;\n", "k;\nalpha beta gamma two\n");

            assertThat(changed).containsExactly("alpha beta gamma one -> ", " -> alpha beta gamma two");
            assertThat(moved).isEmpty();
        }

        @Test
        void asPartsOfALineHaveChanged() {
            pair("a(); b();", "b(); a();");

            assertThat(changed).containsExactly("a(); -> a();");
            assertThat(moved).isEmpty();
        }

        @Test
        void areLookedForAmongTwentyFiveThousandPairs() {
            String legacy = text(249, at -> "a%d\n".formatted(at)) + "alpha beta gamma delta one\nk;\n";
            String replacement = "k;\nalpha beta gamma delta two\n" + text(99, at -> "b%d\n".formatted(at));

            pair(legacy, replacement);
            assertThat(moved).hasSize(1);
            pair(legacy, replacement + "more\n");
            assertThat(moved).isEmpty();
        }
    }

    @Nested
    class Blocks {

        @Test
        void withAnotherHeadHaveTheSameEnd() {
            pair("class A{\na;\n}\n", "class B{\na;\n}\n");

            assertThat(changed).containsExactly("class A{ -> class B{");
            assertThat(moved).isEmpty();
        }

        @Test
        void onOneSideAreOneDifference() {
            String block = "a: {\nb: {},\nc: 1,\n},\n";

            pair("x({\n" + block + "d: {},\n})", "x({\nd: {},\n})");
            assertThat(changed).containsExactly("4 lines: a:{ -> ");
            pair("x({\nd: {},\n})", "x({\nd: {},\n" + block + "})");
            assertThat(changed).containsExactly("4 lines:  -> a:{");
        }

        @Test
        void withTheSameKeyAreNotGoneAndNew() {
            pair("a={\nold1;\n};", "a=f({\nnew1;\n});");

            assertThat(changed).containsExactly("a={ -> a=f({", "old1; -> ", " -> new1;", "}; -> });");
        }

        @Test
        void thatShareAnEndWithAnotherAreToldLineByLine() {
            pair("a={\nold1;\nold2;\n};", "b={\nnew1;\nnew2;\n};");

            assertThat(changed)
                    .containsExactlyInAnyOrder(
                            "a={ -> ", "old1; -> ", "old2; -> ", " -> b={", " -> new1;", " -> new2;");
        }
    }

    @Nested
    class LinesOfAHunk {

        @Test
        void goWithThoseOfTheirKeyHoweverSimilarOthersAre() {
            pair("a = f(one, two);\nb = 1;\n", "b = f(one, two);\na = 1;\n");

            assertThat(changed).containsExactlyInAnyOrder("a=f(one,two); -> a=1;", "b=1; -> b=f(one,two);");
        }

        @Test
        void goWithOneOfTheirKeyEach() {
            pair("a=1;\na=2;\n", "a=3;\n");

            assertThat(changed).containsExactly("a=1; -> a=3;", "a=2; -> ");
        }

        @Test
        void haveNoKeyInCommonIfTheyHaveNone() {
            pair("old one\nold two\n", "new three\nnew four\n");

            assertThat(changed)
                    .containsExactlyInAnyOrder("old one -> ", "old two -> ", " -> new three", " -> new four");
        }

        @Test
        void goWithTheMostSimilarOneFirst() {
            pair("f(one, two, three)\n", "g(one, two, six)\nh(one, two, three)\n");

            assertThat(changed).containsExactly(" -> g(one,two,six)", "f(one,two,three) -> h(one,two,three)");
        }

        @Test
        void areSimilarIfHalfOfTheirNamesAreTheSame() {
            pair("one two\nthree four\n", "one six\nseven eight\n");
            assertThat(changed).contains("one two -> one six").hasSize(3);

            pair("one two three\nfour five\n", "one six seven\neight nine\n");
            assertThat(changed).hasSize(4);

            pair("return one\nthree four\n", "return six\nseven eight\n");
            assertThat(changed).as("words of the language count a tenth").hasSize(4);
        }

        @Test
        void goTogetherIfTheyAreTheOnlyOnes() {
            pair("k;\nold\nk;\n", "k;\nnew\nk;\n");

            assertThat(changed).containsExactly("old -> new");
        }

        @Test
        void areInTheOrderOfTheirNumbersOnTheNewSideOrOnLegacyIfGone() {
            pair("k1;\nk2;\ngone1\ngone2\nk3;\nb=1;\n", "new1\nk1;\nk2;\nk3;\nb=2;\n");

            assertThat(changed).containsExactly(" -> new1", "gone1 -> ", "gone2 -> ", "b=1; -> b=2;");
        }
    }

    @Nested
    class LargeHunks {

        private String legacy(int lines) {
            return text(lines, at -> "old%d %s\n".formatted(at, at == 0 ? "half" : "a" + at));
        }

        private String replacement(int lines) {
            return text(lines, at -> "new%d %s\n".formatted(at, at == 49 ? "half" : "b" + at));
        }

        @Test
        void areSearchedForSimilarLinesUpToTwoThousandFiveHundredPairs() {
            pair(legacy(50), replacement(50));
            assertThat(changed).contains("old0 half -> new49 half");

            pair(legacy(50), replacement(51));
            assertThat(changed).contains("old0 half -> ", " -> new49 half");
        }

        @Test
        void haveSimilarLinesPairedAsTheyComeIfTheyAreLarger() {
            String one = text(51, at -> "old%d same%d\n".formatted(at, at % 50));
            String two = text(50, at -> "new%d %s%d\n".formatted(at, at < 49 ? "same" : "other", at));

            pair(one, two);

            assertThat(changed)
                    .hasSize(49 + 2 + 1)
                    .contains("old0 same0 -> new0 same0", "old48 same48 -> new48 same48");
        }

        @Test
        void areSearchedFortyTimesInOneText() {
            String one =
                    text(41, at -> legacy(50).replaceAll("(?m)$\\n", " %d\n".formatted(at)) + "k%d;\n".formatted(at));
            String two = text(
                    41, at -> replacement(50).replaceAll("(?m)$\\n", " %d\n".formatted(at)) + "k%d;\n".formatted(at));

            pair(one, two);

            assertThat(changed).contains("old0 half 0 -> new49 half 0", "old0 half 39 -> new49 half 39");
            assertThat(changed).contains("old0 half 40 -> ", " -> new49 half 40");
        }
    }

    @Test
    void accountForEachLineOnce() {
        List<String> lines = Arrays.asList("a=1;", "f(b);", "c: {", "d: {},", "},", "g;", "a=1;");
        String legacy = String.join("\n", lines);
        Collections.reverse(lines);

        pair(legacy, legacy);

        assertThat(changed).isEmpty();
        assertThat(moved).isEmpty();
    }
}
