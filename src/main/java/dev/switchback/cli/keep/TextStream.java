package dev.switchback.cli.keep;

import dev.switchback.cli.shell.Terminal;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A stream of UTF-8 to a terminal, which takes text; it says so when that does not get there. For one thread. */
final class TextStream extends OutputStream {

    private final Terminal terminal;
    private final PrintWriter out;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    private final CharBuffer decoded = CharBuffer.allocate(1 << 13);
    private ByteBuffer left = ByteBuffer.allocate(0);

    TextStream(Terminal terminal) {
        this.terminal = terminal;
        this.out = terminal.out();
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        ByteBuffer all = ByteBuffer.allocate(left.remaining() + length);
        all.put(left).put(bytes, from, length).flip();
        CoderResult result;
        do {
            result = decoder.decode(all, decoded, false);
            decoded.flip();
            out.append(decoded);
            decoded.clear();
        } while (result.isOverflow());
        if (result.isError()) {
            result.throwException();
        }
        left = all; // the beginning of a character whose end has not come yet
        refuseBroken();
    }

    @Override
    public void flush() throws IOException {
        out.flush();
        refuseBroken();
    }

    private void refuseBroken() throws IOException {
        Optional<IOException> trouble = terminal.trouble();
        if (trouble.isPresent()) {
            throw new IOException(trouble.get().getMessage(), trouble.get());
        }
    }
}
