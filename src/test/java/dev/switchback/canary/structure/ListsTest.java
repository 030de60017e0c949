package dev.switchback.canary.structure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.canary.difference.Comparison;
import dev.switchback.canary.difference.Discrepancy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ListsTest {

    private static List<String> found(String legacy, String replacement) {
        return Compared.changes(Compared.json(legacy, replacement));
    }

    private static List<String> found(StructureTolerance tolerance, String legacy, String replacement) {
        return Compared.changes(Compared.json(tolerance, legacy, replacement));
    }

    @Nested
    class TheOrder {

        @Test
        void isOneCriticalDifferenceHoweverManyElementsMoved() {
            Comparison found = Compared.json("{\"l\":[1,2,3,4,5]}", "{\"l\":[5,3,4,2,1]}");

            assertThat(Compared.lines(found)).containsExactly("critical model_structure /l order");
            assertThat(found.discrepancies().get(0).message()).isEqualTo("the elements are in another order");
            assertThat(found.discrepancies().get(0).newValue()).isEqualTo("[5,3,4,2,1]");
        }

        @Test
        void isNotSaidToDifferWhereElementsOnlyCameOrWent() {
            assertThat(found("[1,2,3]", "[0,1,2,3]")).containsExactly(" count", "/0 absent -> number");
            assertThat(found("[1,2,3,4]", "[2,4]"))
                    .containsExactly(" count", "/0 number -> absent", "/2 number -> absent");
            assertThat(found("[1,2,3]", "[2,3,4]")).containsExactly("/0 number -> absent", "/2 absent -> number");
            assertThat(found("[1,2,1,9]", "[2,1,8]"))
                    .as("the first of two equal elements went")
                    .containsExactly(" count", "/3 number -> number", "/0 number -> absent");
        }

        @Test
        void isSaidToDifferBesidesWhatChanged() {
            assertThat(found("[1,2,5]", "[2,1,6]")).containsExactly(" order", "/2 number -> number");
            assertThat(found("[1,1,2]", "[1,2,1]")).containsExactly(" order");
            assertThat(found("[1,2,3]", "[3,1]")).containsExactly(" count", " order", "/1 number -> absent");
        }

        @Test
        void ofListsInAListIsTheirs() {
            assertThat(found("[[1,2],[3,4]]", "[[1,2],[4,3]]")).containsExactly("/1 order");
            assertThat(found("[[1,2],[3,4]]", "[[3,4],[1,2]]")).containsExactly(" order");
        }
    }

    @Nested
    class TheNumberOfElements {

        @Test
        void isOneDifferenceBesidesTheElementsThatAreAlone() {
            Comparison found =
                    Compared.json("{\"l\":[{\"id\":1},{\"id\":2},{\"id\":3}]}", "{\"l\":[{\"id\":1},{\"id\":3}]}");

            assertThat(Compared.lines(found))
                    .containsExactly("critical model_count /l count", "critical model_structure /l/1 object -> absent");
            assertThat(found.discrepancies().get(0).line())
                    .isEqualTo("critical model_count /l: has another number of elements; legacy \"3\", new \"2\"");
            assertThat(found.discrepancies().get(1).message()).isEqualTo("only legacy has this");
            assertThat(found.discrepancies().get(1).shape().place()).isEqualTo("/l/*");
        }

        @Test
        void isAWarningWithinWhatIsAccepted() {
            StructureTolerance one = StructureTolerance.EXACT.modelCountWithin(1);

            assertThat(Compared.lines(Compared.json(one, "[1,2]", "[1]")))
                    .containsExactly("warning model_count  count", "warning model_structure /1 number -> absent");
            assertThat(Compared.json(one, "[1,2,3]", "[1]").summary().critical())
                    .isEqualTo(3);
            assertThat(Compared.json(one, "[1,2]", "[3]").summary().critical())
                    .as("what changed is no count")
                    .isEqualTo(1);
            assertThat(Compared.json(one.keyedBy("", "k"), "[{\"k\":1}]", "[{\"k\":2}]")
                            .summary()
                            .critical())
                    .as("one went and one came")
                    .isEqualTo(2);
            assertThat(Compared.json(one, "{\"a\":1}", "{}").summary().critical())
                    .as("fields are no elements")
                    .isEqualTo(1);
        }

        @Test
        void showsAnElementThatIsNewAtItsOwnPosition() {
            assertThat(found("[\"a\"]", "[\"x\",\"y\",\"a\"]"))
                    .containsExactly(" count", "/0 absent -> text", "/1 absent -> text");
        }
    }

    @Nested
    class AnElementThatChanged {

        @Test
        void isRecognisedByItsKeyWhereverItWent() {
            for (String key : List.of("id", "key", "name")) {
                String legacy = "[{'K':'a','x':1,'y':1},{'K':'b','x':2,'y':2}]"
                        .replace('\'', '"')
                        .replace("K", key);
                String moved = "[{'K':'b','x':2,'y':9},{'K':'a','x':2,'y':2}]"
                        .replace('\'', '"')
                        .replace("K", key);

                assertThat(found(legacy, moved))
                        .as(key)
                        .containsExactly(
                                " order", "/0/x number -> number", "/0/y number -> number", "/1/y number -> number");
            }
        }

        @Test
        void isNotRecognisedByAKeyThatIsNotUnique() {
            assertThat(found(
                            "[{\"id\":1,\"a\":1,\"b\":1},{\"id\":1,\"a\":2,\"b\":2}]",
                            "[{\"id\":1,\"a\":2,\"b\":3},{\"id\":1,\"a\":1,\"b\":4}]"))
                    .containsExactly(" order", "/0/b number -> number", "/1/b number -> number");
        }

        @Test
        void isRecognisedByADeclaredKeyAndIsAloneWithoutPartner() {
            StructureTolerance keyed = StructureTolerance.EXACT.keyedBy("/l", "sku");
            String legacy = "{\"l\":[{\"sku\":\"a\",\"n\":1},{\"sku\":\"b\",\"n\":2}]}";

            assertThat(found(keyed, legacy, "{\"l\":[{\"sku\":\"b\",\"n\":3},{\"sku\":\"c\",\"n\":1}]}"))
                    .containsExactly("/l/1/n number -> number", "/l/0 object -> absent", "/l/1 absent -> object");
            assertThat(found(legacy, "{\"l\":[{\"sku\":\"b\",\"n\":3},{\"sku\":\"c\",\"n\":1}]}"))
                    .as("without the key, by what they have in common")
                    .containsExactly("/l order", "/l/0/sku text -> text", "/l/1/n number -> number");
            assertThat(found(keyed, legacy, "{\"l\":[{\"n\":1},{\"n\":2}]}"))
                    .as("the field went, not the elements")
                    .containsExactly("/l/0/sku text -> absent", "/l/1/sku text -> absent");
        }

        @Test
        void isRecognisedByADeclaredKeyInTurnWhereItRepeats() {
            StructureTolerance keyed = StructureTolerance.EXACT.keyedBy("", "k");

            assertThat(found(
                            keyed,
                            "[{\"k\":1,\"a\":1},{\"k\":1,\"a\":2},{\"k\":2}]",
                            "[{\"k\":1,\"a\":3},{\"k\":2,\"z\":0}]"))
                    .containsExactly(" count", "/0/a number -> number", "/2/z absent -> number", "/1 object -> absent");
        }

        @Test
        void isRecognisedByWhatItHasInCommon() {
            assertThat(found(
                            "[{\"a\":1,\"b\":2,\"c\":3},{\"a\":4,\"b\":5,\"c\":6}]",
                            "[{\"a\":4,\"b\":5,\"c\":7},{\"a\":1,\"b\":2,\"c\":8}]"))
                    .containsExactly(" order", "/0/c number -> number", "/1/c number -> number");
            assertThat(found("[[1,2,3],[4,5,6]]", "[[4,5,7],[1,2,8]]"))
                    .containsExactly(" order", "/0/2 number -> number", "/1/2 number -> number");
        }

        @Test
        void isTheOneAtItsPlaceWhereNothingElseTells() {
            assertThat(found("[1,2,3]", "[1,9,3]")).containsExactly("/1 number -> number");
            assertThat(found("[1,{\"a\":1}]", "[1,\"x\"]")).containsExactly("/1 object -> text");
        }
    }

    @Nested
    class ListsInARandomOrder {

        private static final int SIZE = 3_000;

        private String shuffled(int seed, int changed, boolean withIds) {
            Random random = new Random(seed);
            List<String> elements = new ArrayList<>();
            for (int index = 0; index < SIZE; index++) {
                String id = withIds ? ",\"uid\":\"%s\"".formatted(new UUID(random.nextLong(), random.nextLong())) : "";
                elements.add("{\"a\":%d,\"b\":\"t%d\"%s}".formatted(index, index == changed ? -1 : index, id));
            }
            Collections.shuffle(elements, random);
            return "{\"l\":[%s]}".formatted(String.join(",", elements));
        }

        @Test
        void showTheOrderAndTheOneRealDifference() {
            assertThat(found(shuffled(1, -1, false), shuffled(2, 1_234, false)))
                    .hasSize(2)
                    .first()
                    .isEqualTo("/l order");
        }

        @Test
        void andWithRandomIdentitiesShowThoseAndTheOneRealDifference() {
            Comparison found = Compared.json(shuffled(1, -1, true), shuffled(2, 1_234, true));
            long other = found.discrepancies().stream()
                    .filter(one -> !one.shape().change().equals("uuid -> uuid"))
                    .filter(one -> !one.shape().change().equals("order"))
                    .count();

            assertThat(found.summary().critical()).isEqualTo(SIZE + 2);
            assertThat(found.discrepancies()).hasSize(500);
            assertThat(other).isLessThanOrEqualTo(1);
        }

        @Test
        void haveOneClassOfDifferencesForEachKindOfChange() {
            String legacy = "[{\"u\":\"%s\",\"n\":1},{\"u\":\"%s\",\"n\":2}]".formatted(new UUID(1, 1), new UUID(2, 2));
            String moved = "[{\"u\":\"%s\",\"n\":2},{\"u\":\"%s\",\"n\":1}]".formatted(new UUID(3, 3), new UUID(4, 4));

            assertThat(Compared.json(legacy, moved).discrepancies()).hasSize(3);
            assertThat(Compared.json(legacy, moved).discrepancies().stream()
                            .map(Discrepancy::fingerprint)
                            .distinct())
                    .hasSize(2);
        }
    }
}
