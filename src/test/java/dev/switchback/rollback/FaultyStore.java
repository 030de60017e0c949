package dev.switchback.rollback;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** A store whose disk hangs or fails when the test says so, and comes back when it says so. */
final class FaultyStore implements StateStore {

    /** What the disk does with a change that nobody waits for. */
    enum Disk {
        WORKS,
        HANGS,
        THROWS
    }

    private final MemoryStateStore memory;
    private final List<StateChange> waiting = new ArrayList<>();
    private final List<CompletableFuture<HistoryEntry>> promises = new ArrayList<>();
    private Disk disk = Disk.WORKS;
    private Runnable meanwhile = () -> {};
    private Runnable afterLook = () -> {};

    FaultyStore(MemoryStateStore memory) {
        this.memory = memory;
    }

    void disk(Disk does) {
        disk = does;
    }

    /** Plays another writer, who is quicker than the next change. */
    void meanwhile(Runnable change) {
        meanwhile = change;
    }

    /** Plays what happens right after the next look at what the nodes say. */
    void afterLook(Runnable change) {
        afterLook = change;
    }

    /** {@return whether something waits for the disk} */
    boolean isAwaited() {
        return !waiting.isEmpty();
    }

    /** Plays a disk that comes back: all that waited is written, in order. */
    void comeBack() {
        disk = Disk.WORKS;
        for (int at = 0; at < waiting.size(); at++) {
            CompletableFuture<HistoryEntry> promise = promises.get(at);
            memory.submit(waiting.get(at)).whenComplete((written, failed) -> {
                if (failed == null) {
                    promise.complete(written);
                } else {
                    promise.completeExceptionally(failed);
                }
            });
        }
        waiting.clear();
        promises.clear();
    }

    @Override
    public CompletionStage<HistoryEntry> submit(StateChange change) {
        if (disk == Disk.THROWS) {
            throw new IllegalStateException("no space left on device");
        }
        Runnable another = meanwhile;
        meanwhile = () -> {};
        another.run();
        if (disk == Disk.HANGS) {
            waiting.add(change);
            promises.add(new CompletableFuture<>());
            return promises.get(promises.size() - 1);
        }
        return memory.submit(change);
    }

    @Override
    public HistoryEntry commit(StateChange change) {
        if (disk != Disk.WORKS) {
            throw new IllegalStateException("no space left on device");
        }
        return memory.commit(change);
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
        Map<String, Observation> seen = memory.observations();
        Runnable then = afterLook;
        afterLook = () -> {};
        then.run();
        return seen;
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
