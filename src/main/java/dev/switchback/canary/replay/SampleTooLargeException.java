package dev.switchback.canary.replay;

import dev.switchback.pipeline.MigrationException;

/** A request or an output is too large to be kept as a sample; nothing was kept. */
final class SampleTooLargeException extends MigrationException {

    private static final long serialVersionUID = 1L;

    private SampleTooLargeException(String message) {
        super(message);
    }

    /** {@return the exception for something of more than so many characters or bytes} */
    static SampleTooLargeException beyond(int limit) {
        return new SampleTooLargeException(
                "cannot keep sample: it is too large (limit=%d). Nothing was kept".formatted(limit));
    }

    /** {@return the exception for a file of which only size and checksum are known} */
    static SampleTooLargeException notWhole(String path) {
        return new SampleTooLargeException(
                "cannot keep sample: of a large file only the checksum is known (path=%s). Nothing was kept"
                        .formatted(path));
    }
}
