package dev.switchback.ingest.queue;

import dev.switchback.pipeline.MigrationException;

/** A mode that cannot be entered now, or that does not let something be done. */
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

    /** {@return the exception for dead events that were to be put into a queue that nobody works on} */
    public static ModeRefusedException leftAlone() {
        return new ModeRefusedException(
                "cannot requeue dead events: the queue is left alone (mode=SYNC). They stay dead;"
                        + " enter DRAIN or ASYNC first, and requeue them then",
                Mode.SYNC,
                0);
    }

    /** {@return the mode that was asked for, or that does not let it be done} */
    public Mode to() {
        return to;
    }

    /** {@return how many events are in the queue} */
    public long left() {
        return left;
    }
}
