package dev.switchback.journal;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Splits a stream into lines with their offsets; of a line too long it keeps nothing but where it is. */
final class LineReader implements Closeable {

    private final InputStream input;
    private final byte[] block = new byte[1 << 16];
    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
    private long offset;
    private int next;
    private int filled;

    LineReader(InputStream input, long offset) {
        this.input = input;
        this.offset = offset;
    }

    /**
     * One line.
     *
     * @param bytes without the end of line; empty if it is too long
     * @param end where it ends, with its end of line
     * @param terminated whether it has an end of line
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Line(byte[] bytes, long offset, long end, boolean terminated, boolean tooLong) {}

    /** {@return the next line, empty at the end of the stream} */
    Optional<Line> next() throws IOException {
        begun.reset();
        long start = offset;
        boolean tooLong = false;
        while (fill()) {
            int end = next;
            while (end < filled && block[end] != '\n') {
                end++;
            }
            tooLong |= begun.size() + end - next >= RecordFormat.LONGEST;
            if (!tooLong) {
                begun.write(block, next, end - next);
            }
            boolean terminated = end < filled;
            offset += end - next + (terminated ? 1 : 0);
            next = terminated ? end + 1 : end;
            if (terminated) {
                return Optional.of(line(start, true, tooLong));
            }
        }
        return offset == start ? Optional.empty() : Optional.of(line(start, false, tooLong));
    }

    private Line line(long start, boolean terminated, boolean tooLong) {
        return new Line(tooLong ? new byte[0] : begun.toByteArray(), start, offset, terminated, tooLong);
    }

    private boolean fill() throws IOException {
        if (next < filled) {
            return true;
        }
        next = 0;
        filled = Math.max(input.read(block, 0, block.length), 0);
        return filled > 0;
    }

    @Override
    public void close() throws IOException {
        input.close();
    }
}
