package dev.switchback.ingest.queue;

import dev.switchback.pipeline.MigrationException;

/** A mode that cannot be entered now. */
public final class ModeRefusedException extends MigrationException {

    private static final long serialVersionUID = 1L;

    private final Mode to;
    private final long left;

    private ModeRefusedException(String message, Mode to, long left) {
        super(message);
        this.to = to;
        this.left = left;
    }

    /** {@return the exception for a queue that is to be left alone while events are in it} */
    public static ModeRefusedException notEmpty(Mode from, long left) {
        return new ModeRefusedException(
                ("cannot enter SYNC: the queue is not empty (mode=%s, left=%d). Nothing was changed;"
                                + " enter DRAIN and wait, or force it and leave them where they are")
                        .formatted(from, left),
                Mode.SYNC,
                left);
    }

    /** {@return the mode that was asked for} */
    public Mode to() {
        return to;
    }

    /** {@return how many events are in the queue} */
    public long left() {
        return left;
    }
}
