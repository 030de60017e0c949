package dev.switchback.canary.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.pipeline.InvalidValueException;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class TextToleranceTest {

    private static final TextTolerance EXACT = TextTolerance.EXACT;

    private static void refused(ThrowingCallable made, String message) {
        assertThatThrownBy(made).isInstanceOf(InvalidValueException.class).hasMessage(message);
    }

    @Test
    void takesLimitsFromZero() {
        assertThat(EXACT.numbersWithin(0).sizeCap(0).fileCountWithin(0).sizeCap(1 << 20))
                .isEqualTo(EXACT);
        refused(() -> EXACT.numbersWithin(-0.1), "numbers must be a finite number from 0, but was -0.1");
        refused(
                () -> EXACT.numbersWithin(Double.POSITIVE_INFINITY),
                "numbers must be a finite number from 0, but was Infinity");
        refused(() -> EXACT.sizeCap(-1), "sizeCap must be at least 0 bytes, but was -1");
        refused(() -> EXACT.fileCountWithin(-1), "fileCount must be at least 0 files, but was -1");
    }

    @Test
    void changesWhatItIsAskedToAndNothingElse() {
        TextTolerance all = EXACT.ignoringWhitespace()
                .ignoringComments()
                .ignoringTimestamps()
                .ignoringLineOrder()
                .numbersWithin(0.5)
                .sizeCap(7)
                .fileCountWithin(8)
                .syntax(CommentSyntax.SQL)
                .naming(Set.of("a"))
                .naming(Set.of("b"));

        assertThat(all)
                .isEqualTo(new TextTolerance(
                        true, true, true, true, 0.5, 7, 8, Optional.of(CommentSyntax.SQL), Set.of("a", "b")));
    }
}
