package dev.switchback.canary.structure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.canary.difference.Comparison;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.CharBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

class ObjectsTest {

    record Line(String sku, Object price) {}

    record Order(long id, List<Line> lines, Optional<String> note) {}

    private static List<String> found(Object legacy, Object replacement) {
        return Compared.changes(Compared.objects(legacy, replacement));
    }

    @Test
    void areComparedByWhatTheyHoldDownToTheLastValue() {
        Order legacy = new Order(1, List.of(new Line("a", 1.5), new Line("b", 2)), Optional.of("x"));
        Order same = new Order(
                1,
                new ArrayList<>(List.of(new Line("a", new BigDecimal("1.50")), new Line("b", 2L))),
                Optional.of("x"));
        Order other = new Order(1, List.of(new Line("a", 1.5), new Line("b", 3)), Optional.empty());

        assertThat(found(legacy, same)).isEmpty();
        assertThat(found(legacy, other)).containsExactly("/lines/1/price number -> number", "/note text -> empty");
        assertThat(found(Arrays.asList(null, null), Arrays.asList(null, legacy)))
                .containsExactly("/1 null -> object");
        assertThat(Compared.objects(legacy, other).discrepancies().get(0).newValue())
                .isEqualTo("3");
    }

    @Nested
    class Numbers {

        @Test
        void areTheSameByValueWhateverTheirType() {
            List<Object> ones = List.of(
                    1,
                    1L,
                    (short) 1,
                    (byte) 1,
                    1.0,
                    1f,
                    BigInteger.ONE,
                    new BigDecimal("1.00"),
                    new AtomicInteger(1),
                    new AtomicLong(1),
                    OptionalInt.of(1),
                    OptionalLong.of(1),
                    OptionalDouble.of(1));
            for (Object one : ones) {
                assertThat(found(one, 1)).as("%s", one.getClass()).isEmpty();
                assertThat(found(one, 2)).as("%s", one.getClass()).containsExactly(" number -> number");
            }
            assertThat(found(0.1, 0.1f)).as("as they are written").isEmpty();
            assertThat(found(Long.MAX_VALUE, BigInteger.valueOf(Long.MAX_VALUE)))
                    .isEmpty();
            assertThat(found(Long.MIN_VALUE, BigInteger.valueOf(Long.MIN_VALUE)))
                    .isEmpty();
            assertThat(found(Long.MAX_VALUE, BigInteger.valueOf(Long.MAX_VALUE).add(BigInteger.ONE)))
                    .hasSize(1);
        }

        @Test
        void mayBeNone() {
            assertThat(found(Double.NaN, Float.NaN)).isEmpty();
            assertThat(found(Double.NaN, Double.POSITIVE_INFINITY)).hasSize(1);
            assertThat(found(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY))
                    .hasSize(1);
            assertThat(Compared.objects(StructureTolerance.EXACT.numbersWithin(1e300), Double.NaN, 1)
                            .matches())
                    .isFalse();
            assertThat(found(OptionalInt.empty(), OptionalLong.empty())).isEmpty();
            assertThat(found(OptionalInt.empty(), OptionalDouble.of(0))).containsExactly(" empty -> number");
        }
    }

    @Nested
    class Collections {

        @Test
        void haveAnOrderUnlessTheyAreSets() {
            assertThat(found(List.of(1, 2), List.of(2, 1))).containsExactly(" order");
            assertThat(found(new ArrayDeque<>(List.of(1, 2)), new ArrayDeque<>(List.of(2, 1))))
                    .containsExactly(" order");
            assertThat(found(new LinkedHashSet<>(List.of(1, 2)), new LinkedHashSet<>(List.of(2, 1))))
                    .isEmpty();
            assertThat(found(Set.of(new Line("a", 1)), Set.of(new Line("a", 1.0))))
                    .isEmpty();
            assertThat(found(Set.of("a", "b"), Set.of("b", "c")))
                    .hasSize(1)
                    .first()
                    .asString()
                    .endsWith("text -> text");
            assertThat(found(new PriorityQueue<>(List.of(2, 1, 3)), new PriorityQueue<>(List.of(3, 2, 1))))
                    .isEmpty();
            assertThat(found(List.of(1, 2), new LinkedHashSet<>(List.of(2, 1))))
                    .as("one side has no order")
                    .isEmpty();
        }

        @Test
        void mayBeArrays() {
            assertThat(found(new int[] {1, 2}, new int[] {1, 3})).containsExactly("/1 number -> number");
            assertThat(found(new String[][] {{"a"}}, List.of(List.of("a")))).isEmpty();
            assertThat(found(new byte[] {1, 2}, new byte[] {1, 2})).isEmpty();
            assertThat(found(new byte[] {1, 2}, new byte[] {1, 3})).containsExactly(" bytes -> bytes");
        }

        @Test
        void ofBytesFindEachOtherInAnyOrder() {
            List<byte[]> hashes = IntStream.range(0, 40)
                    .mapToObj(index -> new byte[] {1, 2, 3, (byte) index})
                    .toList();
            List<byte[]> reversed = new ArrayList<>(hashes);
            java.util.Collections.reverse(reversed);

            assertThat(Compared.objects(StructureTolerance.EXACT.ignoringOrder(), hashes, reversed)
                            .matches())
                    .isTrue();
            assertThat(found(hashes, reversed)).containsExactly(" order");
        }

        @Test
        void mayHoldNothing() {
            assertThat(found(Arrays.asList(1, null), Arrays.asList(1, null))).isEmpty();
            assertThat(found(Arrays.asList(1, null), List.of(1, 2))).containsExactly("/1 null -> number");
        }

        @Test
        void thatCannotBeGoneThroughAreAnError() {
            List<Integer> broken = new java.util.AbstractList<>() {
                @Override
                public Integer get(int index) {
                    throw new IllegalStateException("secret");
                }

                @Override
                public int size() {
                    return 1;
                }
            };

            Comparison found = Compared.objects(Map.of("a", broken, "b", 1), Map.of("a", List.of(1), "b", 2));
            assertThat(Compared.lines(found))
                    .containsExactly(
                            "critical comparison_error /a unreadable -> list",
                            "critical model_structure /b number -> number");
            assertThat(found.discrepancies().get(0).message())
                    .isEqualTo("cannot be compared: legacy threw java.lang.IllegalStateException");
        }
    }

    @Nested
    class Maps {

        @Test
        void areComparedByTheirKeys() {
            Map<String, Integer> legacy = new LinkedHashMap<>(Map.of("a", 1));
            legacy.put("b", 2);
            Map<String, Integer> other = new LinkedHashMap<>(Map.of("b", 2));
            other.put("c", 1);

            assertThat(found(legacy, other)).containsExactly("/a number -> absent", "/c absent -> number");
            assertThat(found(Map.of(TimeUnit.DAYS, 1), Map.of(TimeUnit.DAYS, 2)))
                    .containsExactly("/DAYS number -> number");
            assertThat(found(Map.of(17, 1), Map.of(17L, 1))).isEmpty();
        }

        @Test
        void withStructuresAsKeysAreSetsOfPairs() {
            assertThat(found(
                            Map.of(new Line("a", 1), "x", new Line("b", 1), "y"),
                            Map.of(new Line("b", 1), "y", new Line("a", 1.0), "x")))
                    .isEmpty();
            assertThat(found(Map.of(new Line("a", 1), "x"), Map.of(new Line("a", 1), "y")))
                    .containsExactly("/0/value text -> text");
            assertThat(found(Map.of(1, "x", "1", "y"), Map.of(1, "y", "1", "x")))
                    .as("two keys with one text")
                    .isNotEmpty();
            assertThat(found(new HashMap<>(java.util.Collections.singletonMap(null, 1)), Map.of("null", 1)))
                    .isNotEmpty();
        }

        @Test
        void areComparedWithObjectsByTheirProperties() {
            assertThat(Compared.lines(Compared.objects(new Line("a", 1), Map.of("sku", "a", "price", 2))))
                    .containsExactly("info metadata  class", "critical model_structure /price number -> number");
            assertThat(found(Map.entry("a", 1), Map.entry("a", 2))).containsExactly("/value number -> number");
        }
    }

    @Nested
    class JacksonsTrees {

        private final ObjectNode tree =
                JsonMapper.shared().createObjectNode().put("a", 1).put("b", "x");

        @Test
        void areJson() {
            assertThat(found(tree, Map.of("a", 1L, "b", "x"))).isEmpty();
            assertThat(found(Map.of("t", tree), Map.of("t", tree.deepCopy().put("a", 2))))
                    .containsExactly("/t/a number -> number");
            assertThat(found(tree.deepCopy().putNull("c"), tree.deepCopy().put("c", new byte[] {1})))
                    .containsExactly("/c null -> bytes");
        }

        @Test
        void mayHoldAnything() {
            JsonNodeFactory nodes = JsonNodeFactory.instance;
            assertThat(found(nodes.pojoNode(URI.create("a:b")), nodes.pojoNode(URI.create("a:c"))))
                    .containsExactly(" value -> value");
            assertThat(found(nodes.pojoNode(null), nodes.nullNode())).isEmpty();
            assertThat(found(MissingNode.getInstance(), nodes.nullNode())).containsExactly(" empty -> null");
            assertThat(found(nodes.binaryNode(new byte[] {1}), nodes.binaryNode(new byte[] {1})))
                    .isEmpty();
            assertThat(found(nodes.numberNode(Double.NaN), nodes.numberNode(1))).hasSize(1);
        }
    }

    @Nested
    class Values {

        @Test
        void ofTheJdkAreComparedByEquals() {
            UUID uuid = new UUID(1, 2);
            assertThat(found(URI.create("a:b"), URI.create("a:b"))).isEmpty();
            assertThat(found(uuid, new UUID(1, 2))).isEmpty();
            assertThat(found(uuid, new UUID(1, 3))).containsExactly(" uuid -> uuid");
            assertThat(found(Path.of("a"), Path.of("a"))).isEmpty();
            assertThat(found(Path.of("a"), Path.of("b")))
                    .as("an Iterable of itself")
                    .containsExactly(" value -> value");
            assertThat(found(LocalDate.EPOCH, LocalDate.MAX)).containsExactly(" value -> value");
            assertThat(found(Instant.EPOCH, Instant.MAX)).containsExactly(" timestamp -> timestamp");
            assertThat(found(TimeUnit.DAYS, TimeUnit.HOURS)).containsExactly(" enum -> enum");
            assertThat(found(TimeUnit.DAYS, "DAYS")).containsExactly(" enum -> text");
            assertThat(found('a', CharBuffer.wrap("a"))).isEmpty();
            assertThat(found(true, false)).containsExactly(" boolean -> boolean");
        }

        @Test
        void ofTimeFollowTheOption() {
            StructureTolerance lenient = StructureTolerance.EXACT.ignoringTimestamps();
            assertThat(Compared.objects(lenient, Instant.EPOCH, Instant.MAX).matches())
                    .isTrue();
            assertThat(Compared.objects(lenient, LocalDate.EPOCH, LocalDate.MAX).matches())
                    .isFalse();
            assertThat(Compared.objects(lenient, Instant.EPOCH, Instant.EPOCH.toString())
                            .matches())
                    .isFalse();
            assertThat(Compared.lines(Compared.objects(
                            StructureTolerance.EXACT.timestampsAreCosmetic(), Instant.EPOCH, Instant.MAX)))
                    .containsExactly("info timestamp  timestamp -> timestamp");
        }

        @Test
        @SuppressWarnings("JavaUtilDate") // the one in the library that says yes to what says no to it
        void areTheSameOnlyIfBothSaySo() {
            java.util.Date date = new java.util.Date(0);
            assertThat(found(date, new java.sql.Timestamp(0))).hasSize(1);
            assertThat(found(new java.sql.Timestamp(0), date)).hasSize(1);
        }

        @Test
        void withoutATextOfTheirOwnAreShownByTheirClass() {
            assertThat(Compared.objects(new Object(), URI.create("a:b"))
                            .discrepancies()
                            .get(0)
                            .legacyValue())
                    .isEqualTo("java.lang.Object");
            assertThat(Compared.objects(new Object(), URI.create("a:b"))
                            .discrepancies()
                            .get(0)
                            .newValue())
                    .isEqualTo("a:b");
        }
    }
}
