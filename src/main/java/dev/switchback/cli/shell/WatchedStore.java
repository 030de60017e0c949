package dev.switchback.cli.shell;

import dev.switchback.event.Subscription;
import dev.switchback.health.ComponentHealth;
import dev.switchback.state.Document;
import dev.switchback.state.HistoryEntry;
import dev.switchback.state.HistoryQuery;
import dev.switchback.state.Observation;
import dev.switchback.state.StateChange;
import dev.switchback.state.StateStore;
import dev.switchback.state.StoreHealth;
import dev.switchback.state.StoreStatus;
import dev.switchback.state.attachment.Attachments;
import dev.switchback.state.lease.Leases;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A store opened for reading, which says of itself what one opened for writing would: that a command only looks is no
 * trouble of the store.
 */
final class WatchedStore implements StateStore {

    private final StateStore store;
    private final Path directory;

    WatchedStore(StateStore store, Path directory) {
        this.store = store;
        this.directory = directory;
    }

    @Override
    public StoreStatus status() {
        StoreStatus status = store.status();
        return new StoreStatus(
                status.kind(),
                status.where(),
                status.unreadable(),
                unwritable(),
                status.damage(),
                status.undurable(),
                status.lastRead());
    }

    private Optional<String> unwritable() {
        Path absolute = directory.toAbsolutePath().normalize();
        if (!Files.exists(absolute)) {
            Path existing = existing(absolute);
            return existing != null && Files.isWritable(existing)
                    ? Optional.empty()
                    : Optional.of("%s cannot be made".formatted(directory));
        }
        for (Path file : List.of(absolute, absolute.resolve("history.jsonl"), absolute.resolve("migrations"))) {
            if (Files.exists(file) && !Files.isWritable(file)) {
                return Optional.of("%s is not writable".formatted(file));
            }
        }
        return Optional.empty();
    }

    private static @Nullable Path existing(Path absolute) {
        Path parent = absolute.getParent();
        while (parent != null && !Files.exists(parent)) {
            parent = parent.getParent();
        }
        return parent;
    }

    @Override
    public ComponentHealth health() {
        return StoreHealth.of(status());
    }

    @Override
    public String component() {
        return store.component();
    }

    @Override
    public Document document(String migration) {
        return store.document(migration);
    }

    @Override
    public Optional<String> unreadable(String migration) {
        return store.unreadable(migration);
    }

    @Override
    public Set<String> migrations() {
        return store.migrations();
    }

    @Override
    public HistoryEntry commit(StateChange change) {
        return store.commit(change);
    }

    @Override
    public CompletionStage<HistoryEntry> submit(StateChange change) {
        return store.submit(change);
    }

    @Override
    public List<HistoryEntry> history(HistoryQuery query) {
        return store.history(query);
    }

    @Override
    public Subscription onEntry(Consumer<? super HistoryEntry> listener) {
        return store.onEntry(listener);
    }

    @Override
    public Subscription onTick(Runnable listener) {
        return store.onTick(listener);
    }

    @Override
    public void observe(String node, JsonNode report) {
        store.observe(node, report);
    }

    @Override
    public void forget(String node) {
        store.forget(node);
    }

    @Override
    public Map<String, Observation> observations() {
        return store.observations();
    }

    @Override
    public Leases leases() {
        return store.leases();
    }

    @Override
    public Attachments attachments() {
        return store.attachments();
    }

    @Override
    public void close() {
        store.close();
    }
}
