package dev.switchback.state.engine;

import dev.switchback.state.Document;
import dev.switchback.state.view.Doubts;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** What an open store reads and writes: files, or a database. Every method is called on the engine's thread alone. */
public interface Backing {

    /** {@return what is durably true about each migration, as it was last read} */
    Map<String, Document> documents();

    /** {@return what cannot be trusted} */
    Doubts doubts();

    /** {@return why a change need not even be tried, empty if it may succeed} */
    Optional<String> refusal();

    /** {@return why nothing can be written now, empty if the last attempt succeeded} */
    Optional<String> unwritable();

    /** {@return what was found damaged and survived, in one sentence} */
    Optional<String> damage();

    /** {@return the number of the newest record} */
    long newest();

    /**
     * Makes a batch durable: reads what others wrote, {@linkplain Batch#prepare prepares} the changes on that, writes
     * them, and {@linkplain Batch#durable says so}.
     *
     * @throws UncertainException if it is not known whether the changes are durable
     * @throws RefusedException if one of them will never be taken
     * @throws IOException if they are not
     */
    void write(Batch batch) throws IOException;

    /**
     * Reads what others have written since.
     *
     * @return whether what is known is as it is there now ; false while it cannot be looked at
     * @throws IOException if it cannot be read
     */
    boolean look() throws IOException;

    /** {@return whether {@link #recover} may make the store writable again} */
    boolean needsRecovery();

    /** Tries to make the store writable again; what it finds is in {@link #unwritable} afterwards. */
    void recover();

    /** Tries the same because a person asked for it. */
    default void reopen() {
        recover();
    }

    /** {@return whether {@link #checkpoint} has something to do} */
    boolean hasUnwritten();

    /** Writes what may be written later than the changes. */
    void checkpoint();

    /** Gives everything up. */
    void close() throws IOException;

    /** Gives up what can be given up from another thread, since the engine's own hangs. */
    default void abandon() {}
}
