package dev.switchback;

import dev.switchback.canary.CanaryStatistics;
import dev.switchback.canary.mismatch.CanaryReport;
import dev.switchback.event.EventSource;
import dev.switchback.flags.MigrationFeatureFlags;
import dev.switchback.health.Health;
import dev.switchback.pipeline.AsyncPipeline;
import dev.switchback.pipeline.Pipeline;
import dev.switchback.rollback.RollbackManager;
import dev.switchback.rollback.RollbackReport;
import dev.switchback.router.AsyncNewSide;
import dev.switchback.router.NewSide;

/**
 * One migration in this process: its adapters, its rules, and how it is.
 *
 * <pre>{@code
 * try (var migration = Migration.named("active-models").start()) {
 *     var adapter = migration.legacy(strings::generate).newPipeline(stages::generate).build();
 *     Model model = adapter.generate(table);
 * }
 * }</pre>
 *
 * <p>Thread-safe, and immutable once started. What was recorded before (a rollback, an override, a percentage, an open
 * breaker) is in force before the first request. State that cannot be read routes every key to legacy.
 */
public interface Migration extends AutoCloseable {

    /**
     * Begins to put a migration together.
     *
     * @param name 1 to 64 characters of a-z, 0-9 and -; also the salt of its cohorts
     * @throws dev.switchback.pipeline.InvalidValueException for any other name
     */
    static MigrationBuilder named(String name) {
        return new MigrationBuilder(name);
    }

    /**
     * Starts a migration named {@code embedded} with every default: state in the directory {@code state}, variables of
     * this process, 0 % to begin with.
     */
    static Migration embedded() {
        return named("embedded").start();
    }

    /** {@return the name} */
    String name();

    /** Begins an adapter with the pipeline that is being replaced. */
    <I, O, X extends Exception> NewSide<I, O, X> legacy(Pipeline<I, O, X> legacy);

    /** Begins an adapter with the asynchronous pipeline that is being replaced. */
    <I, O> AsyncNewSide<I, O> legacyAsync(AsyncPipeline<I, O> legacy);

    /** {@return the rules, to be read and changed} */
    MigrationFeatureFlags flags();

    /** {@return what takes routing back} */
    RollbackManager rollback();

    /** {@return where to subscribe to what happens} */
    EventSource events();

    /**
     * Sends every key to legacy from the very next request on, records it, and waits until no call runs on the new
     * pipeline. Works in memory also while the disk does not.
     *
     * @param reason 1 to 1000 characters without control characters
     * @param operator who; blank means the user of the operating system
     * @throws dev.switchback.pipeline.InvalidValueException for a reason that is none ; nothing is changed
     */
    RollbackReport emergencyRollback(String reason, String operator);

    /** {@return how everything stands now; no I/O} */
    MigrationStatus currentStatus();

    /** {@return how well everything is now; no I/O} */
    Health healthCheck();

    /** {@return what has been counted, by this process and by those that have ended; no I/O} */
    Statistics statistics();

    /** {@return how the canaries of this process have ended; no I/O} */
    CanaryStatistics canaryStatistics();

    /** {@return what the canaries of every process have found, those of this one up to now; no I/O} */
    CanaryReport canaryReport();

    /** Drains canaries, keeps what is to outlive the process, and changes no route. Idempotent. */
    @Override
    void close();
}
