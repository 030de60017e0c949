package dev.switchback.soak;

import java.util.stream.IntStream;

/** What both pipelines may throw: legacy the one of a key, always the same object; the new one any other. */
final class Refusal extends Exception {

    private static final long serialVersionUID = 1L;

    /** Legacy refuses one key of so many. */
    private static final int ONE_OF = 40;

    private static final Refusal[] OF_LEGACY =
            IntStream.range(0, ONE_OF).mapToObj(key -> new Refusal("legacy")).toArray(Refusal[]::new);

    Refusal(String message) {
        super(message, null, false, false);
    }

    static boolean isDue(Ask ask) {
        return ask.key() % ONE_OF == 1;
    }

    /** {@return what legacy throws for a key that it refuses} */
    static Refusal of(Ask ask) {
        return OF_LEGACY[ask.key() / ONE_OF % ONE_OF];
    }
}
