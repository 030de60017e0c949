package dev.switchback.router.node;

import dev.switchback.router.statistics.Totals;
import dev.switchback.state.Attribution;
import dev.switchback.state.StateChange;
import dev.switchback.state.StateStore;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adds the counters of processes that have ended to those that the document keeps, each count once.
 *
 * <p>What is added is the difference to what was added of the same process before. So the sums are right also if two
 * processes fold the same report, if an older report comes after a newer one, or if a process that was taken for dead
 * goes on, which it does after a long pause of its machine.
 *
 * @see KeptStatistics where the counters are
 */
public final class StatisticsFold {

    private static final Logger log = LoggerFactory.getLogger(StatisticsFold.class);

    private StatisticsFold() {}

    /**
     * Adds what one process has counted since it was last added. Never throws, does not wait for the disk, and logs what
     * could not be kept.
     *
     * @param instance the process's identity
     * @param at when it had counted that much
     */
    public static void add(StateStore store, String migration, String instance, NodeDetails last, Instant at) {
        try {
            if (KeptStatistics.read(store.document(migration))
                    .unfolded(instance, last.totals())
                    .equals(Totals.ZERO)) {
                return;
            }
            StateChange change = StateChange.of(
                            migration,
                            "STATISTICS_FOLDED",
                            Attribution.automatic("the counters of a process that ended"))
                    .observation()
                    .change(document -> KeptStatistics.read(document).with(instance, last, at))
                    .build();
            store.submit(change).whenComplete((entry, failed) -> {
                if (failed != null) {
                    lost(instance, failed);
                }
            });
        } catch (RuntimeException failed) { // who folds has more to do than this: a beat to write, a store to close
            lost(instance, failed);
        }
    }

    private static void lost(String instance, Throwable failed) {
        log.warn("[Statistics] the counters of an ended process could not be kept (instance={})", instance, failed);
    }
}
