package dev.switchback.canary.structure;

import dev.switchback.canary.difference.PointerPattern;
import dev.switchback.pipeline.InvalidValueException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which differences between two structures do not count.
 *
 * <pre>{@code
 * StructureTolerance.EXACT.numbersWithin(0.01).keyedBy("/items", "sku").metadata("/generatedAt")
 * }</pre>
 *
 * <p>Places are JSON pointers (RFC 6901) in which {@code *} is any part of a name or position and {@code **} any depth;
 * empty is the whole. Positions are legacy's. What is ignored is not reported at all. Unlike in a text, white space and
 * dates in a value are critical unless an option says otherwise: they are values like others.
 *
 * <p>An option ignores what it names and nothing beside it.
 *
 * @param ignored what is not looked at
 * @param cosmetic what is reported as cosmetic; only white space and dates and times can be
 * @param anyOrder places of lists whose order is not looked at
 * @param metadata places at and below which every difference is cosmetic
 * @param keys how elements of lists are recognised
 * @param numbers by how much two numbers may differ and still be the same, from 0
 * @param modelCount how many elements of one list may be missing or extra before that is critical, from 0
 * @param sizeCap in bytes of UTF-8; of a larger JSON text only equal or not is decided, and the discrepancy says so
 */
public record StructureTolerance(
        Set<Aspect> ignored,
        Set<Aspect> cosmetic,
        Set<String> anyOrder,
        Set<String> metadata,
        List<Key> keys,
        double numbers,
        int modelCount,
        int sizeCap) {

    private static final Set<Aspect> IN_TEXTS = EnumSet.of(Aspect.WHITESPACE, Aspect.TIMESTAMPS);

    /** Nothing is ignored; JSON texts up to 1 MiB are looked into. */
    public static final StructureTolerance EXACT =
            new StructureTolerance(Set.of(), Set.of(), Set.of(), Set.of(), List.of(), 0, 0, 1 << 20);

    /** Something about structures that may be left out of account. */
    public enum Aspect {
        /** The order of every list. */
        ORDER,
        /** How much white space there is at the ends of a text and between its words. */
        WHITESPACE,
        /** Which date and time of day it is, where a whole value on both sides is one. */
        TIMESTAMPS,
        /** Whether a field is null or not there. */
        NULLS,
        /** Of which class an object is that has the same properties. */
        CLASSES
    }

    /**
     * How elements of lists are recognised.
     *
     * @param place of the lists
     * @param field of their elements; an element whose value there is on one side only is missing or extra
     */
    public record Key(String place, String field) {

        public Key {
            place = PointerPattern.checked("keyedBy", place);
            InvalidValueException.unless(field != null && !field.isEmpty(), "keyedBy", "the name of a field", field);
        }
    }

    public StructureTolerance {
        InvalidValueException.unless(
                IN_TEXTS.containsAll(cosmetic), "cosmetic", "of white space and timestamps", cosmetic);
        InvalidValueException.unless(
                numbers >= 0 && Double.isFinite(numbers), "numbers", "a finite number from 0", numbers);
        InvalidValueException.unless(modelCount >= 0, "modelCount", "at least 0 elements", modelCount);
        InvalidValueException.unless(sizeCap >= 0, "sizeCap", "at least 0 bytes", sizeCap);
        ignored = Set.copyOf(ignored);
        cosmetic = Set.copyOf(cosmetic);
        anyOrder = checked("ignoringOrder", anyOrder.stream());
        metadata = checked("metadata", metadata.stream());
        keys = List.copyOf(keys);
    }

    private static Set<String> checked(String name, Stream<String> patterns) {
        Set<String> checked = new HashSet<>();
        patterns.forEach(pattern -> checked.add(PointerPattern.checked(name, pattern)));
        return Set.copyOf(checked);
    }

    /** {@return the same, ignoring the order of every list} */
    public StructureTolerance ignoringOrder() {
        return ignoring(Aspect.ORDER);
    }

    /**
     * Returns the same, ignoring the order of these lists.
     *
     * @param place of lists, not of their elements
     */
    public StructureTolerance ignoringOrder(String place) {
        return new StructureTolerance(
                ignored,
                cosmetic,
                checked("ignoringOrder", Stream.concat(anyOrder.stream(), Stream.of(place))),
                metadata,
                keys,
                numbers,
                modelCount,
                sizeCap);
    }

    /** {@return the same, ignoring white space at the ends of texts, and how much of it is between words} */
    public StructureTolerance ignoringWhitespace() {
        return ignoring(Aspect.WHITESPACE);
    }

    /** {@return the same, ignoring which date and time of day it is where a whole value on both sides is one} */
    public StructureTolerance ignoringTimestamps() {
        return ignoring(Aspect.TIMESTAMPS);
    }

    /** {@return the same, in which a field that is null is as one that is not there} */
    public StructureTolerance nullSameAsAbsent() {
        return ignoring(Aspect.NULLS);
    }

    /** {@return the same, in which objects of two classes with the same properties are the same} */
    public StructureTolerance ignoringClasses() {
        return ignoring(Aspect.CLASSES);
    }

    private StructureTolerance ignoring(Aspect aspect) {
        return new StructureTolerance(
                plus(ignored, aspect), cosmetic, anyOrder, metadata, keys, numbers, modelCount, sizeCap);
    }

    /** {@return the same, reporting as cosmetic where only white space differs} */
    public StructureTolerance whitespaceIsCosmetic() {
        return reporting(Aspect.WHITESPACE);
    }

    /** {@return the same, reporting as cosmetic where only dates and times of day differ} */
    public StructureTolerance timestampsAreCosmetic() {
        return reporting(Aspect.TIMESTAMPS);
    }

    private StructureTolerance reporting(Aspect aspect) {
        return new StructureTolerance(
                ignored, plus(cosmetic, aspect), anyOrder, metadata, keys, numbers, modelCount, sizeCap);
    }

    private static Set<Aspect> plus(Set<Aspect> aspects, Aspect one) {
        EnumSet<Aspect> all = EnumSet.of(one);
        all.addAll(aspects);
        return all;
    }

    /** {@return the same, with every difference at and below these places being cosmetic} */
    public StructureTolerance metadata(String... places) {
        Set<String> all = checked("metadata", Stream.concat(metadata.stream(), Arrays.stream(places)));
        return new StructureTolerance(ignored, cosmetic, anyOrder, all, keys, numbers, modelCount, sizeCap);
    }

    /**
     * Returns the same, recognising elements of these lists by one of their fields.
     *
     * <p>Without it, elements that are not equal are recognised by {@code id}, {@code key} or {@code name}, if that is
     * unique, and by what they have in common.
     *
     * @param place of lists, not of their elements
     */
    public StructureTolerance keyedBy(String place, String field) {
        List<Key> all =
                Stream.concat(keys.stream(), Stream.of(new Key(place, field))).toList();
        return new StructureTolerance(ignored, cosmetic, anyOrder, metadata, all, numbers, modelCount, sizeCap);
    }

    /** {@return the same, with numbers that differ by no more than this being equal} */
    public StructureTolerance numbersWithin(double difference) {
        return new StructureTolerance(ignored, cosmetic, anyOrder, metadata, keys, difference, modelCount, sizeCap);
    }

    /** {@return the same, with so many missing or extra elements of one list being no more than a warning} */
    public StructureTolerance modelCountWithin(int elements) {
        return new StructureTolerance(ignored, cosmetic, anyOrder, metadata, keys, numbers, elements, sizeCap);
    }

    /** {@return the same, looking into JSON texts of up to so many bytes} */
    public StructureTolerance sizeCap(int bytes) {
        return new StructureTolerance(ignored, cosmetic, anyOrder, metadata, keys, numbers, modelCount, bytes);
    }
}
