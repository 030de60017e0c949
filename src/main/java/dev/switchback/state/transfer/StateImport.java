package dev.switchback.state.transfer;

import dev.switchback.journal.Problem;
import dev.switchback.state.DurableStateStore;
import dev.switchback.state.files.FileStateStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An export that was found whole, and may be taken in by a store that holds nothing yet.
 *
 * <p>The file is read twice: once to make sure of its format, its order, its number of entries and its checksum, before
 * anything is changed, and once to take it in. One that is another file by then is refused, and nothing is changed.
 *
 * @see StateExport
 */
public final class StateImport {

    private final Path file;
    private final Transferred whole;

    private StateImport(Path file, Transferred whole) {
        this.file = file;
        this.whole = whole;
    }

    /**
     * Reads an export to its end.
     *
     * @throws TransferException if it is none, or not a whole one
     */
    public static StateImport check(Path file) {
        try (ExportReader reader = new ExportReader(file)) {
            return new StateImport(file, reader.whole());
        }
    }

    /** {@return what the export holds} */
    public Transferred whole() {
        return whole;
    }

    /**
     * Fills a store that holds nothing yet: all of it or nothing for a database, where it is one transaction. An empty
     * directory is better filled by {@link #intoDirectory}.
     *
     * @throws dev.switchback.state.StateStoreException if the store holds anything, or could not take all of it
     * @throws TransferException if the file is another one by now ; or if what was taken in is not found whole
     */
    public void into(DurableStateStore store) {
        try (ExportReader reader = new ExportReader(file)) {
            store.restore(() -> new Unchanged(reader, whole, file.toString()));
        }
        List<Problem> problems = store.verify();
        Map<String, Long> documents = store.migrations().stream()
                .collect(Collectors.toMap(
                        name -> name, name -> store.document(name).generation()));
        if (!problems.isEmpty() || !whole.isIn(documents)) {
            throw TransferException.notWhole(store.status().where(), problems);
        }
    }

    /**
     * Makes a directory of state, or fills an empty one: beside it first, and then by one renaming. A process that is
     * killed meanwhile leaves the directory as it was.
     *
     * @throws TransferException if the directory is not empty or cannot be made ; or if the file is another one by now
     */
    public void intoDirectory(Path directory) {
        try (FreshDirectory fresh = FreshDirectory.beside(directory)) {
            try (FileStateStore store = FileStateStore.builder(fresh.path())
                    .pollEvery(Duration.ZERO)
                    .open()) {
                into(store);
            }
            fresh.put();
        } catch (IOException failed) {
            throw TransferException.notFilled(directory, failed);
        }
    }
}
