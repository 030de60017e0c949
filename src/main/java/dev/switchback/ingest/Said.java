package dev.switchback.ingest;

import dev.switchback.event.CleanText;
import java.nio.charset.StandardCharsets;

/** What an exception says, fit for one line of a terminal, a log or a table. */
public final class Said {

    private static final int LONGEST = 1_000; // what the tables hold

    private Said() {}

    /** {@return the kind of the exception and its message, cleaned, in at most 1000 characters that UTF-8 can write} */
    public static String by(Throwable thrown) {
        String message = thrown.getMessage() == null ? "no message" : thrown.getMessage();
        String line = CleanText.of("%s: %s".formatted(thrown.getClass().getSimpleName(), message));
        String cut = line.length() <= LONGEST ? line : line.substring(0, LONGEST);
        // half a surrogate pair becomes a question mark: a driver that cannot write it breaks its connection
        return new String(cut.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
