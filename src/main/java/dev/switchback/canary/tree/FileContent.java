package dev.switchback.canary.tree;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** What a file holds: its bytes, or of a large one its size and checksum. */
sealed interface FileContent {

    long size();

    String checksum();

    default boolean same(FileContent other) {
        if (this instanceof Whole one && other instanceof Whole two) {
            return Arrays.equals(one.bytes, two.bytes);
        }
        return size() == other.size() && checksum().equals(other.checksum());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("this Java has no SHA-256, which every Java must have", missing);
        }
    }

    /** All bytes, which nobody else holds. */
    final class Whole implements FileContent {

        private final byte[] bytes;

        Whole(byte[] bytes) {
            this.bytes = bytes;
        }

        byte[] bytes() {
            return bytes.clone();
        }

        /** {@return the text, empty if the bytes are not UTF-8} */
        Optional<String> text() {
            try {
                return Optional.of(StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes))
                        .toString());
            } catch (CharacterCodingException binary) {
                return Optional.empty();
            }
        }

        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public String checksum() {
            return HexFormat.of().formatHex(sha256().digest(bytes));
        }
    }

    /**
     * A file too large to be kept.
     *
     * @param size in bytes
     * @param checksum SHA-256 in hexadecimal
     */
    record Digest(long size, String checksum) implements FileContent {}
}
