package dev.switchback.event;

import java.time.Instant;
import java.util.Map;

/**
 * Something that happened in a migration; each feature declares its own records of it.
 *
 * <p>Names are stable, dotted and begin with {@code switchback.}, for instance {@code switchback.rollback.finish}.
 */
public interface MigrationEvent {

    /** {@return the stable dotted name} */
    String name();

    /** {@return when it happened} */
    Instant at();

    /** {@return the name of the migration it belongs to} */
    String migration();

    /** {@return what is to be known about it: names in snake case, values that JSON can hold} */
    Map<String, Object> payload();
}
