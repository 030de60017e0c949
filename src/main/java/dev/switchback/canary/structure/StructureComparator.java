package dev.switchback.canary.structure;

import dev.switchback.canary.difference.Comparison;
import dev.switchback.canary.difference.DiscrepancyType;
import dev.switchback.canary.structure.Findings.Found;
import dev.switchback.canary.structure.Node.Unreadable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;

/** Compares two JSON texts, or two Java objects, by their structure. Thread-safe. */
public final class StructureComparator {

    private static final int MOST_BYTES_OF_A_CHAR = 3;

    private final StructureTolerance tolerance;
    private final Rules rules;
    private final Properties properties = new Properties();

    /** Makes a comparator. */
    public StructureComparator(StructureTolerance tolerance) {
        this.tolerance = tolerance;
        this.rules = new Rules(tolerance);
    }

    /** {@return every difference between two objects} */
    public Comparison objects(@Nullable Object legacy, @Nullable Object replacement) {
        return compared(
                new Effort(),
                effort -> new Sides(
                        new ObjectReader(properties, effort).read(legacy),
                        new ObjectReader(properties, effort).read(replacement)));
    }

    /** {@return every difference between two JSON texts; equal texts are the same, whatever they hold} */
    public Comparison json(String legacy, String replacement) {
        if (legacy.equals(replacement)) {
            return Comparison.match();
        }
        if (isTooLarge(legacy) || isTooLarge(replacement)) {
            String message =
                    "differs; above %d bytes of JSON only equal or not was decided".formatted(tolerance.sizeCap());
            return only(
                    Found.of(DiscrepancyType.MODEL_STRUCTURE, message, "too large"),
                    "%d bytes".formatted(bytes(legacy)),
                    "%d bytes".formatted(bytes(replacement)));
        }
        Parsed one = Parsed.of(legacy);
        Parsed two = Parsed.of(replacement);
        if (one.isJson() && two.isJson()) {
            return compared(new Effort(), effort -> new Sides(one.node(), two.node()));
        }
        List<String> faults = new ArrayList<>();
        one.addFault("legacy", faults);
        two.addFault("the new side", faults);
        String change = "%s -> %s".formatted(one.kind(), two.kind());
        return only(Found.of(DiscrepancyType.MODEL_STRUCTURE, String.join(", ", faults), change), "", "");
    }

    Comparison compared(Effort effort, Reading reading) {
        Findings findings = new Findings(rules);
        try {
            Sides sides = reading.read(effort);
            new Walker(rules, effort, findings).compare(sides.legacy, sides.replacement, Place.WHOLE);
        } catch (Effort.TooMuchException tooMuch) {
            String message = "cannot be compared: %s".formatted(tooMuch.getMessage());
            findings.add(Place.WHOLE, Found.of(DiscrepancyType.COMPARISON_ERROR, message, "too much"), "", "");
        }
        return findings.comparison();
    }

    private Comparison only(Found found, String legacy, String replacement) {
        Findings findings = new Findings(new Rules(StructureTolerance.EXACT)); // no place of metadata hides it
        findings.add(Place.WHOLE, found, legacy, replacement);
        return findings.comparison();
    }

    private boolean isTooLarge(String text) {
        long most = (long) text.length() * MOST_BYTES_OF_A_CHAR;
        return most > tolerance.sizeCap() && (text.length() > tolerance.sizeCap() || bytes(text) > tolerance.sizeCap());
    }

    /** {@return how long the text is in UTF-8} */
    private static long bytes(String text) {
        long bytes = 0;
        for (int index = 0; index < text.length(); index++) {
            char character = text.charAt(index);
            bytes += character < 0x80
                    ? 1
                    : character < 0x800 || Character.isSurrogate(character) ? 2 : MOST_BYTES_OF_A_CHAR;
        }
        return bytes;
    }

    /** Reads both sides. */
    @FunctionalInterface
    interface Reading {

        Sides read(Effort effort);
    }

    /** Both sides as they are compared. */
    record Sides(Node legacy, Node replacement) {}

    /**
     * A text that was read.
     *
     * @param json what it says, null if it is not JSON
     * @param fault where it stops to be JSON
     */
    private record Parsed(@Nullable Node json, String fault) {

        static Parsed of(String text) {
            try {
                return new Parsed(JsonReader.read(text), "");
            } catch (StreamConstraintsException tooDeep) { // the only constraint that can be met
                return new Parsed(Unreadable.DEEP, "");
            } catch (JacksonException broken) { // its own message holds payload
                TokenStreamLocation at = broken.getLocation();
                return new Parsed(null, "line %d, column %d".formatted(at.getLineNr(), at.getColumnNr()));
            }
        }

        boolean isJson() {
            return json != null;
        }

        Node node() {
            return Objects.requireNonNull(json);
        }

        String kind() {
            return isJson() ? "JSON" : "not JSON";
        }

        void addFault(String side, List<String> faults) {
            if (!isJson()) {
                faults.add("%s is not JSON (%s)".formatted(side, fault));
            }
        }
    }
}
