package dev.switchback.bench;

import com.github.difflib.DiffUtils;
import dev.switchback.canary.compare.OutputComparator;
import dev.switchback.canary.structure.StructureTolerance;
import dev.switchback.canary.text.TextTolerance;
import dev.switchback.pipeline.Outcome;
import java.time.Duration;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Comparing outputs, each beside what one would write without this library. */
public class Comparisons {

    private static final int MIB = 1 << 20;
    private static final int SIZE_CAP = 16 * MIB; // by default nothing is looked for beyond 1 MiB

    /** Two texts of 1 MiB that are the same, character for character, and not the same object. */
    @Benchmark
    public boolean equalTexts(EqualTexts texts) throws Exception {
        return texts.comparator.compare(texts.legacy, texts.replacement).matches();
    }

    /** {@code String.equals}. */
    @Benchmark
    public boolean equalTextsByEquals(EqualTexts texts) {
        return texts.one.equals(texts.two);
    }

    /** 100,000 lines of which 10,000 differ, each one named by what became what. */
    @Benchmark
    public Object manyChangedLines(ManyChangedLines lines) throws Exception {
        return lines.comparator.compare(lines.legacy, lines.replacement);
    }

    /** A tenth of that, since the peer needs minutes for the whole. */
    @Benchmark
    public Object changedLines(ChangedLines lines) throws Exception {
        return lines.comparator.compare(lines.legacy, lines.replacement);
    }

    /** The patch of java-diff-utils, by its default algorithm. */
    @Benchmark
    public Object changedLinesByDiffUtils(ChangedLines lines) {
        return DiffUtils.diff(lines.one.lines().toList(), lines.two.lines().toList());
    }

    /** Two JSON documents of 10 MiB that differ in ten places. */
    @Benchmark
    public Object largeJson(LargeJson json) throws Exception {
        return json.comparator.compare(json.legacy, json.replacement);
    }

    /** Jackson's trees, and whether they are equal, which says nothing about where. */
    @Benchmark
    public boolean largeJsonByJackson(LargeJson json) {
        JsonNode legacy = json.mapper.readTree(json.one);
        return legacy.equals(json.mapper.readTree(json.two));
    }

    private static Outcome<String> returned(String text) {
        return new Outcome.Returned<>(text, Duration.ZERO);
    }

    private static String lines(int count, IntFunction<String> line) {
        return IntStream.range(0, count).mapToObj(line).collect(Collectors.joining("\n", "", "\n"));
    }

    /** The same twice. */
    @State(Scope.Benchmark)
    public static class EqualTexts {

        final String one = text();
        final String two = text();
        final Outcome<String> legacy = returned(one);
        final Outcome<String> replacement = returned(two);
        final OutputComparator<String> comparator = OutputComparator.ofText();

        private static String text() {
            Random random = new Random(1);
            StringBuilder text = new StringBuilder();
            while (text.length() < MIB) {
                text.append("const field").append(random.nextInt(MIB)).append(" = ").append(random.nextInt()).append(";\n");
            }
            text.setLength(MIB);
            return text.toString();
        }
    }

    /** Every tenth line of 100,000 differs. */
    @State(Scope.Benchmark)
    public static class ManyChangedLines extends Lines {

        /** Made by JMH. */
        public ManyChangedLines() {
            super(100_000);
        }
    }

    /** Every tenth line of 10,000 differs. */
    @State(Scope.Benchmark)
    public static class ChangedLines extends Lines {

        /** Made by JMH. */
        public ChangedLines() {
            super(10_000);
        }
    }

    /** Lines of which every tenth differs. */
    abstract static class Lines {

        private static final int EVERY = 10;

        final String one;
        final String two;
        final Outcome<String> legacy;
        final Outcome<String> replacement;
        final OutputComparator<String> comparator = OutputComparator.ofText(TextTolerance.EXACT.sizeCap(SIZE_CAP));

        Lines(int count) {
            one = lines(count, at -> "const a%d = %d;".formatted(at, at));
            two = lines(count, at -> "const a%d = %d;".formatted(at, at % EVERY == 0 ? -at - 1 : at));
            legacy = returned(one);
            replacement = returned(two);
        }
    }

    /** Orders with their items. */
    @State(Scope.Benchmark)
    public static class LargeJson {

        private static final int BYTES = 10 * MIB;
        private static final int DIFFERENCES = 10;

        final JsonMapper mapper = new JsonMapper();
        final String one = orders(Integer.MAX_VALUE);
        final String two = orders(count(one) / DIFFERENCES);
        final Outcome<String> legacy = returned(one);
        final Outcome<String> replacement = returned(two);
        final OutputComparator<String> comparator = OutputComparator.ofJson(StructureTolerance.EXACT.sizeCap(SIZE_CAP));

        private static int count(String orders) {
            return (int) orders.lines().count();
        }

        private static String orders(int everySoMany) {
            StringBuilder text = new StringBuilder("[");
            for (int at = 1; text.length() < BYTES; at++) {
                text.append(at == 1 ? "\n" : ",\n")
                        .append("{\"id\":%d,\"customer\":{\"name\":\"customer %d\",\"vip\":%b},".formatted(at, at % 977, at % 7 == 0))
                        .append("\"items\":[{\"sku\":\"a-%d\",\"price\":%d.25}],".formatted(at % 31, at % 4999))
                        .append("\"total\":%d}".formatted(at % everySoMany == 0 ? -at : at));
            }
            return text.append("\n]").toString();
        }
    }
}
