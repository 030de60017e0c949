package dev.switchback.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.Migration;
import dev.switchback.MigrationControl;
import dev.switchback.Statistics;
import dev.switchback.flags.Snapshot;
import dev.switchback.fleet.Fleet;
import dev.switchback.fleet.FleetView;
import dev.switchback.fleet.NodeReport;
import dev.switchback.state.files.FileStateStore;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A migration on files, asked by eight threads while everything that can be changed is changed at random.
 *
 * <p>{@code -Dswitchback.soak.requests=...} asks more often, {@code -Dswitchback.soak.seed=...} throws the dice of an
 * earlier run again; how the threads meet is not in the dice.
 */
class SoakTest {

    private static final int CALLERS = 8;
    private static final int OPERATORS = 2;
    private static final int LONGEST = 10;
    private static final long REQUESTS = Long.getLong("switchback.soak.requests", 1_000_000);
    private static final long LOOK_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

    private final long seed = Long.getLong("switchback.soak.seed", System.nanoTime());
    private final String as = "with -Dswitchback.soak.seed=" + seed;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ExecutorService stages = Executors.newFixedThreadPool(2);
    private final AtomicBoolean over = new AtomicBoolean();
    private final Pipelines pipelines = new Pipelines();

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        threads.shutdownNow();
        stages.shutdownNow();
    }

    @Test
    void keepsItsWordWhileEverythingChangesAtRandom() throws Exception {
        Migration migration = start();
        try (migration;
                FileStateStore store = FileStateStore.open(folder);
                MigrationControl control = MigrationControl.of(store, "soak", Clock.systemUTC())) {
            Callers callers = new Callers(migration, pipelines, stages, seed);
            Operators operators = new Operators(migration, control, pipelines);
            CompletableFuture<?> watching = running(() -> watch(migration, store));
            List<CompletableFuture<?>> operating = operating(operators);
            await(calling(callers));
            over.set(true);
            await(operating);
            watching.get(1, TimeUnit.MINUTES);

            assertThat(operators.failures).as(as).isEmpty();
            assertThat(pipelines.periods.violations()).as(as).isEmpty();
            assertThat(callers.violations).as(as).isEmpty();
            assertCountersAddUp(migration.statistics(), callers);
            assertThat(hasEnoughHappened(callers))
                    .as("enough has happened, " + as)
                    .isTrue();
        }
        // The last canaries were still compared when the counters above were read; closing has waited for them.
        Statistics counted = migration.statistics();
        try (Migration again = start()) {
            assertThat(again.statistics())
                    .as("what the next process knows, " + as)
                    .isEqualTo(counted);
        }
    }

    private Migration start() {
        return Migration.named("soak")
                .stateDirectory(folder)
                .environment(Map.of())
                .start();
    }

    private List<CompletableFuture<?>> calling(Callers callers) {
        List<CompletableFuture<?>> calling = new ArrayList<>();
        for (int caller = 0; caller < CALLERS; caller++) {
            calling.add(running(() -> callers.ask(
                    number -> number < REQUESTS || (number < LONGEST * REQUESTS && !hasEnoughHappened(callers)))));
        }
        return calling;
    }

    private List<CompletableFuture<?>> operating(Operators operators) {
        List<CompletableFuture<?>> operating = new ArrayList<>();
        for (int operator = 0; operator < OPERATORS; operator++) {
            Random random = new Random(seed + operator);
            operating.add(running(() -> {
                while (!over.get()) {
                    operators.act(random);
                }
            }));
        }
        return operating;
    }

    /** Reads what the node says of itself, as any other process would. */
    private void watch(Migration migration, FileStateStore store) {
        FleetView fleet = Fleet.observe(store, "soak", Clock.systemUTC());
        while (!over.get()) {
            Snapshot snapshot = migration.flags().snapshot();
            boolean held = !List.of("active", "rollback_pending").contains(snapshot.rollbackState());
            if (held) {
                for (NodeReport report : fleet.all()) {
                    if (report.followed("routing").drainedEpoch() >= snapshot.epoch()) {
                        pipelines.periods.drained(snapshot.epoch());
                    }
                }
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private void assertCountersAddUp(Statistics counted, Callers callers) {
        Pipelines.Side legacy = pipelines.legacy;
        Pipelines.Side replacement = pipelines.replacement;
        long forcedNew = callers.forcedNew.sum();
        long fallbacks = replacement.failed.sum() - callers.forcedNewFailed.sum();
        assertThat(counted.executionsTotal()).as("requests, " + as).isEqualTo(callers.requests.sum());
        assertThat(counted.executionsNew())
                .as("assigned to new, " + as)
                .isEqualTo(replacement.served.sum() - forcedNew);
        assertThat(counted.newSide().totalSamples()).as("runs of new, " + as).isEqualTo(replacement.served.sum());
        assertThat(counted.errorsNew()).as("failures of new, " + as).isEqualTo(replacement.failed.sum());
        assertThat(counted.fallbacksToLegacy()).as("fallbacks, " + as).isEqualTo(fallbacks);
        assertThat(callers.answeredByNew.sum())
                .as("answers of new, " + as)
                .isEqualTo(counted.executionsNew() - fallbacks);
        assertThat(counted.legacy().totalSamples()).as("runs of legacy, " + as).isEqualTo(legacy.served.sum());
        assertThat(legacy.served.sum())
                .as("who asked legacy, " + as)
                .isEqualTo(counted.executionsLegacy() + fallbacks + callers.forcedLegacy.sum());
        assertThat(counted.errorsLegacy()).as("failures of legacy, " + as).isEqualTo(legacy.failed.sum());
        assertThat(counted.executionsCanary())
                .as("sampled, " + as)
                .isGreaterThanOrEqualTo(legacy.shadows.sum() + replacement.shadows.sum());
    }

    /** A soak in which nothing happened proves nothing: on a machine that is very busy it goes on until enough has. */
    private boolean hasEnoughHappened(Callers callers) {
        return pipelines.periods.count() > 5
                && pipelines.replacement.served.sum() > REQUESTS / 100
                && pipelines.replacement.failed.sum() > 0
                && pipelines.replacement.shadows.sum() > 0
                && pipelines.replacement.probes.sum() > 0
                && callers.refused.sum() > 0;
    }

    private CompletableFuture<?> running(Task task) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        threads.execute(() -> {
            try {
                task.run();
                done.complete(null);
            } catch (Throwable thrown) {
                done.completeExceptionally(thrown);
            }
        });
        return done;
    }

    private static void await(List<CompletableFuture<?>> tasks) throws Exception {
        for (CompletableFuture<?> task : tasks) {
            task.get(10, TimeUnit.MINUTES);
        }
    }

    @FunctionalInterface
    private interface Task {
        void run() throws Exception;
    }
}
