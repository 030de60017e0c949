package dev.switchback.state.engine;

import java.io.IOException;

/** The store refuses a change in the batch for what it is: written alone, the others may succeed. */
public final class RefusedException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Wraps what the store said. */
    public RefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
