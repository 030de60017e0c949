package dev.switchback.state.transfer;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The lines of an export, one after the other, and the hash of those before the last one read; for one thread. */
final class ExportLines implements Closeable {

    /** Twice what a record may have, which is 64 KiB. */
    private static final int LONGEST = 1 << 17;

    private final String file;
    private final InputStream in;
    private final MessageDigest digest = Sha256.digest();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final byte[] buffer = new byte[1 << 16];
    private int from;
    private int until;
    private long number;

    private ExportLines(String file, InputStream in) {
        this.file = file;
        this.in = in;
    }

    static ExportLines open(Path file) throws IOException {
        return new ExportLines(file.toString(), Files.newInputStream(file));
    }

    /** {@return the next line without its end, null after the last} */
    byte @Nullable [] next() throws IOException {
        digest.update(line.toByteArray()); // the one before: the last one is not part of the hash
        line.reset();
        number++;
        boolean ended = false;
        while (!ended) {
            if (from == until && !fill()) {
                if (line.size() == 0) {
                    return null;
                }
                throw TransferException.damaged(file, "it ends in the middle of line %d".formatted(number));
            }
            int end = from;
            while (end < until && buffer[end] != '\n') {
                end++;
            }
            ended = end < until;
            line.write(buffer, from, (ended ? end + 1 : end) - from);
            from = ended ? end + 1 : end;
            if (line.size() > LONGEST) {
                throw TransferException.damaged(file, "line %d is longer than any record".formatted(number));
            }
        }
        byte[] whole = line.toByteArray();
        return Arrays.copyOf(whole, whole.length - 1);
    }

    private boolean fill() throws IOException {
        from = 0;
        until = Math.max(0, in.read(buffer));
        return until > 0;
    }

    /** {@return the number of the line that was read last, from 1} */
    long number() {
        return number;
    }

    /** {@return the hash of all lines before the one that was read last} */
    String sha256() {
        return HexFormat.of().formatHex(Sha256.copy(digest).digest());
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
