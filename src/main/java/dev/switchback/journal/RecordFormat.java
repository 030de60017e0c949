package dev.switchback.journal;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * How a record becomes a line and back: {@code {"seq":12,<body>,"prev":"<sha-256>","crc":"<crc-32c>"}}.
 *
 * <p>The first record of a segment has {@code "format":1} after its number. The checksum is of all bytes before
 * {@code ,"crc"}. Nothing between is looked at: that a line is what was written is what the checksum says.
 */
final class RecordFormat {

    /** The format written here, and the newest that is understood. */
    static final int FORMAT = 1;

    /** The longest line, its end included. */
    static final int LONGEST = 1 << 16;

    private static final byte[] SEQUENCE = ascii("{\"seq\":");
    private static final byte[] VERSION = ascii(",\"format\":");
    private static final byte[] PREVIOUS = ascii(",\"prev\":\"");
    private static final byte[] CHECKSUM = ascii("\",\"crc\":\"");
    private static final byte[] END = ascii("\"}");
    private static final int HASH = 64;
    private static final int CRC = 8;
    private static final int TAIL = PREVIOUS.length + HASH + CHECKSUM.length + CRC + END.length;
    private static final int MOST_DIGITS = 18;

    /** What a body costs beyond its own bytes, at most. */
    static final int OVERHEAD = SEQUENCE.length + MOST_DIGITS + VERSION.length + MOST_DIGITS + TAIL + 1;

    private RecordFormat() {}

    /** What a line says of itself; the format is 0 in a line that is not the first of its segment. */
    record Decoded(long sequence, long format, String previous) {}

    /** {@return the line of a record, without its end} */
    private static byte[] encode(long sequence, boolean first, String previous, byte[] body) {
        if (body.length < 3 || body[0] != '{' || body[body.length - 1] != '}') {
            throw new IllegalArgumentException("body must be a JSON object with members");
        }
        byte[] head = ascii(first ? "%d,\"format\":%d,".formatted(sequence, FORMAT) : sequence + ",");
        ByteBuffer line = ByteBuffer.allocate(SEQUENCE.length + head.length + body.length - 2 + TAIL);
        line.put(SEQUENCE).put(head).put(body, 1, body.length - 2);
        line.put(PREVIOUS).put(ascii(previous)).put((byte) '"');
        String crc = crc(line.array(), line.position());
        line.put(CHECKSUM, 1, CHECKSUM.length - 1).put(ascii(crc)).put(END);
        return line.array();
    }

    /**
     * Returns the lines of several records, one after the other; the first of a segment if the position is in none.
     *
     * @param records takes the records that the lines are
     */
    static byte[] encodeAll(List<byte[]> bodies, Position from, List<JournalRecord> records) {
        int longest = bodies.stream().mapToInt(body -> body.length + OVERHEAD).sum();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(longest);
        Position at = from;
        for (byte[] body : bodies) {
            if (body.length + OVERHEAD > LONGEST) {
                throw new IllegalArgumentException(
                        "body must be short enough for a line, but was %d bytes".formatted(body.length));
            }
            long sequence = at.sequence() + 1;
            boolean first = at.segment() == 0;
            byte[] line = encode(sequence, first, at.hash(), body);
            String hash = hash(line, line.length);
            at = new Position(first ? sequence : at.segment(), sequence, at.offset() + line.length + 1, hash);
            bytes.writeBytes(line);
            bytes.write('\n');
            records.add(new JournalRecord(sequence, line, hash, at, false));
        }
        return bytes.toByteArray();
    }

    /** {@return what the line says, empty if it is not whole} */
    static Optional<Decoded> decode(byte[] line) {
        int tail = line.length - TAIL;
        if (tail <= SEQUENCE.length
                || !has(line, 0, SEQUENCE)
                || !has(line, tail, PREVIOUS)
                || !has(line, tail + PREVIOUS.length + HASH, CHECKSUM)
                || !has(line, line.length - END.length, END)) {
            return Optional.empty();
        }
        String said = text(line, line.length - END.length - CRC, CRC);
        if (!said.equals(crc(line, line.length - END.length - CRC - CHECKSUM.length + 1))) {
            return Optional.empty();
        }
        int end = digitsEnd(line, SEQUENCE.length);
        if (end == SEQUENCE.length || line[end] != ',') {
            return Optional.empty();
        }
        long sequence = Long.parseLong(text(line, SEQUENCE.length, end - SEQUENCE.length));
        String previous = text(line, tail + PREVIOUS.length, HASH);
        return Optional.of(new Decoded(sequence, format(line, end), previous));
    }

    private static long format(byte[] line, int at) {
        if (!has(line, at, VERSION)) {
            return 0;
        }
        int from = at + VERSION.length;
        int end = digitsEnd(line, from);
        return end == from ? 0 : Long.parseLong(text(line, from, end - from));
    }

    private static int digitsEnd(byte[] line, int from) {
        int end = from;
        while (end < from + MOST_DIGITS && line[end] >= '0' && line[end] <= '9') {
            end++;
        }
        return end;
    }

    private static boolean has(byte[] line, int at, byte[] part) {
        return at >= 0
                && at + part.length <= line.length
                && Arrays.equals(line, at, at + part.length, part, 0, part.length);
    }

    private static String text(byte[] line, int from, int length) {
        return new String(line, from, length, StandardCharsets.ISO_8859_1);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String crc(byte[] bytes, int length) {
        CRC32C sum = new CRC32C();
        sum.update(bytes, 0, length);
        return HexFormat.of().toHexDigits((int) sum.getValue());
    }

    /** {@return the SHA-256 of a line without its end, in hex} */
    static String hash(byte[] line, int length) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(line, 0, length);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException("this Java has no SHA-256", everyJdkHasIt);
        }
    }
}
