package dev.switchback.journal;

/**
 * Where the journal is after a record; who keeps one vouches for everything up to it.
 *
 * @param segment the number of the first record of the segment that holds the record, 0 for none
 * @param sequence the number of the record, 0 for none
 * @param offset where the record ends in its segment, its end of line included
 * @param hash SHA-256 of the record, in hex
 */
public record Position(long segment, long sequence, long offset, String hash) {

    /** What the first record of all holds as the hash of the one before it. */
    static final String NO_HASH = "0".repeat(64);

    /** Before the first record. */
    public static final Position START = new Position(0, 0, 0, NO_HASH);
}
