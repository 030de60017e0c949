package dev.switchback.canary.structure;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Date;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is compared, whatever it was read from: a tree of values, lists and fields. Immutable. */
sealed interface Node {

    /** How deep a structure is looked into: deeper ones are a comparison error there. */
    int DEEPEST = 512;

    /** {@return what kind of thing it is, in one word and without payload} */
    String kind();

    /** What a value is. */
    enum Sort {
        NULL(1),
        BOOLEAN(2),
        NUMBER(3),
        TEXT(4),
        ENUM(5),
        BYTES(6),
        EMPTY(7),
        CYCLE(8),
        VALUE(9);

        private final int number;

        Sort(int number) {
            this.number = number;
        }

        /** {@return a number of its own, from 1 to 9} */
        int number() {
            return number;
        }
    }

    /**
     * A value without parts.
     *
     * @param sort what it is
     * @param value a number as {@link Numbers} makes it, a text, the name of an enum constant, the bytes, how many steps
     *     up a cycle leads, or anything that is compared by {@code equals}
     */
    record Leaf(Sort sort, Object value) implements Node {

        static final Leaf NULL = new Leaf(Sort.NULL, "null");
        static final Leaf EMPTY = new Leaf(Sort.EMPTY, "empty");
        static final Leaf TRUE = new Leaf(Sort.BOOLEAN, true);
        static final Leaf FALSE = new Leaf(Sort.BOOLEAN, false);

        private static final int UUID_LENGTH = 36;
        private static final Pattern UUID_TEXT =
                Pattern.compile("\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");
        private static final Pattern TIMESTAMP_TEXT = Pattern.compile("\\d{4}-\\d{2}-\\d{2}[Tt ]\\d{2}:\\d{2}"
                + "(?::\\d{2}(?:[.,]\\d{1,9})?)?(?: ?(?:[Zz]|UTC|GMT|[+-]\\d{2}(?::?\\d{2})?)(?:\\[[\\w/+-]+])?)?");

        @Override
        public String kind() {
            return switch (sort) {
                case TEXT -> textKind();
                case VALUE -> isTimestamp() ? "timestamp" : value instanceof UUID ? "uuid" : "value";
                default -> sort.name().toLowerCase(Locale.ROOT);
            };
        }

        private String textKind() {
            return isUuid() ? "uuid" : isTimestamp() ? "timestamp" : "text";
        }

        boolean isUuid() {
            return value instanceof UUID
                    || (sort == Sort.TEXT
                            && ((String) value).length() == UUID_LENGTH
                            && UUID_TEXT.matcher((String) value).matches());
        }

        /** {@return whether it is a date with a time of day and nothing else} */
        boolean isTimestamp() {
            return sort == Sort.TEXT ? isTimestamp((String) value) : sort == Sort.VALUE && isTime(value);
        }

        static boolean isTimestamp(String text) {
            return !text.isEmpty()
                    && Character.isDigit(text.charAt(0))
                    && TIMESTAMP_TEXT.matcher(text).matches();
        }

        private static boolean isTime(Object value) {
            return value instanceof Instant
                    || value instanceof LocalDateTime
                    || value instanceof OffsetDateTime
                    || value instanceof ZonedDateTime
                    || value instanceof Date;
        }
    }

    /** Elements, in an order or not. */
    final class Items implements Node {

        static final Items NONE = new Items(new Node[0], true);

        private final Node[] elements;
        private final boolean ordered;

        /** Keeps the array, which nobody else changes. */
        Items(Node[] elements, boolean ordered) {
            this.elements = elements;
            this.ordered = ordered;
        }

        int size() {
            return elements.length;
        }

        Node get(int index) {
            return elements[index];
        }

        boolean isOrdered() {
            return ordered;
        }

        @Override
        public String kind() {
            return "list";
        }
    }

    /** Named parts, by name; a JSON object may have a name twice. */
    final class Fields implements Node {

        static final Fields NONE = new Fields(new String[0], new Node[0], null);

        private final String[] names;
        private final Node[] values;
        private final @Nullable Class<?> type;

        /** Keeps the arrays, which nobody else changes and which are in the order of the names. */
        Fields(String[] names, Node[] values, @Nullable Class<?> type) {
            this.names = names;
            this.values = values;
            this.type = type;
        }

        /** Puts the arrays in the order of the names, those of one name as they were. */
        static void sort(String[] names, Node[] values) {
            if (isSorted(names)) {
                return;
            }
            Integer[] order = new Integer[names.length];
            Arrays.setAll(order, index -> index);
            Arrays.sort(order, Comparator.comparing((Integer index) -> names[index]));
            String[] unsortedNames = names.clone();
            Node[] unsortedValues = values.clone();
            for (int index = 0; index < order.length; index++) {
                names[index] = unsortedNames[order[index]];
                values[index] = unsortedValues[order[index]];
            }
        }

        private static boolean isSorted(String[] names) {
            for (int index = 1; index < names.length; index++) {
                if (names[index - 1].compareTo(names[index]) > 0) {
                    return false;
                }
            }
            return true;
        }

        int size() {
            return names.length;
        }

        String name(int index) {
            return names[index];
        }

        Node value(int index) {
            return values[index];
        }

        /** {@return the field of this name, null if there is none} */
        @Nullable
        Node get(String name) {
            int index = Arrays.binarySearch(names, name);
            return index < 0 ? null : values[index];
        }

        /** {@return the class of the object, null if it is a map or JSON} */
        @Nullable
        Class<?> type() {
            return type;
        }

        @Override
        public String kind() {
            return "object";
        }
    }

    /**
     * Something that could not be read.
     *
     * @param why in a few words, without payload
     */
    record Unreadable(String why) implements Node {

        static final Unreadable DEEP = new Unreadable("is nested deeper than %d".formatted(DEEPEST));

        static Unreadable because(Throwable error) {
            return new Unreadable("threw %s".formatted(error.getClass().getName()));
        }

        @Override
        public String kind() {
            return "unreadable";
        }
    }
}
