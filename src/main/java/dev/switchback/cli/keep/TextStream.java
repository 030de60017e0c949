package dev.switchback.cli.keep;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** A stream of UTF-8 into a writer that takes text; it says so when nobody reads it any more. For one thread. */
final class TextStream extends OutputStream {

    private final PrintWriter out;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    private final CharBuffer decoded = CharBuffer.allocate(1 << 13);
    private ByteBuffer left = ByteBuffer.allocate(0);

    TextStream(PrintWriter out) {
        this.out = out;
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
        if (out.checkError()) { // it flushes, so that a reader that has gone is noticed at once
            throw new IOException("nobody reads it any more");
        }
    }
}
