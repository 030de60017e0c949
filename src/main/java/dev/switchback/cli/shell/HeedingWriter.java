package dev.switchback.cli.shell;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes text as UTF-8, and remembers why something did not get there. What wraps {@code System.out} can never tell: a
 * {@code PrintStream} keeps the exception, and a full disk looks like a reader that has gone. For one thread.
 */
final class HeedingWriter extends PrintWriter {

    private final Stream stream;

    private HeedingWriter(Stream stream) {
        super(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
        this.stream = stream;
    }

    static HeedingWriter to(OutputStream out) {
        return new HeedingWriter(new Stream(out));
    }

    /** {@return the first that went wrong, empty if nothing did so far} */
    Optional<IOException> trouble() {
        return Optional.ofNullable(stream.trouble);
    }

    private static final class Stream extends OutputStream {

        private final OutputStream out;
        private @Nullable IOException trouble;

        Stream(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            try {
                out.write(bytes, from, length);
            } catch (IOException failed) {
                trouble = trouble == null ? failed : trouble;
                throw failed;
            }
        }
    }
}
