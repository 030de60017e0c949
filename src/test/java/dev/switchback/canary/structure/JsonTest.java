package dev.switchback.canary.structure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.canary.difference.Discrepancy;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class JsonTest {

    private static List<String> found(String legacy, String replacement) {
        return Compared.changes(Compared.json(legacy, replacement));
    }

    @Test
    void findsNothingWhereOnlyTheOrderOfKeysAndTheSpaceBetweenValuesDiffer() {
        assertThat(found(
                        "{\"a\":1,\"b\":{\"c\":[true,null],\"d\":\"x\"}}",
                        "{ \"b\": {\"d\":\"x\", \"c\": [true, null]},\n\"a\":1 }"))
                .isEmpty();
    }

    @Test
    void namesThePlaceShowsBothValuesAndKeepsThePayloadOutOfTheShape() {
        Discrepancy found = Compared.json("{\"a/b\":[{\"~c\":\"one\"}]}", "{\"a/b\":[{\"~c\":2}]}")
                .discrepancies()
                .get(0);

        assertThat(found.line())
                .isEqualTo("critical model_structure /a~1b/0/~0c: is text in legacy and number in new; "
                        + "legacy \"one\", new \"2\"");
        assertThat(found.shape().place()).isEqualTo("/a~1b/*/~0c");
        assertThat(found.shape().spot()).isEqualTo("/a~1b/*/~0c");
        assertThat(found.shape().change()).isEqualTo("text -> number");
    }

    @Test
    void tellsWhatBecameWhat() {
        assertThat(found("{\"a\":1}", "{\"a\":null}")).containsExactly("/a number -> null");
        assertThat(found("{\"a\":true}", "{\"a\":false}")).containsExactly("/a boolean -> boolean");
        assertThat(found("{\"a\":[]}", "{\"a\":{}}")).containsExactly("/a list -> object");
        assertThat(found("{}", "{\"a\":{\"b\":1}}")).containsExactly("/a absent -> object");
        assertThat(found("{\"a\":null}", "{}")).containsExactly("/a null -> absent");
        assertThat(found("1", "\"1\"")).containsExactly(" number -> text");
    }

    @Test
    void saysWhichSideHasSomethingAlone() {
        List<Discrepancy> found =
                Compared.json("{\"a\":1}", "{\"b\":[\"x\",{\"c\":2.50}]}").discrepancies();

        assertThat(found)
                .extracting(Discrepancy::message)
                .containsExactly("only legacy has this", "only the new side has this");
        assertThat(found).extracting(Discrepancy::legacyValue).containsExactly("1", "");
        assertThat(found).extracting(Discrepancy::newValue).containsExactly("", "[\"x\",{\"c\":2.5}]");
    }

    @Test
    void tellsIdentitiesAndTimesFromOtherTexts() {
        String uuid = "\"6f1e2d3c-0000-4000-8000-00000000000%d\"";
        assertThat(found(uuid.formatted(1), uuid.formatted(2))).containsExactly(" uuid -> uuid");
        assertThat(found("\"2026-01-01T00:00:00Z\"", "\"2026-01-01 00:00:01.5+01:00\""))
                .containsExactly(" timestamp -> timestamp");
        assertThat(found("\"2026-01-01T00:00:00Z\"", "\"2026-01-01\"")).containsExactly(" timestamp -> text");
        assertThat(found(uuid.formatted(1), "\"at 2026-01-01T00:00:00Z\"")).containsExactly(" uuid -> text");
    }

    @Test
    void generalisesKeysThatLookLikeIdentities() {
        for (String key : List.of(
                "17",
                "-1.5",
                "6f1e2d3c-0000-4000-8000-000000000001",
                "ada@example.org",
                "deadbeef01",
                "k".repeat(41))) {
            assertThat(place(key)).as(key).isEqualTo("/*/a");
        }
        for (String key : List.of("price", "v2", "facade00x", "deadbeef", "abc1234", "k".repeat(40), "a b@c", "")) {
            assertThat(place(key)).as(key).isEqualTo("/%s/a".formatted(key));
        }
    }

    private static String place(String key) {
        return Compared.json("{\"%s\":{\"a\":1}}".formatted(key), "{\"%s\":{\"a\":2}}".formatted(key))
                .discrepancies()
                .get(0)
                .shape()
                .place();
    }

    @Nested
    class ComparesNumbers {

        @Test
        void byValueHoweverTheyAreWritten() {
            assertThat(found(
                            "[1,1.0,1e0,0.10,-0,1E400,12345678901234567890]",
                            "[1.0,1e0,100e-2,0.1,0.0,10e399,1.2345678901234567890e19]"))
                    .isEmpty();
            assertThat(found("9223372036854775807", "9.223372036854775807E18")).isEmpty();
        }

        @Test
        void toTheLastDigit() {
            assertThat(found("0.1", "0.10000000000000000001")).containsExactly(" number -> number");
            assertThat(found("9007199254740992", "9007199254740993")).containsExactly(" number -> number");
            assertThat(found("1e999999999", "1e999999998")).containsExactly(" number -> number");
        }

        @Test
        void thatNoNumberTypeHoldsByTheirText() {
            assertThat(found("[1e99999999999]", "[1e99999999999 ]")).isEmpty();
            assertThat(found("1e99999999999", "1e99999999998")).containsExactly(" number -> number");
            String digits = "1".repeat(1_001);
            assertThat(found("[%s]".formatted(digits), "[%s ]".formatted(digits)))
                    .isEmpty();
            assertThat(found(digits, digits + "0")).containsExactly(" number -> number");
        }

        @Test
        void withinATolerance() {
            StructureTolerance near = StructureTolerance.EXACT.numbersWithin(0.3);

            assertThat(Compared.json(near, "[1.0,0,1e-999999999]", "[1.3,-0.3,0]")
                            .matches())
                    .isTrue();
            assertThat(Compared.json(near, "1.0", "1.3000000001").matches()).isFalse();
            assertThat(Compared.json(near, "1e999999999", "1").matches())
                    .as("without making its digits")
                    .isFalse();
            assertThat(Compared.json(near, "1e401", "1e402").matches()).isFalse();
            assertThat(Compared.json(near, "1", "\"1\"").matches()).isFalse();
        }
    }

    @Nested
    class WithARepeatedKey {

        @Test
        void saysSoWhereOneSideRepeatsItAndComparesTheLast() {
            assertThat(found("{\"a\":1,\"a\":2}", "{\"a\":2}")).containsExactly("/a repeated key");
            assertThat(found("{\"a\":1,\"a\":2}", "{\"a\":1}"))
                    .containsExactly("/a repeated key", "/a number -> number");
            assertThat(found("{\"a\":1}", "{\"a\":1,\"b\":0,\"a\":1}"))
                    .containsExactly("/a repeated key", "/b absent -> number");
        }

        @Test
        void comparesEachWithEachWhereBothRepeatIt() {
            assertThat(found("{\"a\":1,\"a\":2}", "{\"a\":1, \"a\":2}")).isEmpty();
            assertThat(found("{\"a\":1,\"a\":2}", "{\"a\":3, \"a\":2}")).containsExactly("/a number -> number");
        }

        @Test
        void namesItOnceWhereOneSideHasItAlone() {
            assertThat(found("{\"a\":1,\"a\":2,\"b\":1}", "{\"b\":1}")).containsExactly("/a number -> absent");
        }
    }

    @Test
    void takesTextsAsTheyAreLoneSurrogatesIncluded() {
        assertThat(found("\"\\ud800\"", "\"\\udc00\"")).containsExactly(" text -> text");
        assertThat(found("[\"\\ud800\"]", "[\"\\uD800\" ]")).isEmpty();
        assertThat(found("[\"\\u00e9\"]", "[\"e\\u0301\"]"))
                .as("not normalised")
                .hasSize(1);
    }
}
