package dev.switchback.journal.disk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** A stored file read from a position on to its end; closes the file. */
public final class StorageInput extends InputStream {

    private final StorageFile file;
    private long position;

    /** Begins at a position. */
    public StorageInput(StorageFile file, long from) {
        this.file = file;
        this.position = from;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        int count = file.read(ByteBuffer.wrap(into, offset, length), position);
        position += Math.max(count, 0);
        return count;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
