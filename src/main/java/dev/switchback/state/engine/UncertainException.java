package dev.switchback.state.engine;

import java.io.IOException;

/** A write failed in such a way that nobody can tell yet whether it is durable. */
public final class UncertainException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Wraps what happened. */
    public UncertainException(String message, Throwable cause) {
        super(message, cause);
    }
}
