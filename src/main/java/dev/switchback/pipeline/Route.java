package dev.switchback.pipeline;

import java.util.Locale;

/** One of the two sides; written {@code legacy} and {@code new} in JSON, metrics and on the command line. */
public enum Route {
    /** The pipeline that is being replaced, and the one that serves whenever there is doubt. */
    LEGACY,
    /** The replacement. */
    NEW;

    private final String text = name().toLowerCase(Locale.ROOT);

    /** {@return {@code legacy} or {@code new}} */
    public String text() {
        return text;
    }

    /** {@return the side that is not this one} */
    public Route other() {
        return this == LEGACY ? NEW : LEGACY;
    }

    /**
     * Reads {@code legacy} or {@code new}.
     *
     * @throws InvalidValueException for any other text
     */
    public static Route parse(String name, String text) {
        for (Route route : values()) {
            if (route.text.equals(text)) {
                return route;
            }
        }
        throw InvalidValueException.of(name, "legacy or new", text);
    }
}
