package dev.switchback.state;

import dev.switchback.journal.Problem;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** A store that outlives the process, and what is done to it as a whole. Thread-safe. */
public interface DurableStateStore extends StateStore {

    /** Looks at the store now, as is otherwise done twice a second, and returns when listeners have been told. */
    void poll();

    /**
     * Tries to make a store writable again that had failed.
     *
     * @throws StateStoreException if it still cannot be written
     */
    void reopen();

    /** {@return what is wrong with the history, empty if nothing is; reads all of it} */
    List<Problem> verify();

    /**
     * Compresses the parts of the history whose last record is old enough; nothing is lost, and {@link #history} and
     * {@link #verify} read them as before.
     *
     * @return the names of what was written, empty if nothing was to be done
     */
    List<String> archive(Instant olderThan);

    /**
     * Tells the whole history, oldest first, observations included.
     *
     * @throws StateStoreException if it cannot be read ; some entries may have been told
     */
    void replay(Consumer<? super HistoryEntry> each);

    /**
     * Fills a store that holds nothing yet with the history of another, all of it or nothing. The documents follow from
     * it, as they did there.
     *
     * @param history the entries, oldest first, as {@link #replay} told them
     * @return how many entries were taken
     * @throws StateStoreException if this store holds anything, or could not take all of it ; nothing was changed
     */
    long restore(Iterable<HistoryEntry> history);
}
