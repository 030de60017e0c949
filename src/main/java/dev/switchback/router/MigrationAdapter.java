package dev.switchback.router;

import dev.switchback.flags.Share;
import dev.switchback.pipeline.Outcome;
import dev.switchback.pipeline.Route;
import dev.switchback.router.statistics.AdapterStatistics;
import java.util.Collection;

/**
 * One place in a program where a request goes to the legacy pipeline or to its replacement.
 *
 * <p>Thread-safe, without locks or I/O of its own on the way of a request. What the legacy pipeline throws reaches the
 * caller unchanged; what the new one throws is answered by legacy, unless falling back is switched off or the pipeline
 * is not repeatable.
 *
 * @param <I> the request
 * @param <O> the output
 * @param <X> what both pipelines may throw
 */
public interface MigrationAdapter<I, O, X extends Exception> {

    /**
     * Returns the output for one request.
     *
     * @throws X what the legacy pipeline threw, or the new one when legacy may not answer for it
     */
    O generate(I request) throws X;

    /**
     * Returns the output for one request, and how it came about.
     *
     * @throws X as {@link #generate}
     */
    Execution<O> execute(I request) throws X;

    /**
     * Runs one side, whatever the rules say; never falls back, and what the pipeline throws is in the outcome.
     *
     * @param bypassBreaker whether the new side runs although the breaker is open; counts on the breaker all the same
     * @throws ForcedCallRefusedException for the new side while rolled back, or while the breaker is open without the
     *     bypass ; nothing has run
     */
    Outcome<O> forceExecute(Route route, I request, boolean bypassBreaker);

    /** {@return where a key would go now, and every rule on the way; nothing runs} */
    Explanation explain(String key);

    /** {@return which of the keys would change sides if the percentage went from one share to another} */
    Simulation simulate(Share from, Share to, Collection<String> keys);

    /** {@return the counters of this migration, over all of its adapters, since it was started} */
    AdapterStatistics statistics();
}
