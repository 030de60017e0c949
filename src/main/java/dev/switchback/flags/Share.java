package dev.switchback.flags;

import dev.switchback.pipeline.InvalidValueException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.MurmurHash3;

/**
 * A share of all keys, in buckets of a hundred thousand (thousandths of one percent).
 *
 * <p>A key's bucket is {@code murmur3_32(UTF-8 of the key, seed)}, unsigned, modulo 100 000, where the seed is
 * {@code murmur3_32(UTF-8 of a salt, 0)}. A share covers the buckets below it, so raising a share only adds keys, and
 * lowering it takes the last added away first. The hash is frozen: a key keeps its bucket in every process, on every
 * day and in every version. Salts in use: a migration's name for routing, the name followed by {@code /canary} for
 * sampling; different salts give independent cohorts of the same keys.
 *
 * @param buckets from 0 (no key) to 100 000 (every key), both included
 */
public record Share(int buckets) implements Comparable<Share> {

    /** How many buckets there are. */
    public static final int BUCKETS = 100_000;

    /** No key. */
    public static final Share NONE = new Share(0);

    /** Every key. */
    public static final Share ALL = new Share(BUCKETS);

    private static final String RULE = "a number from 0 to 100 with at most 3 decimals";
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,3}(?:\\.[0-9]{1,3})?");
    private static final int DECIMALS = 3;

    public Share {
        InvalidValueException.unless(buckets >= 0 && buckets <= BUCKETS, "share", "from 0 to 100000 buckets", buckets);
    }

    /**
     * Reads a percentage such as {@code 12.5}: ASCII digits, at most three decimals, nothing around it.
     *
     * @param input the name of what is read, for the message
     * @throws InvalidValueException for any other text, and for a number above 100
     */
    public static Share parse(String input, String text) {
        if (text == null || !DECIMAL.matcher(text).matches()) {
            throw InvalidValueException.of(input, RULE, text);
        }
        return ofDecimal(input, new BigDecimal(text));
    }

    /**
     * Returns the share of a percentage.
     *
     * @throws InvalidValueException for a number outside of 0 to 100, with more than three decimals, or not finite
     */
    public static Share of(double percent) {
        InvalidValueException.unless(Double.isFinite(percent), "percentage", RULE, percent);
        return ofDecimal("percentage", BigDecimal.valueOf(percent));
    }

    static Share ofDecimal(String input, BigDecimal percent) {
        if (percent.signum() < 0 || percent.compareTo(BigDecimal.valueOf(100)) > 0) {
            throw InvalidValueException.of(input, RULE, percent);
        }
        BigDecimal buckets = percent.movePointRight(DECIMALS).stripTrailingZeros();
        InvalidValueException.unless(buckets.scale() <= 0, input, RULE, percent);
        return new Share(buckets.intValueExact());
    }

    /** {@return the seed that a salt stands for} */
    public static int seedOf(String salt) {
        byte[] bytes = salt.getBytes(StandardCharsets.UTF_8);
        return MurmurHash3.hash32x86(bytes, 0, bytes.length, 0);
    }

    /** {@return the bucket of a key, from 0 to 99 999; allocates nothing but the key's bytes} */
    public static int bucketOf(int seed, String key) {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        return Integer.remainderUnsigned(MurmurHash3.hash32x86(bytes, 0, bytes.length, seed), BUCKETS);
    }

    /** {@return whether keys of a bucket belong to this share} */
    public boolean covers(int bucket) {
        return bucket < buckets;
    }

    /** {@return this share in percent, from 0 to 100} */
    public double percent() {
        return buckets / 1_000.0;
    }

    /** {@return this share in percent, as {@link #parse} reads it: {@code 12.5}} */
    public String text() {
        BigDecimal percent = BigDecimal.valueOf(buckets, DECIMALS).stripTrailingZeros();
        return percent.setScale(Math.max(0, percent.scale())).toPlainString();
    }

    /** {@return the smaller of the two} */
    public Share smaller(Share other) {
        return compareTo(other) <= 0 ? this : other;
    }

    @Override
    public int compareTo(Share other) {
        return Integer.compare(buckets, other.buckets);
    }

    @Override
    public String toString() {
        return text() + " %";
    }
}
