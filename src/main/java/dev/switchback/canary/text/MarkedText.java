package dev.switchback.canary.text;

import java.util.List;

/** A text made from another by replacing parts of it, whose characters know where they come from. */
final class MarkedText {

    private final String text;
    private final int[] origins; // one more than there are characters: the end has an origin, too

    private MarkedText(String text, int[] origins) {
        this.text = text;
        this.origins = origins;
    }

    static MarkedText of(String source) {
        int[] origins = new int[source.length() + 1];
        for (int index = 0; index < origins.length; index++) {
            origins[index] = index;
        }
        return new MarkedText(source, origins);
    }

    String text() {
        return text;
    }

    /** {@return where in the source the character comes from} */
    int origin(int index) {
        return origins[index];
    }

    /** {@return the text with each part replaced; parts are in order and do not overlap} */
    MarkedText replace(List<Replacement> replacements) {
        if (replacements.isEmpty()) {
            return this;
        }
        int longer = replacements.stream().mapToInt(part -> part.by().length()).sum();
        StringBuilder made = new StringBuilder(text.length());
        int[] from = new int[text.length() + longer + 1];
        int at = 0;
        for (Replacement part : replacements) {
            System.arraycopy(origins, at, from, made.length(), part.start() - at);
            made.append(text, at, part.start());
            for (int index = 0; index < part.by().length(); index++) {
                from[made.length() + index] = origins[part.start()];
            }
            made.append(part.by());
            at = part.end();
        }
        System.arraycopy(origins, at, from, made.length(), text.length() - at + 1);
        made.append(text, at, text.length());
        return new MarkedText(made.toString(), from);
    }

    /** One part to be replaced. */
    record Replacement(int start, int end, String by) {}
}
