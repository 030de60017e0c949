package dev.switchback.journal;

import java.time.Clock;

/**
 * How a journal is kept.
 *
 * @param segmentBytes from which size on a segment is to be sealed
 * @param readOnly whether nothing on disk may be changed, not even put in order
 * @param clock names the files that torn tails are kept in
 */
public record JournalOptions(long segmentBytes, boolean readOnly, Clock clock) {

    /** The usual size of a segment: 8 MiB. */
    public static final long SEGMENT_BYTES = 8L << 20;
}
