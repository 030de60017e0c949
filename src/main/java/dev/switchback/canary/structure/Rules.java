package dev.switchback.canary.structure;

import dev.switchback.canary.difference.DiscrepancyType;
import dev.switchback.canary.difference.PointerPattern;
import dev.switchback.canary.structure.Node.Fields;
import dev.switchback.canary.structure.StructureTolerance.Aspect;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A tolerance made ready to be asked about many places. Immutable. */
final class Rules {

    private final StructureTolerance tolerance;
    private final Leaves leaves;
    private final List<Pattern> anyOrder;
    private final List<Pattern> metadata;
    private final List<Keyed> keys = new ArrayList<>();

    private record Keyed(Pattern place, String field) {}

    Rules(StructureTolerance tolerance) {
        this.tolerance = tolerance;
        this.leaves = new Leaves(tolerance);
        this.anyOrder = compiled(tolerance.anyOrder(), "");
        this.metadata = compiled(tolerance.metadata(), "(?:/.*)?");
        tolerance
                .keys()
                .forEach(key -> keys.add(new Keyed(
                        Pattern.compile(PointerPattern.expression(key.place()), Pattern.DOTALL), key.field())));
    }

    private static List<Pattern> compiled(Collection<String> patterns, String below) {
        return patterns.stream()
                .map(pattern -> Pattern.compile(PointerPattern.expression(pattern) + below, Pattern.DOTALL))
                .toList();
    }

    StructureTolerance tolerance() {
        return tolerance;
    }

    Leaves leaves() {
        return leaves;
    }

    boolean ignores(Aspect aspect) {
        return tolerance.ignored().contains(aspect);
    }

    /** {@return whether the order of two lists there means something} */
    boolean isOrdered(Place place, boolean bothOrdered) {
        return bothOrdered && !ignores(Aspect.ORDER) && !named(anyOrder, place);
    }

    boolean isMetadata(Place place) {
        return named(metadata, place);
    }

    /** {@return the field by which elements of the lists there are recognised} */
    Optional<String> key(Place place) {
        if (keys.isEmpty()) {
            return Optional.empty();
        }
        String pointer = place.pointer();
        return keys.stream()
                .filter(key -> key.place().matcher(pointer).matches())
                .map(Keyed::field)
                .findFirst();
    }

    private static boolean named(List<Pattern> patterns, Place place) {
        if (patterns.isEmpty()) {
            return false;
        }
        String pointer = place.pointer();
        return patterns.stream().anyMatch(pattern -> pattern.matcher(pointer).matches());
    }

    /**
     * Returns what it means that two objects are of two classes: something else, where nothing but the class tells them
     * apart or a sealed type has both as alternatives; otherwise that they were made differently.
     */
    Optional<DiscrepancyType> classes(Fields legacy, Fields replacement) {
        Class<?> one = legacy.type();
        Class<?> two = replacement.type();
        if (Objects.equals(one, two) || ignores(Aspect.CLASSES)) {
            return Optional.empty();
        }
        boolean bare = legacy.size() == 0 && replacement.size() == 0;
        return Optional.of(
                bare || isError(one) || isError(two) || areAlternatives(one, two)
                        ? DiscrepancyType.MODEL_STRUCTURE
                        : DiscrepancyType.METADATA);
    }

    private static boolean isError(@Nullable Class<?> type) {
        return type != null && Throwable.class.isAssignableFrom(type);
    }

    private static boolean areAlternatives(@Nullable Class<?> one, @Nullable Class<?> two) {
        Set<Class<?>> both = sealedAbove(one);
        both.retainAll(sealedAbove(two));
        return !both.isEmpty();
    }

    private static Set<Class<?>> sealedAbove(@Nullable Class<?> type) {
        Set<Class<?>> found = new HashSet<>();
        for (Class<?> above = type; above != null; above = above.getSuperclass()) {
            addSealed(above, found);
        }
        return found;
    }

    private static void addSealed(Class<?> type, Set<Class<?>> found) {
        if (type.isSealed()) {
            found.add(type);
        }
        for (Class<?> above : type.getInterfaces()) {
            addSealed(above, found);
        }
    }
}
