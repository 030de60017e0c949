package dev.switchback.journal;

import java.util.List;
import java.util.Optional;

/**
 * What opening the journal found, and did about it.
 *
 * @param unusable why the journal cannot be trusted at all, empty if it can; nothing of it was changed then
 * @param unwritable why it could not be put in order, empty if it could; what is whole of it can be read
 * @param torn what was cut from a torn tail, empty for nothing
 * @param damage bytes in the middle that are no records; they are kept
 * @param damagedSegment the segment that holds the damage, by the number of its first record
 */
public record Recovery(
        Optional<String> unusable,
        Optional<String> unwritable,
        Optional<TornTail> torn,
        List<Damage> damage,
        long damagedSegment) {

    /**
     * The torn tail of a journal.
     *
     * @param offset where it began
     * @param bytes how long it was
     * @param keptAs the file that holds it now
     */
    public record TornTail(long offset, long bytes, String keptAs) {}

    static final Recovery CLEAN = new Recovery(Optional.empty(), Optional.empty(), Optional.empty(), List.of(), 0);
}
