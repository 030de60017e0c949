package dev.switchback.canary.structure;

import dev.switchback.canary.difference.Shown;
import dev.switchback.canary.structure.Node.Fields;
import dev.switchback.canary.structure.Node.Items;
import dev.switchback.canary.structure.Node.Leaf;
import org.jspecify.annotations.Nullable;

/** Shows people the beginning of a structure, much like JSON. */
final class Sample {

    private static final int ENOUGH = 400; // the rest would be cut anyway

    private final StringBuilder text = new StringBuilder();

    private Sample() {}

    /** {@return the beginning of it, empty for nothing; a text alone stands without quotes} */
    static String of(@Nullable Node node) {
        if (node == null) {
            return "";
        }
        if (node instanceof Leaf leaf) {
            return of(leaf);
        }
        Sample sample = new Sample();
        sample.add(node);
        return sample.text.toString();
    }

    private static String of(Leaf leaf) {
        return switch (leaf.sort()) {
            case BYTES -> "%d bytes".formatted(((byte[]) leaf.value()).length);
            case CYCLE -> "what is %s steps above".formatted(leaf.value());
            case VALUE -> value(leaf.value());
            default -> Shown.value(leaf.value());
        };
    }

    /** A class without a {@code toString} of its own would only show an address, which is never the same. */
    private static String value(Object value) {
        try {
            boolean own = value.getClass().getMethod("toString").getDeclaringClass() != Object.class;
            return own ? Shown.value(value) : value.getClass().getName();
        } catch (NoSuchMethodException impossible) { // every object has it
            return value.getClass().getName();
        }
    }

    private void add(Node node) {
        if (text.length() > ENOUGH) {
            return;
        }
        if (node instanceof Items items) {
            text.append('[');
            for (int index = 0; index < items.size() && text.length() <= ENOUGH; index++) {
                text.append(index == 0 ? "" : ",");
                add(items.get(index));
            }
            text.append(']');
        } else if (node instanceof Fields fields) {
            text.append('{');
            for (int index = 0; index < fields.size() && text.length() <= ENOUGH; index++) {
                text.append(index == 0 ? "" : ",")
                        .append(quoted(fields.name(index)))
                        .append(':');
                add(fields.value(index));
            }
            text.append('}');
        } else if (node instanceof Leaf leaf) {
            text.append(leaf.sort() == Node.Sort.TEXT ? quoted(of(leaf)) : of(leaf));
        } else {
            text.append('?');
        }
    }

    private static String quoted(String text) {
        return "\"%s\"".formatted(Shown.cut(text));
    }
}
