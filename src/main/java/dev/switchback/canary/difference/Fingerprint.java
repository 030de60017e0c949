package dev.switchback.canary.difference;

import dev.switchback.pipeline.InvalidValueException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The name of a class of differences: 12 hexadecimal digits of the SHA-256 of its type, place and change.
 *
 * <p>The same in every process and on every day, so that people can talk about it and rules can name it.
 *
 * @param text 12 lower-case hexadecimal digits
 */
public record Fingerprint(String text) implements Comparable<Fingerprint> {

    private static final Pattern FORM = Pattern.compile("[0-9a-f]{12}");

    public Fingerprint {
        InvalidValueException.unless(
                text != null && FORM.matcher(text).matches(), "fingerprint", "12 hexadecimal digits", text);
    }

    /** {@return the fingerprint that was written so, in lower or upper case} */
    public static Fingerprint parse(String text) {
        return new Fingerprint(text == null ? "" : text.trim().toLowerCase(Locale.ROOT));
    }

    /** {@return the fingerprint of a difference} */
    public static Fingerprint of(Discrepancy found) {
        return new Fingerprint(
                hash(found.type().text(), found.shape().place(), found.shape().change()));
    }

    /** {@return 12 hexadecimal digits of the hash of texts, none of which runs into the next} */
    public static String hash(String... parts) {
        MessageDigest digest = sha256();
        for (String part : parts) {
            digest.update(part.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
        }
        return HexFormat.of().formatHex(digest.digest(), 0, 6);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) { // every Java platform has it
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public int compareTo(Fingerprint other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
