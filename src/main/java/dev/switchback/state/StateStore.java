package dev.switchback.state;

import dev.switchback.event.Subscription;
import dev.switchback.health.HealthSource;
import dev.switchback.state.attachment.Attachments;
import dev.switchback.state.lease.Leases;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/**
 * The one owner of what is true about migrations: a journal, and the documents that are views of it.
 *
 * <p>Thread-safe. Reading what is true now is a read of memory; changes made by other processes are in it within one
 * second. A change is durable, and survives {@code kill -9} and a power cut, once {@link #commit} has returned.
 */
public interface StateStore extends HealthSource, AutoCloseable {

    /** {@return what is true about one migration, or its {@linkplain Document#empty empty document}; no I/O} */
    Document document(String migration);

    /** {@return why the document of one migration cannot be trusted, empty if it can; no I/O} */
    Optional<String> unreadable(String migration);

    /** {@return the names of all migrations that have a document, trusted or not; no I/O} */
    Set<String> migrations();

    /**
     * Records a change, and returns when it is durable.
     *
     * @return the entry that was written
     * @throws StateConflictException if another generation was expected ; nothing was changed
     * @throws StateStoreException if it could not be made durable ; the document is as it was
     */
    HistoryEntry commit(StateChange change);

    /**
     * Records a change towards safety without waiting for the disk: it is in {@link #document} when this returns, and
     * is
     * written as soon as the disk takes it.
     *
     * @return completes when the change is durable, which may be never
     */
    CompletionStage<HistoryEntry> submit(StateChange change);

    /**
     * Returns the newest entries that fit, newest first. Reads the disk.
     *
     * @throws StateStoreException if the history cannot be read
     */
    List<HistoryEntry> history(HistoryQuery query);

    /**
     * Tells every entry that becomes visible from now on, of this process or another, in order, on the store's thread.
     */
    Subscription onEntry(Consumer<? super HistoryEntry> listener);

    /**
     * Runs after each look at the store, about twice a second, also when nothing has changed, and also while a look
     * hangs: what it does must not wait for the store.
     */
    Subscription onTick(Runnable listener);

    /** Replaces what one node says of itself; not durable over a power cut. */
    void observe(String node, JsonNode report);

    /** Removes what one node said of itself. */
    void forget(String node);

    /** {@return what each node last said of itself, by node name; reads the disk} */
    Map<String, Observation> observations();

    /**
     * Returns what each node last said of itself, or what had been read of that a short while ago: where many processes
     * ask a database about many, not each of them needs the very latest.
     *
     * @param age how old it may be
     */
    default Map<String, Observation> observations(Duration age) {
        return observations();
    }

    /** {@return what only one process may have at a time} */
    Leases leases();

    /** {@return the large things that are kept beside the documents} */
    Attachments attachments();

    /** {@return how the store is; no I/O} */
    StoreStatus status();

    /** Writes what still waits, and gives the store up; idempotent. */
    @Override
    void close();
}
