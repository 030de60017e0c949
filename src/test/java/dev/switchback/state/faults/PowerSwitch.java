package dev.switchback.state.faults;

import dev.switchback.testing.Processes;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Cuts a mounted file system off from its disk: nothing reaches it any more, neither data nor the file system's own log,
 * as in a power cut ({@code FS_IOC_SHUTDOWN} with {@code NOLOGFLUSH}, which ext4 and XFS know). A process that waits for
 * its cue, so that a cut takes microseconds.
 */
final class PowerSwitch implements AutoCloseable {

    private static final String SCRIPT = """
            use Time::HiRes qw(time);
            $| = 1;
            open(my $mount, '<', $ARGV[0]) or die $!;
            print "ready\\n";
            my $micros = <STDIN>;
            my $end = time() + $micros / 1e6;
            1 while time() < $end;
            my $flag = pack('L', 2);
            ioctl($mount, 0x8004587D, $flag) or die $!;
            print "cut\\n";
            """;

    private final Process process;
    private final BufferedReader answers;

    private PowerSwitch(Process process) {
        this.process = process;
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    static PowerSwitch of(Path mountPoint) throws IOException {
        PowerSwitch ready = new PowerSwitch(new ProcessBuilder("perl", "-e", SCRIPT, mountPoint.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
        ready.expect("ready");
        return ready;
    }

    /** Begins to cut, after so many microseconds; returns at once. */
    void begin(int micros) throws IOException {
        process.getOutputStream().write((micros + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /** Returns when it is dark. */
    void await() throws IOException {
        expect("cut");
    }

    private void expect(String word) throws IOException {
        String line = answers.readLine();
        if (!word.equals(line)) {
            throw new IOException("the power switch said %s instead of %s".formatted(line, word));
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        Processes.awaitEnd(process);
    }
}
