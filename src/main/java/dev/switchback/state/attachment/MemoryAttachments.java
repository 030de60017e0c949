package dev.switchback.state.attachment;

import dev.switchback.state.MigrationName;
import dev.switchback.state.StateStoreException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/** What is attached to the migrations of a store in memory; thread-safe. */
public final class MemoryAttachments implements Attachments {

    private final Map<String, SortedMap<String, byte[]>> kept = new TreeMap<>(); // guarded by this
    private final Supplier<Optional<String>> refusal;

    /**
     * Makes a place without anything in it.
     *
     * @param refusal why nothing is taken now, asked before each change
     */
    public MemoryAttachments(Supplier<Optional<String>> refusal) {
        this.refusal = refusal;
    }

    @Override
    public synchronized void put(String migration, String name, byte[] content) {
        SortedMap<String, byte[]> there =
                kept.computeIfAbsent(MigrationName.checked(migration), any -> new TreeMap<>());
        String checked = AttachmentName.checked(name);
        AttachmentName.sized(content);
        refuse();
        if (!there.containsKey(checked) && there.size() >= MOST) {
            throw StateStoreException.full(migration, MOST);
        }
        there.put(checked, content.clone());
    }

    @Override
    public synchronized Optional<byte[]> get(String migration, String name) {
        return Optional.ofNullable(of(migration).get(AttachmentName.checked(name)))
                .map(byte[]::clone);
    }

    @Override
    public synchronized List<String> names(String migration) {
        return List.copyOf(of(migration).keySet());
    }

    @Override
    public synchronized void remove(String migration, String name) {
        SortedMap<String, byte[]> there = of(migration);
        AttachmentName.checked(name);
        refuse();
        there.remove(name);
    }

    private SortedMap<String, byte[]> of(String migration) {
        return kept.getOrDefault(MigrationName.checked(migration), new TreeMap<>());
    }

    private void refuse() {
        refusal.get().ifPresent(why -> {
            throw StateStoreException.notWritable("memory", why);
        });
    }
}
