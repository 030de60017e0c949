package dev.switchback.canary.compare;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecordedExceptionTest {

    @Test
    void isWrittenAsTheExceptionThatWasThrown() {
        RecordedException recorded = new RecordedException("a.B", "no");

        assertThat(recorded.type()).isEqualTo("a.B");
        assertThat(recorded).hasToString("a.B: no");
        assertThat(new RecordedException("a.B", null)).hasToString("a.B");
    }
}
