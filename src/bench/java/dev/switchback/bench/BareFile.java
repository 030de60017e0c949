package dev.switchback.bench;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** What one would write by hand: some bytes at the end of a file, and one force for each event. */
final class BareFile implements Closeable {

    private final FileChannel channel;
    private final byte[] record;
    private long end;

    BareFile(Path file, int recordLength) throws IOException {
        this.channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
        this.record = new byte[recordLength];
        Arrays.fill(record, (byte) 'x');
        record[recordLength - 1] = '\n';
    }

    /** Writes an event; callers take turns, as they must at the end of a file. */
    synchronized void append() throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(record);
        while (bytes.hasRemaining()) {
            end += channel.write(bytes, end);
        }
        channel.force(false);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
