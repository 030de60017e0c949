package dev.switchback.ingest;

/** What an exception says, fit for one line of a terminal, a log or a table. */
public final class Said {

    private static final int LONGEST = 1_000;

    private Said() {}

    /** {@return the kind of the exception and its message, without control characters, at most 1000 characters} */
    public static String by(Throwable thrown) {
        String message = thrown.getMessage() == null ? "no message" : thrown.getMessage();
        String line = "%s: %s"
                .formatted(
                        thrown.getClass().getSimpleName(),
                        message.replaceAll("\u001B\\[[0-9;]*[A-Za-z]", "").replaceAll("\\p{Cntrl}+", " "));
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST);
    }
}
