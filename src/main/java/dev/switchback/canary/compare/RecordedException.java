package dev.switchback.canary.compare;

import org.jspecify.annotations.Nullable;

/**
 * Stands for an exception that a pipeline threw when a sample was taken: its type by name, and its message.
 *
 * <p>Nothing is loaded or made by that name. {@link OutputComparator}s of this library take it for the exception itself.
 */
public final class RecordedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String type;

    /**
     * Makes one.
     *
     * @param type the name of the class
     * @param message its message, null for none
     */
    public RecordedException(String type, @Nullable String message) {
        super(message, null, false, false); // where it was thrown is not known
        this.type = type;
    }

    /** {@return the name of the class that was thrown} */
    public String type() {
        return type;
    }

    /** {@return the name of the class of an exception, of a recorded one that of what was recorded} */
    public static String typeOf(Throwable error) {
        return error instanceof RecordedException recorded
                ? recorded.type
                : error.getClass().getName();
    }

    @Override
    @SuppressWarnings("OverrideThrowableToString") // the message is that of what was recorded; the type is not this one
    public String toString() {
        return getMessage() == null ? type : type + ": " + getMessage();
    }
}
