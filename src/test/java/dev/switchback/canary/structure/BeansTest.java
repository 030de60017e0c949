package dev.switchback.canary.structure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.canary.difference.Comparison;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class BeansTest {

    private static List<String> found(Object legacy, Object replacement) {
        return Compared.lines(Compared.objects(legacy, replacement));
    }

    interface Priced {

        int getPrice();
    }

    static class Product implements Priced {

        public final String label;
        public static int made;
        private final int price;

        Product(String label, int price) {
            this.label = label;
            this.price = price;
        }

        @Override
        public int getPrice() {
            return price;
        }

        public boolean isCheap() {
            return price < 10;
        }

        public Boolean isNew() {
            return true;
        }

        public String getURL() {
            return label;
        }

        public String get() {
            throw new AssertionError("no property");
        }

        public String getter(int unused) {
            throw new AssertionError("no property");
        }

        public String issue() {
            throw new AssertionError("no property");
        }

        public String getaway() {
            throw new AssertionError("no property");
        }

        public String isText() {
            throw new AssertionError("no property");
        }

        @SuppressWarnings("DoNotCallSuggester") // the comparator must not
        public static String getShared() {
            throw new AssertionError("no property");
        }

        public void getNothing() {
            throw new AssertionError("no property");
        }

        @SuppressWarnings("unused")
        private String getSecret() {
            throw new AssertionError("no property");
        }
    }

    record Cheaper(int getPrice) implements Priced {}

    static final class Copy implements Priced {

        @Override
        public int getPrice() {
            return 1;
        }
    }

    static final class OtherCopy implements Priced {

        @Override
        public int getPrice() {
            return 1;
        }
    }

    @Test
    void areComparedByTheirGettersAndPublicFields() {
        assertThat(found(new Product("a", 1), new Product("a", 1))).isEmpty();
        assertThat(found(new Product("a", 1), new Product("b", 11)))
                .containsExactly(
                        "critical model_structure /URL text -> text",
                        "critical model_structure /cheap boolean -> boolean",
                        "critical model_structure /label text -> text",
                        "critical model_structure /price number -> number");
    }

    @Nested
    class OfTwoClasses {

        sealed interface Answer permits Yes, No {}

        record Yes(int weight) implements Answer {}

        record No(int weight) implements Answer {}

        record None() {}

        record Nil() {}

        @Test
        void areComparedByTheirPropertiesAndTheClassIsCosmetic() {
            assertThat(found(new Copy(), new OtherCopy())).containsExactly("info metadata  class");
            assertThat(Compared.objects(new Copy(), new OtherCopy())
                            .discrepancies()
                            .get(0)
                            .newValue())
                    .isEqualTo(OtherCopy.class.getName());
            assertThat(Compared.objects(StructureTolerance.EXACT.ignoringClasses(), new Copy(), new OtherCopy())
                            .matches())
                    .isTrue();
        }

        @Test
        void areSomethingElseWhereTheClassIsWhatTheyTell() {
            assertThat(found(new Yes(1), new No(1))).containsExactly("critical model_structure  class");
            assertThat(found(new None(), new Nil())).containsExactly("critical model_structure  class");
            assertThat(found(new IllegalStateException("a"), new IllegalArgumentException("a")))
                    .containsExactly("critical model_structure  class");
            assertThat(found(List.of(new Yes(1), new No(2)), List.of(new No(2), new Yes(1))))
                    .containsExactly("critical model_structure  order");
            assertThat(found(List.of(new Yes(1)), List.of(new No(1))))
                    .containsExactly("critical model_structure /0 class");
        }
    }

    @Test
    void thatAreExceptionsAreComparedByMessageAndCause() {
        Throwable cause = new IllegalStateException("a");
        assertThat(found(new Error("x", cause), new Error("x", new IllegalStateException("a"))))
                .isEmpty();
        assertThat(found(new Error("x", cause), new Error("x", new IllegalStateException("b"))))
                .containsExactly("critical model_structure /cause/message text -> text");
    }

    static final class Faulty {

        private final int count;

        Faulty(int count) {
            this.count = count;
        }

        public int getCount() {
            return count;
        }

        @SuppressWarnings("DoNotCallSuggester") // the comparator does
        public int getBroken() {
            throw new IllegalStateException("secret");
        }

        @SuppressWarnings("InfiniteRecursion") // it is meant to overflow the stack
        public int getDeep() {
            return getDeep() + 1;
        }
    }

    @Test
    void withAGetterThatThrowsAreAnErrorThereAndComparedElsewhere() {
        Comparison found = Compared.objects(new Faulty(1), new Faulty(2));

        assertThat(Compared.lines(found))
                .containsExactly(
                        "critical comparison_error /broken unreadable -> unreadable",
                        "critical model_structure /count number -> number",
                        "critical comparison_error /deep unreadable -> unreadable");
        assertThat(found.discrepancies().get(0).message())
                .isEqualTo(
                        "cannot be compared: legacy threw java.lang.IllegalStateException, the new side threw java.lang.IllegalStateException");
        assertThat(Compared.objects(StructureTolerance.EXACT.metadata("/**"), new Faulty(1), new Faulty(1))
                        .summary()
                        .critical())
                .as("an error is no metadata")
                .isEqualTo(2);
    }

    static final class Opaque {

        private final int hidden;

        Opaque(int hidden) {
            this.hidden = hidden;
        }

        int hidden() {
            return hidden;
        }
    }

    static final class Angry {

        @Override
        public boolean equals(Object other) {
            throw new IllegalStateException("secret");
        }

        @Override
        public int hashCode() {
            throw new IllegalStateException("secret");
        }
    }

    @Test
    void withoutPropertiesAreComparedByEquals() {
        Opaque one = new Opaque(1);
        assertThat(found(one, one)).isEmpty();
        assertThat(found(one, new Opaque(one.hidden()))).containsExactly("critical model_structure  value -> value");
        assertThat(found(List.of(new Angry(), 1), List.of(1, new Angry()))).isNotEmpty();
        Comparison angry = Compared.objects(Map.of("a", new Angry()), Map.of("a", new Angry()));
        assertThat(angry.discrepancies().get(0).line())
                .isEqualTo("critical comparison_error /a: cannot be compared: its equals threw");
        Iterable<String> endless =
                () -> java.util.stream.Stream.generate(() -> "a").iterator();
        assertThat(found(endless, endless)).isEmpty();
    }

    static final class Endless {

        private final int count;

        Endless(int count) {
            this.count = count;
        }

        public Endless getNext() {
            return new Endless(count + 1);
        }
    }

    @Test
    void withoutAnEndAreAnErrorAtTheLastLevel() {
        Comparison found = Compared.objects(new Endless(0), new Endless(1));

        assertThat(found.discrepancies()).hasSize(1);
        assertThat(found.discrepancies().get(0).message())
                .startsWith("cannot be compared: legacy is nested deeper than 512");
        assertThat(found.discrepancies().get(0).path()).startsWith("/next/next/next");
    }

    @Test
    void thatMayNotBeLookedIntoAreComparedByEquals() throws Exception {
        Object hidden = Class.forName("java.util.Collections")
                .getMethod("emptyIterator")
                .invoke(null);
        assertThat(found(hidden, hidden)).isEmpty();
        Object proxy = java.lang.reflect.Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Priced.class},
                (self, method, arguments) -> method.getName().equals("getPrice") ? 1 : null);
        assertThat(found(proxy, new Copy())).isNotEmpty();
        assertThat(found(new Cheaper(1), new Cheaper(2)))
                .containsExactly("critical model_structure /getPrice number -> number");
    }
}
