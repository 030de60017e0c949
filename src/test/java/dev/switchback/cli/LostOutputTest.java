package dev.switchback.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.cli.shell.Terminal;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a command says on stdout may not get there: then nothing may look as if it had. */
class LostOutputTest {

    private static final File FULL = new File("/dev/full"); // takes nothing, as a full disk does

    @TempDir
    Path directory;

    private String state() {
        return directory.resolve("state").toString();
    }

    private void recordSomething() {
        new CommandLineKit(directory.resolve("state")).run("percentage", "set", "5", "--reason", "week 1", "--yes");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void failsABackupThatTheDiskDoesNotTake() throws Exception {
        recordSomething();

        Process export = CommandProcess.piped("state", "export", "--state", state())
                .redirectOutput(FULL)
                .start();

        assertThat(exit(export)).isEqualTo(1);
        assertThat(said(export)).contains("No space left on device").doesNotContain("written from");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void failsAnAnswerThatTheDiskDoesNotTake() throws Exception {
        Process status = CommandProcess.piped("status", "--state", state())
                .redirectOutput(FULL)
                .start();

        assertThat(exit(status)).isEqualTo(1);
        assertThat(said(status))
                .isEqualToIgnoringNewLines("the answer could not be written to stdout: No space left on device."
                        + " What was changed before holds");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void stopsWatchingWithoutAWordWhenItsReaderHasGone() throws Exception {
        Process watch =
                CommandProcess.piped("status", "--watch", "--state", state()).start();
        try {
            try (BufferedReader head = new BufferedReader(new InputStreamReader(watch.getInputStream(), UTF_8))) {
                assertThat(head.readLine()).startsWith("active-models: ");
            }

            assertThat(exit(watch)).isZero();
            assertThat(said(watch)).isEmpty();
        } finally {
            watch.destroyForcibly();
        }
    }

    @Test
    void saysSoWhereTheCauseIsNotKnown() {
        StringWriter err = new StringWriter();
        Terminal terminal = new Terminal(
                new PrintWriter(new Broken()),
                new PrintWriter(err),
                Optional.empty(),
                false,
                Map.of(),
                Clock.systemUTC(),
                time -> true);

        int exit = Switchback.run(terminal, "status", "--watch", "--state", state());

        assertThat(exit).isEqualTo(1);
        assertThat(err.toString()).contains("the answer could not be written to stdout: nobody reads it any more");
    }

    private static String said(Process process) throws IOException {
        return new String(process.getErrorStream().readAllBytes(), UTF_8);
    }

    private static int exit(Process process) throws InterruptedException {
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return process.exitValue();
    }

    private static final class Broken extends Writer {

        @Override
        public void write(char[] text, int from, int length) throws IOException {
            throw new IOException("not told to anybody");
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
