package dev.switchback.canary.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.canary.text.LineDiff.Hunk;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class LineDiffTest {

    @Provide
    Arbitrary<List<String>> texts() {
        Arbitrary<String> few = Arbitraries.of("a", "b", "c", "}");
        Arbitrary<String> many = Arbitraries.integers().between(0, 600).map(String::valueOf);
        return Arbitraries.oneOf(
                few.list().ofMaxSize(30), few.list().ofMaxSize(400), many.list().ofMaxSize(400));
    }

    private static void isRight(List<String> legacy, List<String> replacement) {
        List<Hunk> hunks = LineDiff.of(legacy, replacement);
        List<String> made = new ArrayList<>();
        int at = 0;
        int last = -1;
        for (Hunk hunk : hunks) {
            assertThat(hunk.removed() + hunk.added()).isPositive();
            assertThat(hunk.legacyStart())
                    .as("a line that both have is between hunks")
                    .isGreaterThan(last);
            made.addAll(legacy.subList(at, hunk.legacyStart()));
            assertThat(made).hasSize(hunk.newStart());
            made.addAll(replacement.subList(hunk.newStart(), hunk.newEnd()));
            at = hunk.legacyEnd();
            last = at;
        }
        made.addAll(legacy.subList(at, legacy.size()));
        assertThat(made).isEqualTo(replacement);
        assertThat(changed(hunks)).isLessThanOrEqualTo(naive(legacy, replacement));
    }

    private static int changed(List<Hunk> hunks) {
        return hunks.stream().mapToInt(hunk -> hunk.removed() + hunk.added()).sum();
    }

    /** All between what both begin and end with. */
    private static int naive(List<String> legacy, List<String> replacement) {
        int shorter = Math.min(legacy.size(), replacement.size());
        int start = 0;
        while (start < shorter && legacy.get(start).equals(replacement.get(start))) {
            start++;
        }
        int end = 0;
        while (end < shorter - start
                && legacy.get(legacy.size() - 1 - end).equals(replacement.get(replacement.size() - 1 - end))) {
            end++;
        }
        return legacy.size() + replacement.size() - 2 * (start + end);
    }

    private static List<String> numbered(int lines) {
        return IntStream.range(0, lines).mapToObj(String::valueOf).toList();
    }

    @Property(tries = 1000)
    void makesTheNewTextOfTheLegacyOne(@ForAll("texts") List<String> legacy, @ForAll("texts") List<String> other) {
        isRight(legacy, other);
    }

    @Example
    void findsNothingInEqualTexts() {
        assertThat(LineDiff.of(List.of(), List.of())).isEmpty();
        assertThat(LineDiff.of(numbered(9), numbered(9))).isEmpty();
    }

    @Example
    void findsEachOfManyChangesAlone() {
        List<String> changed = new ArrayList<>(numbered(5_000));
        for (int at = 5; at < 5_000; at += 10) {
            changed.set(at, "other");
        }

        List<Hunk> hunks = LineDiff.of(numbered(5_000), changed);

        assertThat(hunks).hasSize(500).startsWith(new Hunk(5, 6, 5, 6), new Hunk(15, 16, 15, 16));
    }

    @Example
    void findsWhatWasPutBetweenEqualLines() {
        List<String> legacy = Collections.nCopies(5_000, "}");
        List<String> replacement = new ArrayList<>(legacy);
        replacement.add(4_000, "x");
        replacement.add(1_000, "x");

        isRight(legacy, replacement);
        assertThat(changed(LineDiff.of(legacy, replacement))).isEqualTo(2);
    }

    @Example
    void keepsTheLongestPartWhereALargeBlockMoved() {
        List<String> replacement = new ArrayList<>(numbered(2_000).subList(500, 2_000));
        replacement.addAll(numbered(500));

        isRight(numbered(2_000), replacement);
        assertThat(LineDiff.of(numbered(2_000), replacement))
                .containsExactly(new Hunk(0, 500, 0, 0), new Hunk(2_000, 2_000, 1_500, 2_000));
    }

    @Example
    void looksIntoGapsOfGaps() {
        Random random = new Random(7);
        List<String> legacy = new ArrayList<>();
        for (int at = 0; at < 4_000; at++) {
            legacy.add(String.valueOf(random.nextInt(1_500)));
        }
        List<String> replacement = new ArrayList<>(legacy);
        for (int at = 0; at < 100; at++) {
            replacement.remove(random.nextInt(replacement.size()));
            replacement.add(random.nextInt(replacement.size()), "new" + at);
        }

        isRight(legacy, replacement);
        assertThat(changed(LineDiff.of(legacy, replacement))).as("seed 7").isLessThanOrEqualTo(200);
    }

    @Example
    void isOneBlockWhereNothingIsCommon() {
        List<String> others = numbered(3_000).stream().map(line -> "x" + line).toList();

        assertThat(LineDiff.of(numbered(3_000), others)).containsExactly(new Hunk(0, 3_000, 0, 3_000));
    }

    /** Different lines of a name that nothing else has. */
    private static List<String> lines(String name, int lines) {
        return IntStream.range(0, lines).mapToObj(line -> name + line).toList();
    }

    private static List<String> joined(Stream<List<String>> parts) {
        return parts.flatMap(List::stream).toList();
    }

    @Example
    void keepsTheMostLinesInAShortGapAndThoseThatAreThereOnceInALongOne() {
        List<String> replacement = joined(Stream.of(lines("new", 1), List.of("}", "}", "once"), lines("other", 124)));

        assertThat(LineDiff.of(
                        joined(Stream.of(lines("old", 124), List.of("once", "}", "}"), lines("end", 1))), replacement))
                .as("256 lines")
                .containsExactly(new Hunk(0, 125, 0, 1), new Hunk(127, 128, 3, 128));
        assertThat(LineDiff.of(
                        joined(Stream.of(lines("old", 125), List.of("once", "}", "}"), lines("end", 1))), replacement))
                .as("257 lines")
                .containsExactly(new Hunk(0, 125, 0, 3), new Hunk(126, 129, 4, 128));
    }

    @Example
    void knowsALineThatIsOnceInAGapHoweverOftenItIsInAnother() {
        List<String> legacy = joined(Stream.of(
                lines("a", 150),
                List.of("once"),
                lines("b", 1),
                List.of("between"),
                lines("c", 130),
                List.of("once", "}", "}"),
                lines("d", 1)));
        List<String> replacement = joined(Stream.of(
                lines("e", 150), List.of("between"), lines("f", 1), List.of("}", "}", "once"), lines("g", 130)));

        assertThat(LineDiff.of(legacy, replacement))
                .containsExactly(new Hunk(0, 152, 0, 150), new Hunk(153, 283, 151, 154), new Hunk(284, 287, 155, 285));
        assertThat(LineDiff.of(replacement, legacy))
                .containsExactly(new Hunk(0, 150, 0, 152), new Hunk(151, 154, 153, 283), new Hunk(155, 285, 284, 287));
    }

    @Example
    void looksIntoTwelveGapsOfGapsAndNoFurther() {
        List<String> legacy = joined(Stream.of(lines("a", 200), lines("anchor", 1), lines("b", 100)));
        List<String> replacement = joined(Stream.of(lines("c", 200), lines("anchor", 1), lines("d", 100)));
        for (int depth = 1; depth <= 13; depth++) { // an anchor is there once only in what the next one leaves over
            legacy = joined(Stream.of(List.of("anchor" + (depth - 1), "anchor" + depth), legacy));
            replacement = joined(Stream.of(List.of("new" + depth, "anchor" + depth), replacement));
            int left = depth <= 12 ? 100 : 301;

            List<Hunk> hunks = LineDiff.of(legacy, replacement);
            assertThat(hunks.get(hunks.size() - 1).removed())
                    .as("gap %d", depth)
                    .isEqualTo(left);
            List<Hunk> backwards = LineDiff.of(reversed(legacy), reversed(replacement));
            assertThat(backwards.get(0).removed())
                    .as("gap %d, backwards", depth)
                    .isEqualTo(left);
        }
    }

    private static List<String> reversed(List<String> lines) {
        List<String> reversed = new ArrayList<>(lines);
        Collections.reverse(reversed);
        return reversed;
    }
}
