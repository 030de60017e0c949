package dev.switchback.canary.compare;

/**
 * One difference between the two outputs.
 *
 * <p>The values are samples for people: each text is cut after 400 characters.
 *
 * @param type what kind of difference it is
 * @param path where: a relative file path, perhaps with {@code :line}; empty for the whole output
 * @param severity how much it matters
 * @param message one sentence, without payload
 * @param legacyValue what legacy has there, empty where there is nothing to show
 * @param newValue what the new side has there, empty where there is nothing to show
 */
public record Discrepancy(
        DiscrepancyType type, String path, Severity severity, String message, String legacyValue, String newValue) {

    public Discrepancy {
        path = Shown.cut(path);
        message = Shown.cut(message);
        legacyValue = Shown.cut(legacyValue);
        newValue = Shown.cut(newValue);
    }

    /** {@return a difference of the type's own severity that shows no values} */
    public static Discrepancy of(DiscrepancyType type, String path, String message) {
        return new Discrepancy(type, path, type.severity(), message, "", "");
    }

    /** {@return the same difference, showing these values} */
    public Discrepancy values(String legacy, String replacement) {
        return new Discrepancy(type, path, severity, message, legacy, replacement);
    }

    /** {@return one line, control characters escaped} */
    public String line() {
        String line =
                "%s %s %s: %s".formatted(severity.text(), type.text(), Shown.escaped(path), Shown.escaped(message));
        return legacyValue.isEmpty() && newValue.isEmpty()
                ? line
                : "%s; legacy \"%s\", new \"%s\"".formatted(line, Shown.escaped(legacyValue), Shown.escaped(newValue));
    }
}
