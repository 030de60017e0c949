package dev.switchback.state;

import dev.switchback.event.Subscription;
import dev.switchback.health.ComponentHealth;
import dev.switchback.state.attachment.Attachments;
import dev.switchback.state.attachment.MemoryAttachments;
import dev.switchback.state.lease.Leases;
import dev.switchback.state.lease.MemoryLeases;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/**
 * State that is kept in memory alone, for tests and for trying things out: nothing survives the process.
 *
 * <p>Thread-safe. Listeners are called on the thread that makes the change; {@link #tick} plays the poller.
 */
public final class MemoryStateStore implements StateStore {

    private final Clock clock;
    private final Map<String, Document> documents = new ConcurrentHashMap<>();
    private final Map<String, Observation> observations = new ConcurrentHashMap<>();
    private final Leases leases = new MemoryLeases();
    private final Attachments attachments = new MemoryAttachments(this::refusal);
    private final List<HistoryEntry> entries = new ArrayList<>(); // guarded by this
    private final List<Consumer<? super HistoryEntry>> listeners = new CopyOnWriteArrayList<>();
    private final List<Runnable> tickers = new CopyOnWriteArrayList<>();
    private volatile Optional<String> unreadable = Optional.empty();
    private volatile Optional<String> unwritable = Optional.empty();

    /** Makes an empty store. */
    public MemoryStateStore(Clock clock) {
        this.clock = clock;
    }

    /** Plays damage: from now on nothing in the store can be trusted, until this is called with nothing. */
    public void breakDown(Optional<String> why) {
        unreadable = why;
        tick();
    }

    /** Plays a full disk: from now on no change is taken, until this is called with nothing. What is known stays known. */
    public void fillUp(Optional<String> why) {
        unwritable = why;
        tick();
    }

    /** Plays the poller: runs what {@link #onTick} registered. */
    public void tick() {
        tickers.forEach(Runnable::run);
    }

    @Override
    public Document document(String migration) {
        return documents.getOrDefault(migration, Document.empty(migration));
    }

    @Override
    public Optional<String> unreadable(String migration) {
        return unreadable;
    }

    @Override
    public Set<String> migrations() {
        return Set.copyOf(documents.keySet());
    }

    @Override
    public HistoryEntry commit(StateChange change) {
        HistoryEntry entry;
        synchronized (this) {
            Optional<String> refused = refusal();
            if (refused.isPresent()) {
                throw StateStoreException.notWritable("memory", refused.get());
            }
            Applied applied =
                    Applied.of(change, document(change.migration()), entries.size() + 1L, clock.instant(), "memory");
            documents.put(change.migration(), applied.document());
            entry = applied.entry();
            entries.add(entry);
        }
        listeners.forEach(listener -> listener.accept(entry));
        return entry;
    }

    @Override
    public CompletionStage<HistoryEntry> submit(StateChange change) {
        try {
            return CompletableFuture.completedStage(commit(change));
        } catch (RuntimeException refused) {
            return CompletableFuture.failedStage(refused);
        }
    }

    @Override
    public synchronized List<HistoryEntry> history(HistoryQuery query) {
        List<HistoryEntry> found = new ArrayList<>();
        for (int at = entries.size() - 1; at >= 0 && found.size() < query.limit(); at--) {
            if (query.matches(entries.get(at))) {
                found.add(entries.get(at));
            }
        }
        return found;
    }

    @Override
    public Subscription onEntry(Consumer<? super HistoryEntry> listener) {
        listeners.add(listener);
        return new Registration(() -> listeners.remove(listener));
    }

    @Override
    public Subscription onTick(Runnable listener) {
        tickers.add(listener);
        return new Registration(() -> tickers.remove(listener));
    }

    @Override
    public void observe(String node, JsonNode report) {
        observations.put(node, Observation.of(report));
    }

    @Override
    public void forget(String node) {
        observations.remove(node);
    }

    @Override
    public Map<String, Observation> observations() {
        return Map.copyOf(observations);
    }

    @Override
    public Leases leases() {
        return leases;
    }

    @Override
    public Attachments attachments() {
        return attachments;
    }

    private Optional<String> refusal() {
        return unreadable.or(() -> unwritable);
    }

    @Override
    public StoreStatus status() {
        return new StoreStatus("memory", "memory", unreadable, refusal(), Optional.empty(), 0, clock.instant());
    }

    @Override
    public String component() {
        return "stateStore";
    }

    @Override
    public ComponentHealth health() {
        return StoreHealth.of(status());
    }

    @Override
    public void close() {
        tickers.clear();
        listeners.clear();
    }
}
