package dev.switchback.canary.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.canary.difference.Comparison;
import dev.switchback.canary.difference.Discrepancy;
import dev.switchback.pipeline.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BytesTest {

    private static Comparison compare(int[] legacy, int[] replacement) throws Exception {
        return OutputComparator.ofBytes()
                .compare(
                        new Outcome.Returned<>(bytes(legacy), Duration.ZERO),
                        new Outcome.Returned<>(bytes(replacement), Duration.ZERO));
    }

    private static byte[] bytes(int[] values) {
        byte[] bytes = new byte[values.length];
        for (int index = 0; index < bytes.length; index++) {
            bytes[index] = (byte) values[index];
        }
        return bytes;
    }

    @Test
    void matchWhereAllAreTheSame() throws Exception {
        assertThat(compare(new int[] {1, 2}, new int[] {1, 2}).matches()).isTrue();
        assertThat(compare(new int[0], new int[0]).matches()).isTrue();
    }

    @Test
    void differFromTheFirstThatIsAnother() throws Exception {
        Discrepancy found =
                compare(new int[] {7, 1}, new int[] {255, 2}).discrepancies().get(0);

        assertThat(found.message()).isEqualTo("differs from byte 0");
        assertThat(found.legacyValue()).isEqualTo("2 bytes, 0x07 at 0");
        assertThat(found.newValue()).isEqualTo("2 bytes, 0xff at 0");
        assertThat(found.shape().change()).isEqualTo("bytes -> bytes");
    }

    @Test
    void differWhereOneSideEnds() throws Exception {
        Discrepancy found =
                compare(new int[] {1}, new int[] {1, 2}).discrepancies().get(0);

        assertThat(found.legacyValue()).isEqualTo("1 bytes, nothing at 1");
        assertThat(found.newValue()).isEqualTo("2 bytes, 0x02 at 1");
        assertThat(found.shape().change()).isEqualTo("bytes -> bytes of another size");
    }
}
