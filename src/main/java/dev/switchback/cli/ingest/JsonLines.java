package dev.switchback.cli.ingest;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads lines of UTF-8, each into no more memory than a payload may take. For one thread. */
final class JsonLines {

    private static final int LONGEST = 256 * 1024;

    private final BufferedInputStream in;
    private long number;
    private boolean ended;

    JsonLines(InputStream in) {
        this.in = new BufferedInputStream(in, 1 << 16);
    }

    /**
     * One line.
     *
     * @param number which one, from 1
     * @param text what it says, without its end
     * @param wrong why it cannot be read, null if it can
     */
    record Line(long number, String text, @Nullable String wrong) {

        boolean isBlank() {
            return wrong == null && text.isBlank();
        }
    }

    /** {@return the next line, empty after the last one} */
    Optional<Line> next() throws IOException {
        if (ended) {
            return Optional.empty();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        long length = 0;
        int next = in.read();
        while (next >= 0 && next != '\n') {
            length++;
            if (length <= LONGEST + 1) { // one more, for the end of a line that Windows has written
                bytes.write(next);
            }
            next = in.read();
        }
        ended = next < 0;
        if (ended && length == 0) {
            return Optional.empty();
        }
        number++;
        return Optional.of(line(bytes.toByteArray(), length));
    }

    private Line line(byte[] bytes, long length) {
        boolean windows = bytes.length > 0 && bytes[bytes.length - 1] == '\r' && length == bytes.length;
        long real = windows ? length - 1 : length;
        if (real > LONGEST) {
            return new Line(number, "", "it must be at most %d bytes long, but was %d".formatted(LONGEST, real));
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, (int) real))
                    .toString();
            return new Line(number, text, null);
        } catch (CharacterCodingException malformed) {
            return new Line(number, "", "it must be UTF-8, but was not");
        }
    }
}
