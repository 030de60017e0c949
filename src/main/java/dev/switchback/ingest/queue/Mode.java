package dev.switchback.ingest.queue;

import dev.switchback.pipeline.InvalidValueException;
import java.util.Locale;

/** How a queue takes and processes events at present; every process asks the store with each batch. */
public enum Mode {

    /** New events are queued, and what is queued is processed: as it should be. */
    ASYNC(Accepting.QUEUED, true, true),

    /** New events are queued, and nothing is processed or delivered. */
    HOLD(Accepting.QUEUED, false, false),

    /** New events are processed while their sender waits, and what is queued still is: on the way back. */
    DRAIN(Accepting.DIRECT, true, true),

    /** New events are processed while their sender waits, and the queue is left alone: taken back. */
    SYNC(Accepting.DIRECT, false, true),

    /** New events are refused, and what is queued is processed: the database is in trouble. */
    REJECT(Accepting.REFUSED, true, true);

    /** What is done with a new event. */
    public enum Accepting {
        /** It is put into the queue. */
        QUEUED,
        /** It is processed at once. */
        DIRECT,
        /** It is refused. */
        REFUSED
    }

    private final Accepting accepting;
    private final boolean processing;
    private final boolean delivering;

    Mode(Accepting accepting, boolean processing, boolean delivering) {
        this.accepting = accepting;
        this.processing = processing;
        this.delivering = delivering;
    }

    /** {@return what is done with a new event} */
    public Accepting accepting() {
        return accepting;
    }

    /** {@return whether events are taken out of the queue} */
    public boolean isProcessing() {
        return processing;
    }

    /** {@return whether processed events are brought to their subscribers} */
    public boolean isDelivering() {
        return delivering;
    }

    /** {@return the mode as it is written in metrics: {@code async}} */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads a mode in any case.
     *
     * @param input what the text is called in the message
     * @throws InvalidValueException for any other text
     */
    public static Mode parse(String input, String text) {
        for (Mode mode : values()) {
            if (mode.name().equalsIgnoreCase(text)) {
                return mode;
            }
        }
        throw InvalidValueException.of(input, "ASYNC, HOLD, DRAIN, SYNC or REJECT", text);
    }
}
