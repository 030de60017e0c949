package dev.switchback.state.transfer;

import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Lines on their way out, and the hash of all of them so far; for one thread. */
final class HashedLines {

    private static final byte END = '\n';

    private final OutputStream out;
    private final MessageDigest digest = Sha256.digest();

    HashedLines(OutputStream out) {
        this.out = out;
    }

    void write(byte[] line) {
        digest.update(line);
        digest.update(END);
        try {
            out.write(line);
            out.write(END);
        } catch (IOException failed) {
            throw TransferException.notWritten("stream", failed);
        }
    }

    /** {@return the hash of what was written so far} */
    String sha256() {
        return HexFormat.of().formatHex(Sha256.copy(digest).digest());
    }

    void flush() throws IOException {
        out.flush();
    }
}
