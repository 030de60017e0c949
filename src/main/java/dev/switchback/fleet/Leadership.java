package dev.switchback.fleet;

import dev.switchback.state.StateStoreException;
import dev.switchback.state.lease.Leases;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Whether this process is the one that does what only one may do.
 *
 * <p>It is believed for a while after the store last said so, and only once the same while has passed since it was
 * taken: a predecessor that was cut off believes in its own for so long. Thread-safe; {@link #renew} is for one thread.
 */
final class Leadership {

    private static final long LASTS = Leases.LASTS.toNanos();

    private final Supplier<Leases> leases;
    private final String name;
    private final String holder;
    private final LongSupplier nanoTime;
    private volatile Term term = Term.NONE;

    private record Term(long number, long since, long until) {
        static final Term NONE = new Term(0, 0, 0);
    }

    Leadership(Supplier<Leases> leases, String name, String holder, LongSupplier nanoTime) {
        this.leases = leases;
        this.name = name;
        this.holder = holder;
        this.nanoTime = nanoTime;
    }

    /**
     * Asks the store.
     *
     * @throws StateStoreException if it does not answer ; what was known is believed until its time is over
     */
    void renew() {
        long asked = nanoTime.getAsLong(); // before the store is asked, for it counts from when it answers
        OptionalLong answer = leases.get().take(name, holder);
        if (answer.isEmpty()) {
            term = Term.NONE;
            return;
        }
        Term known = term;
        boolean kept = known.number() == answer.getAsLong() && asked - known.until() < 0;
        long since = kept ? known.since() : nanoTime.getAsLong() + LASTS;
        term = new Term(answer.getAsLong(), since, asked + LASTS);
    }

    /** {@return the term in which this process leads, empty if it does not, or cannot be sure} */
    OptionalLong term() {
        Term known = term;
        long now = nanoTime.getAsLong();
        boolean leads = known.number() > 0 && now - known.since() >= 0 && now - known.until() < 0;
        return leads ? OptionalLong.of(known.number()) : OptionalLong.empty();
    }

    /** Steps down. */
    void give() {
        term = Term.NONE;
        leases.get().give(name, holder);
    }
}
