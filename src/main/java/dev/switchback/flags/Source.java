package dev.switchback.flags;

/**
 * Where a value comes from.
 *
 * @param kind {@code default}, {@code stored} or {@code environment}
 * @param detail the variable's name for the environment; {@code operator: reason} for what is stored, as far as the
 *     history still tells; empty otherwise
 */
public record Source(String kind, String detail) {

    /** Nobody has set it. */
    public static final Source DEFAULT = new Source("default", "");

    private static final String ENVIRONMENT = "environment";

    static Source stored(String detail) {
        return new Source("stored", detail);
    }

    static Source environment(String variable) {
        return new Source(ENVIRONMENT, variable);
    }

    /** {@return whether a variable of this process sets it, whatever is stored} */
    public boolean isEnvironment() {
        return kind.equals(ENVIRONMENT);
    }
}
