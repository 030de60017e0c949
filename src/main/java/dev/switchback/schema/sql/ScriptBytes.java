package dev.switchback.schema.sql;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A script between the disk and its text: size, encoding, checksum. */
final class ScriptBytes {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private ScriptBytes() {}

    /**
     * Returns what a file holds.
     *
     * @param file what it is called in a message
     * @throws SqlScriptException if it cannot be read, is no regular file, or is larger than
     *     {@link SqlScript#LARGEST_BYTES} ; not more than that is read
     */
    static byte[] read(String file, Path path) {
        try {
            if (Files.exists(path) && !Files.isRegularFile(path)) { // a pipe would let us wait for ever
                throw SqlScriptException.of(file, "it is not a regular file");
            }
            try (InputStream in = Files.newInputStream(path)) {
                return requireSmall(file, in.readNBytes(SqlScript.LARGEST_BYTES + 1));
            }
        } catch (IOException e) {
            throw SqlScriptException.unreadable(file, e);
        }
    }

    private static byte[] requireSmall(String file, byte[] bytes) {
        if (bytes.length > SqlScript.LARGEST_BYTES) {
            throw SqlScriptException.of(file, "it is larger than %d bytes".formatted(SqlScript.LARGEST_BYTES));
        }
        return bytes;
    }

    /**
     * Returns bytes as text, without a byte order mark.
     *
     * @throws SqlScriptException if they are too many, not UTF-8, or hold a NUL, which no database takes
     */
    static String text(String file, byte[] bytes) {
        requireSmall(file, bytes);
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(in, out, true);
        if (result.isError()) {
            String hint = isUtf16(bytes) ? "; it looks like UTF-16" : "";
            throw SqlScriptException.at(
                    file,
                    line(bytes, in.position()),
                    "it is not UTF-8: see byte %d of the file%s".formatted(in.position(), hint));
        }
        String text = out.flip().toString();
        requireNoNul(file, text);
        return text.isEmpty() || text.charAt(0) != BYTE_ORDER_MARK ? text : text.substring(1);
    }

    static void requireNoNul(String file, String text) {
        int nul = text.indexOf('\0');
        if (nul >= 0) {
            throw SqlScriptException.at(file, Lexer.line(text, nul), "it holds a NUL character");
        }
    }

    private static boolean isUtf16(byte[] bytes) {
        if (bytes.length < 2) {
            return false;
        }
        int first = bytes[0] & 0xFF;
        int second = bytes[1] & 0xFF;
        return (first == 0xFF && second == 0xFE) || (first == 0xFE && second == 0xFF);
    }

    private static int line(byte[] bytes, int offset) {
        int line = 1;
        for (int i = 0; i < offset; i++) {
            line += bytes[i] == '\n' ? 1 : 0;
        }
        return line;
    }

    /** {@return the SHA-256 of a text as UTF-8, in hexadecimal; CR LF counts as LF, for git may write either} */
    static String checksum(String text) {
        try {
            byte[] bytes = text.replace("\r\n", "\n").getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) { // every Java has it
            throw new IllegalStateException(impossible);
        }
    }
}
