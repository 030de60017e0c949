package dev.switchback.canary.structure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.canary.difference.Comparison;
import dev.switchback.canary.difference.Discrepancy;
import dev.switchback.canary.difference.DiscrepancyType;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class JsonLimitsTest {

    private static Discrepancy only(Comparison found) {
        assertThat(found.discrepancies()).hasSize(1);
        return found.discrepancies().get(0);
    }

    @Nested
    class WhatIsNotJson {

        @Test
        void isNamedWithItsSideAndPlaceAndWithoutPayload() {
            Discrepancy found = only(Compared.json("{\"a\":1}", "{\n \"a\": secret}"));

            assertThat(found.line())
                    .isEqualTo("critical model_structure : the new side is not JSON (line 2, column 7)");
            assertThat(found.shape().change()).isEqualTo("JSON -> not JSON");
            assertThat(only(Compared.json("<a/>", "{}")).message()).isEqualTo("legacy is not JSON (line 1, column 1)");
        }

        @Test
        void isNamedOnBothSidesUnlessTheTextsAreEqual() {
            Discrepancy found = only(Compared.json("", "[1] 2"));

            assertThat(found.message())
                    .isEqualTo("legacy is not JSON (line 1, column 1), the new side is not JSON (line 1, column 6)");
            assertThat(found.shape().change()).isEqualTo("not JSON -> not JSON");
            assertThat(Compared.json("<a/>", "<a/>").matches()).isTrue();
        }

        @Test
        void isNaNAndWhatElseJavaScriptAllows() {
            for (String text :
                    new String[] {"NaN", "[Infinity]", "[1,]", "{a:1}", "// c\n1", "'a'", "01", "+1", "[1", "\"a", "tru"
                    }) {
                assertThat(only(Compared.json("1", text)).shape().change())
                        .as(text)
                        .isEqualTo("JSON -> not JSON");
            }
        }
    }

    @Nested
    class WhatIsTooLarge {

        private final StructureTolerance small = StructureTolerance.EXACT.sizeCap(4);

        @Test
        void isNotLookedIntoAndTheDifferenceSaysSo() {
            Discrepancy found = only(Compared.json(small, "[\"é\"]", "[1]"));

            assertThat(found.line())
                    .isEqualTo(
                            "critical model_structure : differs; above 4 bytes of JSON only equal or not was decided; "
                                    + "legacy \"6 bytes\", new \"3 bytes\"");
            assertThat(found.shape().change()).isEqualTo("too large");
            assertThat(Compared.json(small, "[1111]", "[1111]").matches()).isTrue();
        }

        @Test
        void isMeasuredInBytesAndTheCapIsIncluded() {
            assertThat(only(Compared.json(small, "\"é\"", "1")).message())
                    .as("4 bytes")
                    .startsWith("is text");
            assertThat(only(Compared.json(small, "1", "\"ab\"")).message())
                    .as("4 bytes")
                    .startsWith("is number");
            assertThat(only(Compared.json(small, "1", "\"€\"")).message())
                    .as("5 bytes")
                    .startsWith("differs; above");
            assertThat(only(Compared.json(small, "1", "\"abc\"")).message())
                    .as("5 bytes")
                    .startsWith("differs; above");
            assertThat(only(Compared.json(small.sizeCap(6), "1", "\"\uD83D\uDE00\""))
                            .message())
                    .as("6 bytes")
                    .startsWith("is number");
            assertThat(only(Compared.json(small.sizeCap(5), "1", "\"\uD83D\uDE00\""))
                            .message())
                    .as("6 bytes")
                    .startsWith("differs; above");
        }

        @Test
        void isShownWithItsSizeInBytes() {
            Discrepancy found = only(Compared.json(small, "\"\u007f\u0080\"", "\"\u07ff\u0800\""));

            assertThat(found.legacyValue()).isEqualTo("5 bytes");
            assertThat(found.newValue()).isEqualTo("7 bytes");
        }

        @Test
        void isEverythingWithoutRoom() {
            assertThat(only(Compared.json(small.sizeCap(0), "1", "2")).shape().change())
                    .isEqualTo("too large");
        }

        @Test
        void isCriticalEvenWhereEverythingIsMetadata() {
            assertThat(Compared.json(small.metadata("/**"), "[11111]", "[1]").result())
                    .isEqualTo(Comparison.Result.CRITICAL);
        }
    }

    @Nested
    class WhatIsNestedTooDeep {

        private static String nested(int levels, String inside) {
            return "{\"a\":[".repeat(levels / 2) + inside + "]}".repeat(levels / 2);
        }

        @Test
        void isComparedDownToTheLastLevel() {
            assertThat(only(Compared.json(nested(512, "1"), nested(512, "2"))).path())
                    .startsWith("/a/0/a/0");
            assertThat(only(Compared.json(nested(512, "1"), nested(512, "2"))).type())
                    .isEqualTo(DiscrepancyType.MODEL_STRUCTURE);
        }

        @Test
        void isAComparisonErrorBelowAndTheRestIsCompared() {
            String deep = nested(10_000, "1");
            Comparison found =
                    Compared.json("{\"x\":%s,\"y\":1}".formatted(deep), "{\"x\":%s,\"y\":2}".formatted(deep));

            assertThat(found.discrepancies()).hasSize(2);
            assertThat(found.discrepancies().get(0).type()).isEqualTo(DiscrepancyType.COMPARISON_ERROR);
            assertThat(found.discrepancies().get(0).message())
                    .isEqualTo(
                            "cannot be compared: legacy is nested deeper than 512, the new side is nested deeper than 512");
            assertThat(found.discrepancies().get(0).path()).startsWith("/x/a/0/a/0");
            assertThat(found.discrepancies().get(1).path()).isEqualTo("/y");
        }

        @Test
        void needsNoMoreThanTheStackOfAnyThread() throws InterruptedException {
            StringBuilder lines = new StringBuilder();
            Thread thread = new Thread(
                    null,
                    () -> lines.append(Compared.lines(Compared.json(nested(512, "1"), nested(512, "2")))),
                    "usual stack",
                    1 << 20);
            thread.start();
            thread.join();

            assertThat(lines.toString()).endsWith("number -> number]");
        }

        @Test
        void isNamedAsSuchBeyondWhatIsRead() {
            String endless = "[".repeat(200_000) + "]".repeat(200_000);

            assertThat(only(Compared.json(endless, "[]")).message())
                    .isEqualTo("cannot be compared: legacy is nested deeper than 512");
        }
    }

    @Test
    void listsFiveHundredAndCountsAll() {
        String legacy =
                IntStream.range(0, 1_200).mapToObj(Integer::toString).collect(Collectors.joining(",", "[", "]"));
        String replacement = IntStream.range(0, 1_200)
                .mapToObj(index -> "\"%d\"".formatted(index))
                .collect(Collectors.joining(",", "[", "]"));

        Comparison found = Compared.json(legacy, replacement);

        assertThat(found.discrepancies()).hasSize(500);
        assertThat(found.unlisted()).isEqualTo(700);
        assertThat(found.summary().critical()).isEqualTo(1_200);
    }

    @Test
    void stopsWithAComparisonErrorWhenItTakesTooLong() {
        Comparison found = new StructureComparator(StructureTolerance.EXACT)
                .compared(
                        new Effort(3),
                        effort -> new StructureComparator.Sides(
                                JsonReader.read("{\"a\":1,\"b\":1,\"c\":1}"),
                                JsonReader.read("{\"a\":2,\"b\":1,\"c\":1}")));

        assertThat(Compared.lines(found))
                .containsExactly("critical model_structure /a number -> number", "critical comparison_error  too much");
        assertThat(found.discrepancies().get(1).message()).isEqualTo("cannot be compared: took more than 3 steps");
    }
}
