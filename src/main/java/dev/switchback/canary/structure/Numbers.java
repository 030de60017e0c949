package dev.switchback.canary.structure;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Numbers by their value: 1, 1.0 and 1e0 are one number, whatever type or text they were.
 *
 * <p>Each is a {@link Long} if it can be, otherwise a {@link BigDecimal} without trailing zeros, so that equal numbers
 * are equal objects. What no {@code BigDecimal} can hold, and a text of more than {@value #LONGEST} characters, is
 * kept as it is written and is equal to the same text only.
 */
final class Numbers {

    private static final int LONGEST = 1_000; // turning digits into a number takes their square
    private static final int LONG_DIGITS = 19;
    private static final int FARTHEST = 400; // beyond what a double can tell apart

    private Numbers() {}

    /** {@return the number that is written so} */
    static Object of(String text) {
        if (text.length() > LONGEST) {
            return text;
        }
        try {
            if (text.length() < LONG_DIGITS
                    && text.indexOf('.') < 0
                    && text.indexOf('e') < 0
                    && text.indexOf('E') < 0) {
                return Long.parseLong(text);
            }
            return of(new BigDecimal(text));
        } catch (NumberFormatException beyond) { // an exponent of more than 31 bits, or not a number in JSON's sense
            return text;
        }
    }

    /** {@return the number, null if it is of a class of which nobody knows the value} */
    static @Nullable Object of(Number number) {
        if (number instanceof Long
                || number instanceof Integer
                || number instanceof Short
                || number instanceof Byte
                || number instanceof AtomicInteger
                || number instanceof AtomicLong) {
            return number.longValue();
        }
        if (number instanceof Double || number instanceof Float) {
            return Double.isFinite(number.doubleValue()) ? of(number.toString()) : number.doubleValue();
        }
        if (number instanceof BigInteger integer) {
            return of(new BigDecimal(integer));
        }
        return number instanceof BigDecimal decimal ? of(decimal) : null;
    }

    private static Object of(BigDecimal decimal) {
        if (decimal.signum() == 0) {
            return 0L;
        }
        BigDecimal stripped = decimal.stripTrailingZeros();
        if (stripped.scale() > 0 || (long) stripped.precision() - stripped.scale() > LONG_DIGITS) {
            return stripped;
        }
        BigInteger whole = stripped.toBigIntegerExact();
        return whole.bitLength() < Long.SIZE ? (Object) whole.longValue() : stripped;
    }

    /** {@return whether two numbers that are not equal differ by no more than this} */
    static boolean near(Object one, Object two, double within) {
        BigDecimal first = decimal(one);
        BigDecimal second = decimal(two);
        return within > 0
                && first != null
                && second != null
                && first.subtract(second).abs().compareTo(BigDecimal.valueOf(within)) <= 0;
    }

    /** {@return the number as one that can be subtracted from another without filling the memory, null if it is not} */
    static @Nullable BigDecimal decimal(Object number) {
        if (number instanceof Long whole) {
            return BigDecimal.valueOf(whole);
        }
        if (!(number instanceof BigDecimal decimal)) {
            return null;
        }
        long exponent = (long) decimal.precision() - decimal.scale();
        if (exponent > FARTHEST) {
            return null;
        }
        return exponent < -FARTHEST ? BigDecimal.ZERO : decimal;
    }
}
