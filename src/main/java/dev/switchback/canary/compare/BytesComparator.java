package dev.switchback.canary.compare;

import dev.switchback.canary.difference.Comparison;
import dev.switchback.canary.difference.Discrepancy;
import dev.switchback.canary.difference.DiscrepancyType;
import dev.switchback.canary.difference.Shape;
import java.util.Arrays;
import java.util.List;

/** Compares two outputs byte for byte. */
final class BytesComparator {

    private BytesComparator() {}

    static Comparison compare(byte[] legacy, byte[] replacement) {
        int first = Arrays.mismatch(legacy, replacement);
        if (first < 0) {
            return Comparison.match();
        }
        String change = legacy.length == replacement.length ? "bytes -> bytes" : "bytes -> bytes of another size";
        return Comparison.of(
                List.of(Discrepancy.of(DiscrepancyType.FILE_CONTENT, "", "differs from byte %d".formatted(first))
                        .values(shown(legacy, first), shown(replacement, first))
                        .shaped(Shape.of("", change))));
    }

    private static String shown(byte[] bytes, int at) {
        String there = at < bytes.length ? "0x%02x at %d".formatted(bytes[at], at) : "nothing at %d".formatted(at);
        return "%d bytes, %s".formatted(bytes.length, there);
    }
}
