package dev.switchback.journal;

import java.util.Arrays;

/**
 * One record of the journal, found whole: a line whose checksum is right.
 *
 * @param sequence its number, from 1
 * @param line the bytes of the line, without the end of line
 * @param hash SHA-256 of the line, in hex, which the next record holds as {@code prev}
 * @param position where the journal is after it
 * @param afterDamage whether records before it are lost or cannot be told
 */
@SuppressWarnings("ArrayRecordComponent") // the line is read once, and compared by content
public record JournalRecord(long sequence, byte[] line, String hash, Position position, boolean afterDamage) {

    @Override
    public boolean equals(Object other) {
        return other instanceof JournalRecord that && position.equals(that.position) && Arrays.equals(line, that.line);
    }

    @Override
    public int hashCode() {
        return position.hashCode();
    }

    @Override
    public String toString() {
        return "JournalRecord[%s]".formatted(position);
    }
}
