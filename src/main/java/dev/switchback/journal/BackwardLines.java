package dev.switchback.journal;

import dev.switchback.journal.disk.StorageFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** Reads a file's lines from the last to the first, a block at a time; lines that are too long are left out. */
final class BackwardLines implements Closeable {

    private static final int BLOCK = 1 << 16;

    private final StorageFile file;
    private byte[] held = new byte[0]; // the bytes from start on that belong to lines not yet handed out
    private long start;
    private boolean done;
    private boolean skipping;

    BackwardLines(StorageFile file) throws IOException {
        this.file = file;
        this.start = file.size();
    }

    /** {@return the line before the last one handed out, empty before the first} */
    Optional<byte[]> next() throws IOException {
        while (!done) {
            int cut = lastEnd();
            if (cut < 0 && start > 0) {
                readOn();
                continue;
            }
            done = cut < 0;
            byte[] line = Arrays.copyOfRange(held, cut + 1, held.length);
            held = Arrays.copyOf(held, Math.max(cut, 0));
            boolean tooLong = skipping;
            skipping = false;
            if (!tooLong) {
                return Optional.of(line);
            }
        }
        return Optional.empty();
    }

    private int lastEnd() {
        int at = held.length - 1;
        while (at >= 0 && held[at] != '\n') {
            at--;
        }
        return at;
    }

    private void readOn() throws IOException {
        if (held.length > RecordFormat.LONGEST) {
            skipping = true;
            held = new byte[0];
        }
        int length = (int) Math.min(BLOCK, start);
        ByteBuffer block = ByteBuffer.allocate(length + held.length);
        block.limit(length);
        while (block.hasRemaining()) {
            if (file.read(block, start - length + block.position()) < 0) {
                throw new IOException("the file became shorter while it was read");
            }
        }
        block.limit(block.capacity());
        block.put(held);
        held = block.array();
        start -= length;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
