package dev.switchback.canary.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.canary.difference.Comparison;
import dev.switchback.canary.difference.Discrepancy;
import dev.switchback.canary.difference.DiscrepancyType;
import dev.switchback.canary.text.LineDiff.Hunk;
import dev.switchback.canary.text.LinePairs.Pair;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever is ignored, nothing else is lost. */
class RandomEditPropertyTest {

    private static final Set<DiscrepancyType> COSMETIC =
            EnumSet.of(DiscrepancyType.WHITESPACE, DiscrepancyType.COMMENT, DiscrepancyType.TIMESTAMP);

    @Provide
    Arbitrary<List<String>> lines() {
        Arbitrary<String> line = Arbitraries.of(
                "a: string;",
                "b?: number; // why",
                "f({ x: 'u', y: 2 });",
                "interface A {",
                "block: {",
                "}",
                "},",
                "});",
                "/* made at 2026-01-01T00:00:00Z */",
                "",
                "see('https://x.example', [1, 2]);",
                "g(); h();",
                "x = `a ${b} c`;",
                "import { A, B } from './a';");
        return line.list().ofMaxSize(25);
    }

    private static TextTolerance tolerance(List<Boolean> options) {
        TextTolerance tolerance = TextTolerance.EXACT;
        tolerance = options.get(0) ? tolerance.ignoringWhitespace() : tolerance;
        tolerance = options.get(1) ? tolerance.ignoringComments() : tolerance;
        tolerance = options.get(2) ? tolerance.ignoringTimestamps() : tolerance;
        return options.get(3) ? tolerance.ignoringLineOrder() : tolerance;
    }

    private static List<Discrepancy> content(TextTolerance tolerance, String legacy, String replacement) {
        Comparison comparison = new TextComparator(tolerance).compare(legacy, replacement);
        return comparison.discrepancies().stream()
                .filter(one -> !COSMETIC.contains(one.type()))
                .toList();
    }

    @Property(tries = 1000)
    void anEditIsFoundWhateverIsIgnored(
            @ForAll("lines") List<String> lines,
            @ForAll @IntRange(max = 25) int place,
            @ForAll @Size(4) List<Boolean> options) {
        List<String> edited = new ArrayList<>(lines);
        edited.add(Math.min(place, lines.size()), "edit();");
        List<String> other = new ArrayList<>(lines);
        other.add(Math.min(place, lines.size()), "other();");

        assertThat(content(tolerance(options), String.join("\n", lines), String.join("\n", edited)))
                .isNotEmpty();
        assertThat(content(tolerance(options), String.join("\n", other), String.join("\n", edited)))
                .isNotEmpty();
    }

    @Property(tries = 1000)
    void ignoringWhatIsCosmeticChangesNothingElse(
            @ForAll("lines") List<String> one,
            @ForAll("lines") List<String> two,
            @ForAll @Size(3) List<Boolean> options) {
        String legacy = String.join("\n", one);
        String replacement = String.join("\n", two);
        TextTolerance ignoring = tolerance(List.of(options.get(0), options.get(1), options.get(2), false));

        assertThat(content(ignoring, legacy, replacement)).isEqualTo(content(TextTolerance.EXACT, legacy, replacement));
    }

    @Property(tries = 1000)
    void ignoringTheOrderTakesOnlyTheOrderAway(@ForAll("lines") List<String> one, @ForAll("lines") List<String> two) {
        String legacy = String.join("\n", one);
        String replacement = String.join("\n", two);

        assertThat(content(TextTolerance.EXACT, legacy, replacement))
                .containsAll(content(TextTolerance.EXACT.ignoringLineOrder(), legacy, replacement));
    }

    @Property(tries = 1000)
    void eachLineIsAccountedForOnce(@ForAll("lines") List<String> one, @ForAll("lines") List<String> two) {
        CodeLines legacy = lines(String.join("\n", one));
        CodeLines replacement = lines(String.join("\n", two));
        BitSet inLegacy = new BitSet();
        BitSet inNew = new BitSet();
        for (Hunk hunk : LineDiff.of(legacy.keys(), replacement.keys())) {
            inLegacy.set(hunk.legacyStart(), hunk.legacyEnd());
            inNew.set(hunk.newStart(), hunk.newEnd());
        }

        LinePairs pairs = LinePairs.of(
                legacy, replacement, CommentSyntax.C_LIKE, new GeneralForm(CommentSyntax.C_LIKE, Set.of()));
        List<Pair> all = new ArrayList<>(pairs.changed());
        pairs.moved().stream().filter(pair -> !pairs.changed().contains(pair)).forEach(all::add);
        for (Pair pair : all) {
            for (int line = 0; line < pair.lines(); line++) {
                take(inLegacy, pair.legacy() < 0 ? -1 : pair.legacy() + line);
                take(inNew, pair.replacement() < 0 ? -1 : pair.replacement() + line);
            }
        }

        assertThat(texts(legacy, inLegacy)).as("ends of other blocks").isEqualTo(texts(replacement, inNew));
        assertThat(inLegacy.stream()).allMatch(legacy::isEnd);
    }

    private static CodeLines lines(String text) {
        return CodeLines.of(text, Canonical.of(text, COSMETIC, CommentSyntax.C_LIKE, false), CommentSyntax.C_LIKE);
    }

    private static void take(BitSet left, int line) {
        if (line >= 0) {
            assertThat(left.get(line)).isTrue();
            left.clear(line);
        }
    }

    private static Map<String, Integer> texts(CodeLines lines, BitSet left) {
        Map<String, Integer> texts = new HashMap<>();
        left.stream().forEach(line -> texts.merge(lines.text(line), 1, Integer::sum));
        return texts;
    }
}
