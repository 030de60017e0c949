package dev.switchback.flags;

import dev.switchback.event.Subscription;
import dev.switchback.health.HealthSource;
import dev.switchback.state.Attribution;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * What operators set about one migration: read from memory by every request, changed durably by compare-and-set.
 *
 * <p>Thread-safe. A change by another process is seen within one second. An edit is a function from the newest stored
 * settings to those wanted, may run more than once, and has no side effects:
 *
 * <pre>{@code
 * flags.change(settings -> settings.withPercentage(Share.of(12.5)), Attribution.api("kim", "first tenants"));
 * }</pre>
 *
 * <p>A change towards safety is in force in this process before it is recorded, and is worked out anew on whatever the
 * newest settings are, never exposing more than they do. A change away from safety is recorded first.
 */
public interface MigrationFeatureFlags extends HealthSource {

    /** {@return the settings in force: the environment's over the stored ones} */
    Settings current();

    /** {@return everything a request is routed by; one volatile read} */
    Snapshot snapshot();

    /** {@return the stored settings, the environment and expired overrides apart; the last good ones if unreadable} */
    Settings stored();

    /**
     * Changes the stored settings.
     *
     * @throws dev.switchback.state.StateConflictException if it is away from safety and somebody else changed the
     *     migration meanwhile ; nothing was changed
     * @throws dev.switchback.state.StateStoreException if it could not be made durable ; away from safety nothing was
     *     changed, towards safety it is in force in this process
     */
    Change change(UnaryOperator<Settings> edit, Attribution by);

    /**
     * Changes the stored settings as looked at by a person.
     *
     * @param seenGeneration the generation of the snapshot that the person saw; a change towards safety ignores it
     * @throws dev.switchback.state.StateConflictException if it is away from safety and the generation has moved on ;
     *     nothing was changed
     * @throws dev.switchback.state.StateStoreException as in {@link #change(UnaryOperator, Attribution)}
     */
    Change change(UnaryOperator<Settings> edit, Attribution by, long seenGeneration);

    /**
     * Sends every key to legacy from now on, in this process and in memory: no I/O, never blocks on the store, and no
     * read of the store loosens it. Latching again keeps the first reason.
     */
    void latch(String why);

    /**
     * The same, for a rollback that is recorded: only a clear at or above this generation loosens it.
     *
     * @param recordedGeneration the generation of the record
     */
    void latch(String why, long recordedGeneration);

    /**
     * Loosens the latch, if the clear came after what was latched, and with it changes towards safety that could not be
     * recorded; what is recorded still holds.
     *
     * @param clearedGeneration the generation of the record that cleared the rollback
     */
    void releaseLatch(long clearedGeneration);

    /** Tells each new snapshot, on the thread that made it; the listener is quick and does not throw. */
    Subscription onSnapshot(Consumer<? super Snapshot> listener);
}
