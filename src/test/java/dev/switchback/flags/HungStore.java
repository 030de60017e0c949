package dev.switchback.flags;

import dev.switchback.event.Subscription;
import dev.switchback.health.ComponentHealth;
import dev.switchback.state.Document;
import dev.switchback.state.HistoryEntry;
import dev.switchback.state.HistoryQuery;
import dev.switchback.state.MemoryStateStore;
import dev.switchback.state.Observation;
import dev.switchback.state.StateChange;
import dev.switchback.state.StateStore;
import dev.switchback.state.StoreStatus;
import dev.switchback.state.attachment.Attachments;
import dev.switchback.state.lease.Leases;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** A store whose disk hangs: what is submitted is shown at once if told so, and written when the test says so. */
final class HungStore implements StateStore {

    private final MemoryStateStore memory;
    private StateChange waiting;
    private CompletableFuture<HistoryEntry> written = new CompletableFuture<>();
    private Runnable onSubmit = () -> {};

    HungStore(MemoryStateStore memory) {
        this.memory = memory;
    }

    void onSubmit(Runnable look) {
        onSubmit = look;
    }

    void recover() {
        written.complete(memory.commit(waiting));
    }

    @Override
    public CompletionStage<HistoryEntry> submit(StateChange change) {
        waiting = change;
        onSubmit.run();
        return written;
    }

    @Override
    public Document document(String migration) {
        return memory.document(migration);
    }

    @Override
    public Optional<String> unreadable(String migration) {
        return memory.unreadable(migration);
    }

    @Override
    public Set<String> migrations() {
        return memory.migrations();
    }

    @Override
    public HistoryEntry commit(StateChange change) {
        return memory.commit(change);
    }

    @Override
    public List<HistoryEntry> history(HistoryQuery query) {
        return memory.history(query);
    }

    @Override
    public Subscription onEntry(Consumer<? super HistoryEntry> listener) {
        return memory.onEntry(listener);
    }

    @Override
    public Subscription onTick(Runnable listener) {
        return memory.onTick(listener);
    }

    @Override
    public void observe(String node, JsonNode report) {
        memory.observe(node, report);
    }

    @Override
    public void forget(String node) {
        memory.forget(node);
    }

    @Override
    public Map<String, Observation> observations() {
        return memory.observations();
    }

    @Override
    public StoreStatus status() {
        return memory.status();
    }

    @Override
    public String component() {
        return memory.component();
    }

    @Override
    public ComponentHealth health() {
        return memory.health();
    }

    @Override
    public Attachments attachments() {
        return memory.attachments();
    }

    @Override
    public Leases leases() {
        return memory.leases();
    }

    @Override
    public void close() {
        memory.close();
    }
}
