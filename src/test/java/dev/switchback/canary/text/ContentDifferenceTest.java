package dev.switchback.canary.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.switchback.canary.difference.Discrepancy;
import dev.switchback.canary.difference.DiscrepancyType;
import dev.switchback.canary.text.ContentDifference.Side;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ContentDifferenceTest {

    private static Side side(String source) {
        Canonical canonical = Canonical.of(source, Set.of(DiscrepancyType.WHITESPACE), CommentSyntax.C_LIKE, false);
        return Side.of(source, canonical, CommentSyntax.C_LIKE);
    }

    private static List<Discrepancy> found(String legacy, String replacement) {
        return ContentDifference.of(side(legacy), side(replacement), TextTolerance.EXACT, CommentSyntax.C_LIKE, "a.ts");
    }

    @Nested
    class OfALineOnOneSide {

        @Test
        void saysWhichSideHasItAndShowsItThere() {
            assertThat(found("first;\nb;\n", "b;\n"))
                    .extracting(Discrepancy::message, Discrepancy::legacyValue, Discrepancy::newValue)
                    .containsExactly(tuple("only legacy has its line 1", "first;", ""));
            assertThat(found("b;\n", "first;\nb;\n"))
                    .extracting(Discrepancy::message, Discrepancy::legacyValue, Discrepancy::newValue)
                    .containsExactly(tuple("only the new side has its line 1", "", "first;"));
        }

        @Test
        void hasAllLinesOfABlockAsItsSpot() {
            List<Discrepancy> block = found("x({\nb: {\nc: {},\n},\nd: {},\n})", "x({\nd: {},\n})");

            assertThat(block).extracting(Discrepancy::message).containsExactly("only legacy has its lines 2 to 4");
            assertThat(block.get(0).shape().spot()).isEqualTo("a.ts: b:{\nc:{},\n},");
        }
    }

    @Nested
    class Samples {

        private final String digits = "0123456789".repeat(7);

        @Test
        void areSixtyCharactersToEitherSideOfThePlace() {
            String before = "f('" + digits + "', ";
            String after = ", '" + digits + "');";
            Discrepancy one = found("x;\n" + before + "old" + after, "x;\n" + before + "new1" + after)
                    .get(0);

            assertThat(one.legacyValue())
                    .isEqualTo(before.substring(before.length() - 60) + ("old" + after).substring(0, 60));
            assertThat(one.newValue()).hasSize(120).contains(", new1, ");
        }

        @Test
        void endWithTheLineAndTheText() {
            assertThat(found("x;\n  f(old,\n  y);\nz;", "x;\n  f(new1,\n  y);\nz;"))
                    .extracting(Discrepancy::legacyValue, Discrepancy::newValue)
                    .containsExactly(tuple("  f(old,", "  f(new1,"));
            assertThat(found("old", "new1"))
                    .extracting(Discrepancy::legacyValue, Discrepancy::newValue)
                    .containsExactly(tuple("old", "new1"));
        }

        @Test
        void areTheWholePartsThatChangedPlaces() {
            assertThat(found("a(); b();", "b(); a();"))
                    .extracting(Discrepancy::message, Discrepancy::legacyValue, Discrepancy::newValue)
                    .containsExactly(
                            tuple("differs from line 1 of legacy and line 1 of new", "a(); b();", "b(); a();"));
        }
    }

    @Nested
    class OfOneClass {

        private List<String> messages(int lines) {
            String legacy =
                    IntStream.range(0, lines).mapToObj("a%d = 1;\n"::formatted).collect(Collectors.joining());
            return found(legacy, legacy.replace("= 1", "= 'b'")).stream()
                    .map(Discrepancy::message)
                    .toList();
        }

        @Test
        void tellsTwentyApartAndCountsTheOthers() {
            assertThat(messages(20)).hasSize(20).endsWith("differs from line 20 of legacy and line 20 of new");
            assertThat(messages(21)).hasSize(21).endsWith("so do 1 more places of this class");
        }
    }

    @Nested
    class OfOrder {

        @Test
        void saysWhereTheFirstLineIsThatMovedAndHowManyDid() {
            assertThat(found("a();\nb();\nc();\nd();\n", "c();\nd();\na();\nb();\n"))
                    .extracting(Discrepancy::message, Discrepancy::legacyValue, Discrepancy::newValue)
                    .containsExactly(tuple(
                            "line 1 of legacy is line 3 of new; it has the same lines in another order",
                            "a();",
                            "a();"));
            assertThat(found("a();\nb();\nc();\nd();\ne();\nx = 1;\n", "c();\nd();\ne();\na();\nb();\nx = y;\n"))
                    .extracting(Discrepancy::message)
                    .endsWith("line 1 of legacy is line 4 of new; 2 lines are in another order");
        }
    }
}
