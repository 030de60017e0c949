package dev.switchback.state.files;

import dev.switchback.journal.Problem;
import dev.switchback.state.HistoryEntry;
import dev.switchback.state.HistoryQuery;
import dev.switchback.state.Observation;
import dev.switchback.state.attachment.Attachments;
import dev.switchback.state.engine.Engine;
import dev.switchback.state.engine.OpenStateStore;
import dev.switchback.state.lease.Leases;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/**
 * State in a directory of files: {@code history.jsonl} is the truth, {@code migrations/<name>.json} is what follows
 * from it, {@code nodes/<node>.json} is what each process says of itself, and {@code attachments/<migration>/<name>} is
 * what is kept beside all that.
 *
 * <p>Thread-safe; callers may be interrupted. Several processes may have the directory open, and see each other's
 * changes within one second. Within a process all who open it share one store, with the options of the first. Damaged
 * state is never overwritten: what cannot be trusted is {@link #unreadable}, and takes no changes.
 *
 * @see <a href="https://www.usenix.org/conference/osdi14/technical-sessions/presentation/pillai">All File Systems Are
 *     Not Created Equal, OSDI 2014</a>
 */
public final class FileStateStore extends OpenStateStore<FileBacking> {

    private final NodeFiles nodes;
    private final AttachmentFiles attachments;

    FileStateStore(Engine<FileBacking> engine, boolean onlyToRead, Runnable giveUp) {
        super(engine, onlyToRead, giveUp);
        this.nodes = new NodeFiles(engine.backing().files().storage());
        this.attachments = new AttachmentFiles(engine, onlyToRead);
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
    public List<HistoryEntry> history(HistoryQuery query) {
        refuseClosed();
        return HistoryReader.read(engine().backing().files().storage(), query, engine().newest());
    }

    @Override
    public void replay(Consumer<? super HistoryEntry> each) {
        refuseClosed();
        HistoryReader.replay(engine().backing().files().storage(), engine().newest(), each);
    }

    /**
     * {@inheritDoc} They get new numbers here, since the segments of a journal begin with records of their own; the
     * number that an entry had is in its data as {@code sequence}.
     */
    @Override
    public long restore(Iterable<HistoryEntry> history) {
        refuseClosed();
        return Maintenance.restore(engine(), history);
    }

    /**
     * {@inheritDoc}
     *
     * @param node 1 to 190 letters, digits, dots, dashes and underscores: it is the name of a file
     */
    @Override
    public void observe(String node, JsonNode report) {
        refuseClosed();
        nodes.write(node, report);
    }

    @Override
    public void forget(String node) {
        refuseClosed();
        nodes.delete(node);
    }

    @Override
    public Map<String, Observation> observations() {
        return nodes.read();
    }

    @Override
    public Leases leases() {
        refuseClosed();
        return engine().backing().files().leases();
    }

    @Override
    public Attachments attachments() {
        refuseClosed();
        return attachments;
    }

    @Override
    public List<Problem> verify() {
        refuseClosed();
        return Maintenance.verify(engine());
    }

    @Override
    public List<String> archive(Instant olderThan) {
        refuseClosed();
        return Maintenance.archive(engine(), olderThan);
    }
}
