package dev.switchback.journal.disk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.testing.Processes;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class ProcessMarkTest {

    private static final int NUMBER_AT = 42;
    private static final int SPACE_AT = 26;

    private final ProcessMark own = ProcessMark.own().orElseThrow();

    @Test
    void isTheSameWheneverAProcessAsksForItsOwn() {
        assertThat(ProcessMark.own()).contains(own);
        assertThat(own.bits() >>> NUMBER_AT).isEqualTo(ProcessHandle.current().pid());
    }

    @Test
    void saysOfTheOneThatAsksThatItRuns() {
        assertThat(own.standing(own)).isEqualTo(ProcessMark.Standing.RUNS);
    }

    @Test
    void tellsAProcessFromAnEarlierOneThatHadItsNumber() {
        ProcessMark earlier = new ProcessMark(own.bits() ^ 1);

        assertThat(earlier.standing(own)).isEqualTo(ProcessMark.Standing.ENDED);
    }

    @Test
    void knowsThatAProcessHasEnded() throws IOException {
        Process ended = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-version")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        Processes.awaitEnd(ended);
        long others = own.bits() & ((1L << NUMBER_AT) - 1);

        assertThat(new ProcessMark(ended.pid() << NUMBER_AT | others).standing(own))
                .isEqualTo(ProcessMark.Standing.ENDED);
    }

    @Test
    void saysNothingAboutTheProcessesOfAnotherContainer() {
        ProcessMark foreign = new ProcessMark(own.bits() ^ (1L << SPACE_AT));

        assertThat(foreign.standing(own)).isEqualTo(ProcessMark.Standing.UNKNOWN);
    }
}
