package dev.switchback.state.lease;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * What only one of all processes may have at a time, by name. Thread-safe.
 *
 * <p>A lease goes over by itself when its holder's process dies or, in a database, when the holder has not asked for
 * {@link #LASTS}. A holder may rely on it for less than that after it last asked, and only once it has had it for that
 * long: until then its predecessor may not know yet that it lost it.
 */
public interface Leases {

    /** How long a lease may still be believed in by one who has lost it, at most. */
    Duration LASTS = Duration.ofMillis(2_500);

    /**
     * Takes a lease, or makes sure of one's own; asks the store.
     *
     * @param name what it is about, 1 to 80 of the characters a-z, 0-9, - and ., the first no .
     * @param holder what tells the holder from all others
     * @return the term, which rises with every other holder; empty if another has it
     * @throws dev.switchback.state.StateStoreException if the store cannot say
     */
    OptionalLong take(String name, String holder);

    /** Gives a lease up, if one has it. */
    void give(String name, String holder);
}
