package dev.switchback.journal;

/**
 * Bytes of a segment that are no whole record in its place, with whole records after them.
 *
 * @param from where they begin
 * @param to where they end
 * @param lastGood the number of the last record before them, 0 for none
 * @param next the number of the first record after them, 0 for none
 */
public record Damage(long from, long to, long lastGood, long next) {

    @Override
    public String toString() {
        return "bytes %d to %d, between records %d and %d".formatted(from, to, lastGood, next);
    }
}
