package dev.switchback.journal;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Goes through a segment line by line, hands on the whole records, and tells three kinds of trouble apart.
 *
 * <p>A <em>torn tail</em> is bytes up to the end of the file among which no whole record is: what a crash leaves.
 * <em>Damage</em> has a whole record after it or in it: no crash does that. A whole last record <em>without its end of
 * line</em> lost one byte and nothing else.
 */
final class Scan {

    private final List<Damage> damage = new ArrayList<>();
    private final Consumer<? super JournalRecord> records;
    private Position last;
    private long segment;
    private long end;
    private long format;
    private long badFrom = -1;
    private boolean wholeAmongBad;
    private boolean terminated = true;

    private Scan(Position from, Consumer<? super JournalRecord> records) {
        this.last = from;
        this.segment = from.segment();
        this.end = from.offset();
        this.records = records;
    }

    /** Scans what follows a position of the segment that the stream is at. */
    static Scan after(Position from, InputStream input, Consumer<? super JournalRecord> records) throws IOException {
        Scan scan = new Scan(from, records);
        try (LineReader lines = new LineReader(input, from.offset())) {
            for (Optional<LineReader.Line> line = lines.next(); line.isPresent(); line = lines.next()) {
                scan.take(line.get());
            }
        }
        if (scan.wholeAmongBad) {
            scan.damage.add(new Damage(scan.badFrom, scan.end, scan.last.sequence(), 0));
            scan.badFrom = -1;
        }
        return scan;
    }

    /** Scans a segment from its beginning; a last record of the segment before it may be known. */
    static Scan segment(Position before, InputStream input, Consumer<? super JournalRecord> records)
            throws IOException {
        return after(new Position(0, before.sequence(), 0, before.hash()), input, records);
    }

    private void take(LineReader.Line line) {
        end = line.end();
        Optional<RecordFormat.Decoded> whole = line.tooLong() ? Optional.empty() : RecordFormat.decode(line.bytes());
        boolean follows =
                whole.isPresent() && (last.sequence() == 0 || whole.get().sequence() > last.sequence());
        if (!follows) {
            badFrom = badFrom < 0 ? line.offset() : badFrom;
            wholeAmongBad |= whole.isPresent();
            return;
        }
        accept(line, whole.get());
    }

    private void accept(LineReader.Line line, RecordFormat.Decoded whole) {
        boolean headLost = segment == 0 && whole.format() == 0;
        boolean afterDamage = badFrom >= 0 || headLost || !isChained(whole);
        if (afterDamage) {
            long from = badFrom >= 0 ? badFrom : line.offset();
            damage.add(new Damage(from, line.offset(), last.sequence(), whole.sequence()));
            badFrom = -1;
            wholeAmongBad = false;
        }
        if (segment == 0) {
            segment = whole.sequence();
            format = whole.format();
        }
        String hash = RecordFormat.hash(line.bytes(), line.bytes().length);
        terminated = line.terminated();
        long after = line.end() + (terminated ? 0 : 1); // a record ends where its end of line does, or will
        last = new Position(segment, whole.sequence(), after, hash);
        records.accept(new JournalRecord(whole.sequence(), line.bytes(), hash, last, afterDamage));
    }

    private boolean isChained(RecordFormat.Decoded whole) {
        return last.sequence() == 0
                || (whole.sequence() == last.sequence() + 1 && whole.previous().equals(last.hash()));
    }

    /** {@return where the last whole record ends} */
    Position last() {
        return last;
    }

    /** {@return the number of the first whole record, 0 if there is none} */
    long segmentNumber() {
        return segment;
    }

    /** {@return the format that the segment's first record names} */
    long format() {
        return format;
    }

    /** {@return the size of what was read, and all that came before it} */
    long end() {
        return end;
    }

    /** {@return where the torn tail begins, empty if there is none} */
    OptionalLong torn() {
        return badFrom < 0 ? OptionalLong.empty() : OptionalLong.of(badFrom);
    }

    /** {@return whether the last whole record has no end of line} */
    boolean lacksEndOfLine() {
        return !terminated;
    }

    /** {@return the damage, in order} */
    List<Damage> damage() {
        return List.copyOf(damage);
    }
}
