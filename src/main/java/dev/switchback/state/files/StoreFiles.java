package dev.switchback.state.files;

import dev.switchback.journal.Journal;
import dev.switchback.journal.JournalOptions;
import dev.switchback.journal.JournalRecord;
import dev.switchback.journal.Position;
import dev.switchback.journal.SegmentFiles;
import dev.switchback.journal.disk.Storage;
import dev.switchback.state.Applied;
import dev.switchback.state.HistoryEntry;
import dev.switchback.state.engine.Publisher;
import dev.switchback.state.view.DocumentWriter;
import dev.switchback.state.view.Doubts;
import dev.switchback.state.view.Loaded;
import dev.switchback.state.view.Loader;
import dev.switchback.state.view.Reason;
import dev.switchback.state.view.SegmentHeader;
import dev.switchback.state.view.Views;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files of an open store, and what was read from them. For the engine's thread. */
final class StoreFiles {

    private static final Logger LOG = LoggerFactory.getLogger(StoreFiles.class);

    private final StoreOptions options;
    private final Storage storage;
    private final Publisher publisher;
    private final FileLeases leases;
    private final Attempts attempts = new Attempts();
    private final DocumentWriter writer = new DocumentWriter();
    private Loaded loaded;
    private List<String> damage = List.of();
    private Optional<String> readOnly = Optional.empty();
    private Optional<String> writeFailure = Optional.empty();

    /** Something done while no other process writes. */
    @FunctionalInterface
    interface LockedWork {
        void run() throws IOException;
    }

    /**
     * Opens the files.
     *
     * @throws IOException if they are not safe to use, or cannot be read
     */
    StoreFiles(StoreOptions options, Publisher publisher) throws IOException {
        this.options = options;
        this.publisher = publisher;
        this.storage = options.opener().open(options.directory());
        this.leases = new FileLeases(storage);
        if (options.readOnly()) {
            readOnly = Optional.of("it was opened for reading");
        } else {
            prepare();
        }
        Optional<Storage.Hold> held = holdIfPossible();
        try {
            loaded = load(Optional.empty());
            putInOrder();
        } finally {
            if (held.isPresent()) {
                held.get().close();
            }
        }
    }

    private void prepare() throws IOException {
        try {
            storage.prepare();
        } catch (IOException failed) {
            if (!storage.exists()) {
                throw failed;
            }
            readOnly = Optional.of(Reason.of(failed));
        }
    }

    private Optional<Storage.Hold> holdIfPossible() {
        if (readOnly.isPresent()) {
            return Optional.empty();
        }
        try {
            return Optional.of(storage.lock());
        } catch (IOException failed) {
            readOnly = Optional.of(Reason.of(failed));
            return Optional.empty();
        }
    }

    void underLock(LockedWork work) throws IOException {
        Storage.Hold hold = storage.lock();
        try {
            work.run();
        } finally {
            hold.close();
        }
    }

    private Loaded load(Optional<Position> known) throws IOException {
        try {
            return Loader.load(storage, journalOptions(), known, attempts.reading());
        } catch (IOException failed) {
            if (readOnly.isPresent()) {
                throw failed;
            }
            readOnly = Optional.of(Reason.of(failed)); // perhaps it can still be read
            return Loader.load(storage, journalOptions(), known, attempts.reading());
        }
    }

    private JournalOptions journalOptions() {
        return new JournalOptions(options.segmentBytes(), readOnly.isPresent(), options.clock());
    }

    private void putInOrder() {
        damage = Repair.damageOf(loaded);
        if (readOnly.isPresent() || loaded.doubts().concernTheJournal()) {
            return; // where anything is in doubt, nothing is changed
        }
        loaded.stale().forEach(writer::changed);
        try {
            damage = new Repair(options, storage, loaded).run();
        } catch (IOException failed) {
            writeFailed(failed);
        }
    }

    /** Begins a segment before the first record, and when the active one has become too big. */
    void beginSegmentIfDue() throws IOException {
        if (!journal().needsSegment()) {
            return;
        }
        try {
            journal().startSegment(SegmentHeader.of(views(), List.of(), options.origin(journal())));
        } catch (IOException failed) {
            if (!journal().takesRecords()) {
                throw failed;
            }
            LOG.warn("[StateStore] the history could not be continued in a new file; it stays in the old one", failed);
        }
    }

    /** Reads what other processes have written since; needs the lock, unless nothing can be written. */
    void refresh() throws IOException {
        List<HistoryEntry> found = new ArrayList<>();
        boolean readOn = journal()
                .catchUp(record -> views().replay(attempts.seen(record)).ifPresent(found::add));
        boolean understood =
                views().trouble().isEmpty() || loaded.doubts().all().isPresent();
        if (!found.isEmpty()) {
            publisher.found(attempts.taken());
            publisher.tell(found);
        }
        if (!readOn || !understood) {
            reload();
        }
    }

    private void reload() throws IOException {
        Journal before = journal();
        if (before.failure().isPresent()) { // what the disk did not keep is not relied on where it is
            SegmentFiles.renew(storage);
        }
        loaded = load(Optional.of(before.last()));
        before.close();
        putInOrder();
        publisher.found(attempts.taken());
        publisher.tell(loaded.entries());
    }

    /** Reads on if there is anything new. */
    void look() throws IOException {
        if (!journal().hasChanged()) {
            return;
        }
        if (readOnly.isPresent()) {
            refresh();
        } else {
            underLock(this::refresh);
        }
    }

    /** Takes a record that was written. */
    void accept(Applied applied, JournalRecord record) {
        views().accept(applied, record);
        writer.changed(applied.document().migration());
        writeFailure = Optional.empty();
    }

    /** Takes a record that came from another store. */
    void replayed(JournalRecord record) {
        views().replay(record).map(HistoryEntry::migration).ifPresent(writer::changed);
    }

    void writeFailed(IOException failed) {
        if (writeFailure.isEmpty()) {
            LOG.error("[StateStore] state cannot be written (store={})", options.where(), failed);
        }
        writeFailure = Optional.of(Reason.of(failed));
    }

    /** {@return whether documents are behind the journal} */
    boolean hasUnwritten() {
        return writer.isBehind();
    }

    /** Brings the documents up to the journal. */
    void checkpoint() {
        if (!writer.isBehind() || refusal().isPresent()) {
            return;
        }
        try {
            underLock(() -> {
                refresh();
                writer.write(storage, views());
            });
        } catch (IOException failed) {
            writer.failed(failed);
        }
    }

    /** {@return whether {@link #recover} may make the store writable again} */
    boolean needsRecovery() {
        return !options.readOnly()
                && unwritable().isPresent()
                && !loaded.doubts().concernTheJournal();
    }

    /** Looks whether the disk takes anything again, and opens the journal anew if it does. */
    void recover() {
        Optional<String> before = readOnly;
        try {
            storage.prepare();
            underLock(() -> {
                Probe.write(storage);
                readOnly = Optional.empty();
                writeFailure = Optional.empty();
                reload();
            });
            LOG.info("[StateStore] state can be written again (store={})", options.where());
        } catch (IOException failed) {
            readOnly = before;
            writeFailed(failed);
        }
    }

    Storage storage() {
        return storage;
    }

    FileLeases leases() {
        return leases;
    }

    Attempts attempts() {
        return attempts;
    }

    Journal journal() {
        return loaded.journal();
    }

    Views views() {
        return loaded.views();
    }

    Doubts doubts() {
        return loaded.doubts();
    }

    /** {@return why a change need not even be tried} */
    Optional<String> refusal() {
        return readOnly.or(loaded::unwritable);
    }

    Optional<String> unwritable() {
        return refusal().or(() -> writeFailure);
    }

    /** {@return what is damaged and was survived, in one sentence} */
    Optional<String> damage() {
        List<String> all =
                Stream.concat(damage.stream(), writer.failure().stream()).toList();
        return all.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", all));
    }

    void close() throws IOException {
        leases.close();
        journal().close();
        storage.close();
    }
}
