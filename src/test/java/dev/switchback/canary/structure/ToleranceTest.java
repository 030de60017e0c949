package dev.switchback.canary.structure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.canary.structure.StructureTolerance.Aspect;
import dev.switchback.pipeline.InvalidValueException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ToleranceTest {

    private static final StructureTolerance EXACT = StructureTolerance.EXACT;

    private static List<String> found(StructureTolerance tolerance, String legacy, String replacement) {
        return Compared.lines(Compared.json(tolerance, legacy, replacement));
    }

    @Nested
    class OfWhitespace {

        @Test
        void namesWhatStandsAtTheEndsAndBetweenWords() {
            for (String other : List.of(" a  b ", "a\\tb", "a\\n\\r\\n b", "\\u3000a b")) {
                String text = "\"%s\"".formatted(other);
                assertThat(found(EXACT, "\"a b\"", text)).containsExactly("critical model_structure  text -> text");
                assertThat(found(EXACT.whitespaceIsCosmetic(), "\"a b\"", text))
                        .containsExactly("info whitespace  text -> text");
                assertThat(found(EXACT.ignoringWhitespace(), "\"a b\"", text)).isEmpty();
                assertThat(found(EXACT.ignoringWhitespace(), text, "\"a b\"")).isEmpty();
            }
        }

        @Test
        void namesNothingElse() {
            for (StructureTolerance tolerance : List.of(EXACT.ignoringWhitespace(), EXACT.whitespaceIsCosmetic())) {
                assertThat(found(tolerance, "\"a b\"", "\"ab\""))
                        .containsExactly("critical model_structure  text -> text");
                assertThat(found(tolerance, "\"a b\"", "\"a  c\""))
                        .containsExactly("critical model_structure  text -> text");
                assertThat(found(tolerance, "\" \"", "null")).containsExactly("critical model_structure  text -> null");
                assertThat(found(tolerance, "{\"a\":1}", "{\" a\":1}"))
                        .as("names are no values")
                        .hasSize(2);
            }
        }
    }

    @Nested
    class OfTimestamps {

        private static final String ONE = "\"2026-01-01T00:00:00Z\"";
        private static final String TWO = "\"2026-02-02 11:12:13.456+01:00\"";

        @Test
        void namesWholeValuesThatAreOne() {
            assertThat(found(EXACT, ONE, TWO)).containsExactly("critical model_structure  timestamp -> timestamp");
            assertThat(found(EXACT.timestampsAreCosmetic(), ONE, TWO))
                    .containsExactly("info timestamp  timestamp -> timestamp");
            assertThat(found(EXACT.ignoringTimestamps(), ONE, TWO)).isEmpty();
        }

        @Test
        void namesNothingElse() {
            for (StructureTolerance tolerance : List.of(EXACT.ignoringTimestamps(), EXACT.timestampsAreCosmetic())) {
                for (String other : List.of(
                        "\"2026-01-01\"", "\"at 2026-01-01T00:00:00Z\"", "null", "\"\"", "\" 2026-01-02T00:00:00Z\"")) {
                    assertThat(found(tolerance, ONE, other))
                            .as(other)
                            .hasSize(1)
                            .first()
                            .asString()
                            .startsWith("critical");
                }
                assertThat(found(tolerance, "\"2026-01-01\"", "\"2026-01-02\""))
                        .as("a day may be a birthday")
                        .hasSize(1);
                assertThat(found(tolerance, ONE.replace("Z", "Zx"), TWO.replace("+01:00", "+01:00x")))
                        .hasSize(1);
            }
        }

        @Test
        void saysWhatAloneDiffers() {
            assertThat(Compared.json(EXACT.timestampsAreCosmetic(), ONE, TWO)
                            .discrepancies()
                            .get(0)
                            .message())
                    .isEqualTo("only the date and time differs");
            assertThat(Compared.json(EXACT.whitespaceIsCosmetic(), "\"a\"", "\" a\"")
                            .discrepancies()
                            .get(0)
                            .message())
                    .isEqualTo("only white space differs");
        }

        @Test
        void goesTogetherWithThatOfWhitespace() {
            String spaced = "\" 2026-02-02T00:00:00Z\"";
            assertThat(found(EXACT.ignoringTimestamps().ignoringWhitespace(), ONE, spaced))
                    .isEmpty();
            assertThat(found(EXACT.ignoringTimestamps().whitespaceIsCosmetic(), ONE, spaced))
                    .containsExactly("info whitespace  timestamp -> text");
            assertThat(found(EXACT.timestampsAreCosmetic().ignoringWhitespace(), ONE, spaced))
                    .containsExactly("info timestamp  timestamp -> text");
            assertThat(found(EXACT.timestampsAreCosmetic().whitespaceIsCosmetic(), ONE, spaced))
                    .hasSize(2);
        }
    }

    @Nested
    class OfOrder {

        @Test
        void namesAllListsOrThoseAtAPlace() {
            String legacy = "{\"a\":[[1,2],[3]],\"b\":[1,2]}";
            String moved = "{\"a\":[[3],[2,1]],\"b\":[2,1]}";

            assertThat(found(EXACT.ignoringOrder(), legacy, moved)).isEmpty();
            assertThat(found(EXACT.ignoringOrder("/a").ignoringOrder("/a/*"), legacy, moved))
                    .containsExactly("critical model_structure /b order");
            assertThat(found(EXACT.ignoringOrder("/b"), legacy, moved)).allMatch(line -> line.contains(" /a"));
            assertThat(found(EXACT.ignoringOrder("**"), legacy, moved)).isEmpty();
            assertThat(found(EXACT.ignoringOrder(""), "[1,2]", "[2,1]")).isEmpty();
        }

        @Test
        void namesNothingElse() {
            assertThat(found(EXACT.ignoringOrder(), "[1,1,2]", "[1,2,2]"))
                    .containsExactly("critical model_structure /1 number -> number");
            assertThat(found(EXACT.ignoringOrder(), "[1,2]", "[2]")).hasSize(2);
            assertThat(found(EXACT.ignoringOrder(), "[{\"a\":1,\"b\":2}]", "[{\"a\":2,\"b\":1}]"))
                    .hasSize(2);
            assertThat(found(EXACT.ignoringOrder(), "[[\"a\"],[\"b\"]]", "[[\"b\"],[\"c\"]]"))
                    .hasSize(1);
        }

        @Test
        void goesTogetherWithThatOfNumbers() {
            StructureTolerance both = EXACT.ignoringOrder().numbersWithin(0.1);

            assertThat(found(both, "[1.0,1.1,5]", "[5,1.2,1.1]"))
                    .as("each finds one")
                    .isEmpty();
            assertThat(found(both, "[1.0,1.1]", "[1.25,1.1]")).hasSize(1);
        }
    }

    @Nested
    class OfNulls {

        @Test
        void namesFieldsThatAreNullOrNotThere() {
            assertThat(found(EXACT.nullSameAsAbsent(), "{\"a\":null,\"b\":1}", "{\"b\":1,\"c\":null}"))
                    .isEmpty();
            assertThat(found(EXACT.nullSameAsAbsent().ignoringOrder(), "[{\"a\":null},1]", "[1,{}]"))
                    .isEmpty();
            assertThat(found(EXACT, "{\"a\":null}", "{}"))
                    .containsExactly("critical model_structure /a null -> absent");
        }

        @Test
        void namesNothingElse() {
            StructureTolerance nulls = EXACT.nullSameAsAbsent();
            assertThat(found(nulls, "{\"a\":null}", "{\"a\":0}")).hasSize(1);
            assertThat(found(nulls, "{\"a\":\"\"}", "{}")).hasSize(1);
            assertThat(found(nulls, "[1,null]", "[1]"))
                    .as("an element is no field")
                    .hasSize(2);
            assertThat(found(nulls, "null", "{}")).hasSize(1);
        }
    }

    @Nested
    class OfMetadata {

        @Test
        void makesWhatIsAtAndBelowAPlaceCosmetic() {
            StructureTolerance metadata = EXACT.metadata("/meta", "/items/*/at");

            assertThat(found(
                            metadata,
                            "{\"meta\":{\"a\":[1,2]},\"items\":[{\"at\":1},{\"at\":2}]}",
                            "{\"meta\":{\"a\":[2,1],\"b\":1},\"items\":[{\"at\":2},{\"at\":1}]}"))
                    .containsExactly(
                            "info metadata /items/0/at number -> number",
                            "info metadata /items/1/at number -> number",
                            "info metadata /meta/a order",
                            "info metadata /meta/b absent -> number");
        }

        @Test
        void namesNothingElse() {
            StructureTolerance metadata = EXACT.metadata("/meta", "/**/at");

            assertThat(found(
                            metadata,
                            "{\"metas\":1,\"x\":{\"meta\":1},\"ats\":1,\"a\":{\"b\":{\"at\":1}}}",
                            "{\"metas\":2,\"x\":{\"meta\":2},\"ats\":2,\"a\":{\"b\":{\"at\":2}}}"))
                    .containsExactly(
                            "info metadata /a/b/at number -> number",
                            "critical model_structure /ats number -> number",
                            "critical model_structure /metas number -> number",
                            "critical model_structure /x/meta number -> number");
        }
    }

    @Nested
    class ABadOption {

        @Test
        void isRefused() {
            for (String bad :
                    new String[] {"items", "/a//**b", "/a/***", "/~2", "/a~", "/\n", "/" + "a".repeat(200), null}) {
                assertThatThrownBy(() -> EXACT.ignoringOrder(bad)).as(bad).isInstanceOf(InvalidValueException.class);
                assertThatThrownBy(() -> EXACT.keyedBy(bad, "id")).as(bad).isInstanceOf(InvalidValueException.class);
            }
            assertThatThrownBy(() -> EXACT.metadata("/a", "b"))
                    .hasMessage(
                            "metadata must be empty or a JSON pointer of at most 200 characters, with * for a name and ** for any depth, but was b");
            assertThatThrownBy(() -> EXACT.keyedBy("/a", ""))
                    .hasMessageStartingWith("keyedBy must be the name of a field");
            assertThatThrownBy(() -> EXACT.numbersWithin(-1))
                    .hasMessageStartingWith("numbers must be a finite number from 0");
            assertThatThrownBy(() -> EXACT.numbersWithin(Double.NaN)).isInstanceOf(InvalidValueException.class);
            assertThatThrownBy(() -> EXACT.sizeCap(-1)).hasMessageStartingWith("sizeCap must be at least 0 bytes");
            assertThatThrownBy(() -> EXACT.modelCountWithin(-1))
                    .hasMessageStartingWith("modelCount must be at least 0 elements");
            assertThatThrownBy(() -> new StructureTolerance(
                            Set.of(), Set.of(Aspect.ORDER), Set.of(), Set.of(), List.of(), 0, 0, 0))
                    .hasMessageStartingWith("cosmetic must be of white space and timestamps");
        }

        @Test
        void isNotOneThatNamesOddKeys() {
            assertThat(found(
                            EXACT.metadata("/a~1b/~0c/*x*/q?.+"),
                            "{\"a/b\":{\"~c\":{\"1x2\":{\"q?.+\":1}}}}",
                            "{\"a/b\":{\"~c\":{\"1x2\":{\"q?.+\":2}}}}"))
                    .hasSize(1)
                    .first()
                    .asString()
                    .startsWith("info");
        }
    }
}
