package dev.switchback.router;

import dev.switchback.flags.Share;
import dev.switchback.pipeline.Outcome;
import dev.switchback.pipeline.Route;
import dev.switchback.router.statistics.AdapterStatistics;
import java.util.Collection;
import java.util.concurrent.CompletionStage;

/**
 * A {@link MigrationAdapter} for pipelines that answer later: the same rules, and no thread waits for a stage.
 *
 * <p>A stage that fails, is cancelled or takes too long counts as its side's failure; legacy is then asked as for any
 * other failed call. Cancelling a stage that is handed out stops nothing.
 *
 * @param <I> the request
 * @param <O> the output
 */
public interface AsyncMigrationAdapter<I, O> {

    /** Returns a stage with the output for one request; never throws. */
    CompletionStage<O> generate(I request);

    /** Returns a stage with the output for one request, and how it came about; never throws. */
    CompletionStage<Execution<O>> execute(I request);

    /**
     * Runs one side, whatever the rules say; the stage always completes with an outcome.
     *
     * @throws ForcedCallRefusedException as {@link MigrationAdapter#forceExecute}
     */
    CompletionStage<Outcome<O>> forceExecute(Route route, I request, boolean bypassBreaker);

    /** {@return where a key would go now, and every rule on the way; nothing runs} */
    Explanation explain(String key);

    /** {@return which of the keys would change sides if the percentage went from one share to another} */
    Simulation simulate(Share from, Share to, Collection<String> keys);

    /** {@return the counters of this migration, over all of its adapters, since it was started} */
    AdapterStatistics statistics();
}
