package dev.switchback.event;

import java.time.Instant;
import java.util.Map;

/**
 * Something that happened in a migration; each feature declares its own records of it.
 *
 * <p>Names are stable, dotted and begin with {@code switchback.}, for instance {@code switchback.rollback.finish}. After
 * each {@code .start} comes exactly one {@code .finish} or {@code .failed} with the same {@link #subject}.
 */
public interface MigrationEvent {

    /** {@return the stable dotted name} */
    String name();

    /** {@return when it happened} */
    Instant at();

    /** {@return the name of the migration it belongs to} */
    String migration();

    /** {@return what is to be known about it: names in snake case, values that JSON can hold, durations in milliseconds} */
    Map<String, Object> payload();

    /** {@return how much it wants a person} */
    default Severity severity() {
        return Severity.INFO;
    }

    /** {@return what it is about: equal for a start and its end, and for two events that say the same once more} */
    default Object subject() {
        return payload();
    }
}
