package dev.switchback.router.way;

import dev.switchback.breaker.Breaker;
import dev.switchback.canary.CanaryRunner;
import dev.switchback.event.EventBus;
import dev.switchback.flags.MigrationFeatureFlags;
import dev.switchback.router.CallObserver;
import dev.switchback.state.StateStore;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What the routing of one migration is put together from.
 *
 * @param migration the migration's name
 * @param node the name of this process in the fleet
 * @param flags the rules
 * @param breaker takes the new pipeline out of service
 * @param canary runs and compares the other side
 * @param store where samples of what canaries found are kept
 * @param events where fallbacks and pinned keys are told
 * @param observers hear of every call
 * @param clock wall time
 * @param nanoTime elapsed time in nanoseconds
 * @param calls runs calls of the new pipeline that have a time-out
 * @param timer ends stages that take too long
 */
public record RoutingParts(
        String migration,
        Supplier<String> node,
        MigrationFeatureFlags flags,
        Breaker breaker,
        CanaryRunner canary,
        StateStore store,
        EventBus events,
        List<CallObserver> observers,
        Clock clock,
        LongSupplier nanoTime,
        Executor calls,
        ScheduledExecutorService timer) {

    public RoutingParts {
        observers = List.copyOf(observers);
    }
}
