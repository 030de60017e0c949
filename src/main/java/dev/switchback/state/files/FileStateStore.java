package dev.switchback.state.files;

import dev.switchback.event.Subscription;
import dev.switchback.health.ComponentHealth;
import dev.switchback.journal.Problem;
import dev.switchback.state.Document;
import dev.switchback.state.HistoryEntry;
import dev.switchback.state.HistoryQuery;
import dev.switchback.state.Registration;
import dev.switchback.state.StateChange;
import dev.switchback.state.StateStore;
import dev.switchback.state.StoreHealth;
import dev.switchback.state.StoreStatus;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/**
 * State in a directory of files: {@code history.jsonl} is the truth, {@code migrations/<name>.json} is what follows
 * from
 * it, and {@code nodes/<node>.json} is what each process says of itself.
 *
 * <p>Thread-safe; callers may be interrupted. Several processes may have the directory open, and see each other's
 * changes within one second. Within a process all who open it share one store, with the options of the first. Damaged
 * state is never overwritten: what cannot be trusted is {@link #unreadable}, and takes no changes.
 *
 * @see <a href="https://www.usenix.org/conference/osdi14/technical-sessions/presentation/pillai">All File Systems Are
 *     Not Created Equal, OSDI 2014</a>
 */
public final class FileStateStore implements StateStore {

    private final SharedStore store;
    private final Runnable giveUp;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
    private volatile boolean wasWritable;

    /**
     * Makes one user's view of a store.
     *
     * @param onlyToRead whether it is no matter that nothing can be written
     */
    FileStateStore(SharedStore store, boolean onlyToRead, Runnable giveUp) {
        this.store = store;
        this.wasWritable = onlyToRead;
        this.giveUp = giveUp;
    }

    /**
     * Opens a directory for reading and writing, and makes it if it is not there.
     *
     * @throws dev.switchback.state.StateStoreException if it is not safe to keep state in, or cannot be read
     */
    public static FileStateStore open(Path directory) {
        return builder(directory).open();
    }

    /**
     * Opens a directory without changing anything in it; one that is not there is empty.
     *
     * @throws dev.switchback.state.StateStoreException if it is not safe to keep state in, or cannot be read
     */
    public static FileStateStore openReadOnly(Path directory) {
        return builder(directory).readOnly(true).open();
    }

    /** Starts the options of a directory. */
    public static FileStateStoreBuilder builder(Path directory) {
        return new FileStateStoreBuilder(directory);
    }

    @Override
    public Document document(String migration) {
        return store.published().document(migration);
    }

    @Override
    public Optional<String> unreadable(String migration) {
        Published published = store.published();
        return published.unreadable(migration).or(() -> neverWritable(published));
    }

    /**
     * A directory that could never be written to is no ground to begin on: a rollback could not be recorded there. A
     * disk
     * that fails later is another matter, since what was recorded still holds.
     */
    private Optional<String> neverWritable(Published published) {
        if (wasWritable || published.unwritable().isEmpty()) {
            wasWritable = true;
            return Optional.empty();
        }
        return published.unwritable().map("it cannot be written, so a rollback could not be recorded: "::concat);
    }

    @Override
    public Set<String> migrations() {
        return store.published().migrations();
    }

    @Override
    public HistoryEntry commit(StateChange change) {
        refuseClosed();
        return store.commit(change);
    }

    @Override
    public CompletionStage<HistoryEntry> submit(StateChange change) {
        refuseClosed();
        return store.submit(change);
    }

    @Override
    public List<HistoryEntry> history(HistoryQuery query) {
        refuseClosed();
        return HistoryReader.read(
                store.files().storage(), query, store.published().newest());
    }

    @Override
    public Subscription onEntry(Consumer<? super HistoryEntry> listener) {
        refuseClosed();
        return kept(store.teller().onEntry(listener));
    }

    @Override
    public Subscription onTick(Runnable listener) {
        refuseClosed();
        return kept(store.teller().onTick(listener));
    }

    private Subscription kept(Subscription subscription) {
        subscriptions.add(subscription);
        return new Registration(() -> {
            subscription.close();
            subscriptions.remove(subscription);
        });
    }

    /**
     * {@inheritDoc}
     *
     * @param node 1 to 190 letters, digits, dots, dashes and underscores: it is the name of a file
     */
    @Override
    public void observe(String node, JsonNode report) {
        refuseClosed();
        store.nodes().write(node, report);
    }

    @Override
    public void forget(String node) {
        refuseClosed();
        store.nodes().delete(node);
    }

    @Override
    public Map<String, JsonNode> observations() {
        return store.nodes().read();
    }

    /** Looks at the files now, as is otherwise done twice a second, and returns when listeners have been told. */
    public void poll() {
        refuseClosed();
        store.poll();
    }

    /**
     * Tries to make a store writable again whose disk had failed: what is whole is copied to a new file.
     *
     * @throws dev.switchback.state.StateStoreException if it still cannot be written
     */
    public void reopen() {
        refuseClosed();
        store.reopen();
    }

    /** {@return what is wrong with the history on disk, empty if nothing is; reads all of it} */
    public List<Problem> verify() {
        refuseClosed();
        return Maintenance.verify(store);
    }

    /**
     * Compresses the sealed parts of the history whose last record is old enough; nothing is lost, and
     * {@link #history} and {@link #verify} read them as before.
     *
     * @return the names of the files written
     */
    public List<String> archive(Instant olderThan) {
        refuseClosed();
        return Maintenance.archive(store, olderThan);
    }

    @Override
    public StoreStatus status() {
        return store.status();
    }

    @Override
    public String component() {
        return "stateStore";
    }

    @Override
    public ComponentHealth health() {
        return StoreHealth.of(status());
    }

    private void refuseClosed() {
        if (closed.get()) {
            throw new IllegalStateException("the state store %s is closed".formatted(status().where()));
        }
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            subscriptions.forEach(Subscription::close);
            giveUp.run();
        }
    }
}
