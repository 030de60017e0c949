package dev.switchback.state.attachment;

import java.util.List;
import java.util.Optional;

/**
 * Large things of a migration that are kept beside its document, by name: samples of requests, for instance.
 *
 * <p>They are no part of what is true: they are not in the history, no decision depends on them, and neither an export
 * of the state nor an import carries them. Whoever reads one checks what it holds: the store gives back whatever bytes
 * are there. Thread-safe, also for threads that are interrupted; what {@link #put} returned from survives
 * {@code kill -9}, and nobody ever sees a half of it. All methods ask the store.
 *
 * <p>A migration's name, and a name here, are 1 to 64 of the characters a-z, 0-9 and -.
 */
public interface Attachments {

    /** How many bytes one may have. */
    int LARGEST = 512 * 1024;

    /** How many a migration may have. */
    int MOST = 128;

    /**
     * Keeps something under a name, in the place of what was there.
     *
     * @param content at most {@value #LARGEST} bytes
     * @throws dev.switchback.pipeline.InvalidValueException for a name that is none, and for more bytes ; what was there
     *     stays
     * @throws dev.switchback.state.StateStoreException if the migration has {@value #MOST} others, or the store takes
     *     nothing now ; what is there is the old one or the new one, whole
     */
    void put(String migration, String name, byte[] content);

    /**
     * Returns what is kept under a name.
     *
     * @throws dev.switchback.state.StateStoreException if the store does not answer
     */
    Optional<byte[]> get(String migration, String name);

    /**
     * Returns all names of a migration, in order.
     *
     * @throws dev.switchback.state.StateStoreException if the store does not answer
     */
    List<String> names(String migration);

    /**
     * Removes what is kept under a name, if anything is.
     *
     * @throws dev.switchback.state.StateStoreException if the store takes nothing now
     */
    void remove(String migration, String name);
}
