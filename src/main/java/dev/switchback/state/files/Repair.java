package dev.switchback.state.files;

import dev.switchback.journal.Damage;
import dev.switchback.journal.Recovery;
import dev.switchback.journal.disk.Storage;
import dev.switchback.state.HistoryEntry;
import dev.switchback.state.view.DocumentFiles;
import dev.switchback.state.view.Loaded;
import dev.switchback.state.view.RecordJson;
import dev.switchback.state.view.SegmentHeader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finishes what a crash interrupted, and goes on after damage that was survived; under the lock. */
final class Repair {

    private static final Logger LOG = LoggerFactory.getLogger(Repair.class);

    private final StoreOptions options;
    private final Storage storage;
    private final Loaded loaded;
    private final List<String> damage;

    Repair(StoreOptions options, Storage storage, Loaded loaded) {
        this.options = options;
        this.storage = storage;
        this.loaded = loaded;
        this.damage = new ArrayList<>(damageOf(loaded));
    }

    /** {@return what was found damaged, and what the active segment says was damaged before it} */
    static List<String> damageOf(Loaded loaded) {
        List<String> damage = new ArrayList<>(loaded.views().damage());
        loaded.journal().recovery().damage().stream()
                .map(Damage::toString)
                .map("the history is damaged: %s"::formatted)
                .forEach(damage::add);
        return damage;
    }

    /** {@return all damage that was survived, a sentence each} */
    List<String> run() throws IOException {
        DocumentFiles.removeLeftovers(storage);
        new NodeFiles(storage).removeLeftovers();
        AttachmentFiles.removeLeftovers(storage);
        for (Map.Entry<String, String> found : loaded.damaged().entrySet()) {
            putAside(found.getKey(), found.getValue());
        }
        Recovery recovery = loaded.journal().recovery();
        if (!recovery.damage().isEmpty()) {
            LOG.error("[StateStore] the history goes on in a new file (store={}): {}", options.where(), damage);
            loaded.journal().startSegment(SegmentHeader.of(loaded.views(), damage, options.origin(loaded.journal())));
        }
        if (recovery.torn().isPresent()) {
            noteTornTail(recovery.torn().get());
        }
        return List.copyOf(damage);
    }

    private void putAside(String migration, String why) throws IOException {
        String what =
                "the document of %s was damaged (%s), and was made anew from the history".formatted(migration, why);
        LOG.warn("[StateStore] {}; the damaged one is kept beside it (store={})", what, options.where());
        DocumentFiles.putAside(storage, migration, options.clock().instant());
        damage.add(what);
    }

    private void noteTornTail(Recovery.TornTail torn) throws IOException {
        LOG.warn(
                "[StateStore] {} bytes of an unfinished record were cut from the history, and kept as {} (store={})",
                torn.bytes(),
                torn.keptAs(),
                options.where());
        Map<String, Object> data = Map.of("offset", torn.offset(), "bytes", torn.bytes(), "kept_as", torn.keptAs());
        HistoryEntry entry = RecordJson.ofStore(
                RecordJson.RECOVERED,
                "an unfinished record was cut from the history",
                options.origin(loaded.journal()),
                data);
        loaded.journal().append(List.of(RecordJson.body(entry.migration(), RecordJson.tree(entry))));
    }
}
