package dev.switchback.ingest.queue;

import java.time.Instant;

/**
 * The control row of a queue: its mode and its settings, and who set the mode.
 *
 * @param mode how it works at present
 * @param settings what is set
 * @param generation grows by one with each change, from 1
 * @param since when the mode was changed last
 * @param operator who changed the mode last
 * @param reason why
 */
public record Control(
        Mode mode, QueueSettings settings, long generation, Instant since, String operator, String reason) {

    /** {@return this row with another mode} */
    public Control to(Mode other) {
        return new Control(other, settings, generation, since, operator, reason);
    }

    /** {@return this row with other settings} */
    public Control with(QueueSettings other) {
        return new Control(mode, other, generation, since, operator, reason);
    }
}
