package dev.switchback.canary.difference;

/**
 * One difference between the two outputs.
 *
 * <p>The values are samples for people: each text is cut after 400 characters.
 *
 * @param type what kind of difference it is
 * @param path where: a relative file path, perhaps with {@code :line}, or a JSON pointer; empty for the whole output
 * @param severity how much it matters
 * @param message one sentence, without payload
 * @param legacyValue what legacy has there, empty where there is nothing to show
 * @param newValue what the new side has there, empty where there is nothing to show
 * @param shape its general form, by which it is counted together with others
 */
public record Discrepancy(
        DiscrepancyType type,
        String path,
        Severity severity,
        String message,
        String legacyValue,
        String newValue,
        Shape shape) {

    public Discrepancy {
        path = Shown.cut(path);
        message = Shown.cut(message);
        legacyValue = Shown.cut(legacyValue);
        newValue = Shown.cut(newValue);
    }

    /** {@return a difference of the type's own severity that shows no values, in a class with others of that path} */
    public static Discrepancy of(DiscrepancyType type, String path, String message) {
        return new Discrepancy(type, path, type.severity(), message, "", "", Shape.of(path, ""));
    }

    /** {@return the same difference, showing these values} */
    public Discrepancy values(String legacy, String replacement) {
        return new Discrepancy(type, path, severity, message, legacy, replacement, shape);
    }

    /** {@return the same difference, counted together with others of this general form} */
    public Discrepancy shaped(Shape general) {
        return new Discrepancy(type, path, severity, message, legacyValue, newValue, general);
    }

    /** {@return the same difference, mattering so much} */
    public Discrepancy weighed(Severity other) {
        return new Discrepancy(type, path, other, message, legacyValue, newValue, shape);
    }

    /** {@return the name of its class} */
    public Fingerprint fingerprint() {
        return Fingerprint.of(this);
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
