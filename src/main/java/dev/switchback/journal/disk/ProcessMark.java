package dev.switchback.journal.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What tells one process of this machine from all others in 64 bits, and lets others see whether it still runs: its
 * number, the namespace that the number is of, and when it started; never 0.
 *
 * <p>Only Linux tells these things, in {@code /proc}.
 *
 * @param bits 22 of the number, 16 of the namespace, 26 of the boot and the tick in which it started
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html">proc_pid_stat(5)</a>
 */
record ProcessMark(long bits) {

    private static final Path PROCESSES = Path.of("/proc");
    private static final Path SELF = PROCESSES.resolve("self");
    private static final int START_BITS = 26;
    private static final int SPACE_BITS = 16;
    private static final int STATE = 0; // in what follows the name of the program in stat
    private static final int THREADS = 17;
    private static final int STARTED = 19;

    /** What can be said of a process. */
    enum Standing {
        RUNS,
        ENDED,
        /** Its number is of another container: nothing here says whether it runs. */
        UNKNOWN
    }

    /** {@return the mark of this process, empty if the system does not tell enough} */
    static Optional<ProcessMark> own() {
        try {
            long number = ProcessHandle.current().pid();
            if (!Files.readSymbolicLink(SELF).toString().equals(Long.toString(number))) {
                return Optional.empty(); // another container's view of the processes
            }
            return Optional.of(of(number, namespace(), stat(number).get(STARTED)));
        } catch (IOException
                | RuntimeException notLinux) { // also IndexOutOfBounds, of a system that only looks like it
            return Optional.empty();
        }
    }

    private static ProcessMark of(long number, long namespace, String started) throws IOException {
        String boot = Files.readString(PROCESSES.resolve("sys/kernel/random/boot_id"));
        long start = Objects.hash(boot, Long.parseLong(started)) & ((1L << START_BITS) - 1);
        return new ProcessMark(number << (SPACE_BITS + START_BITS) | namespace << START_BITS | start);
    }

    /** {@code pid:[4026531836]}: the lowest bits, since the system counts them up. */
    private static long namespace() throws IOException {
        String link = Files.readSymbolicLink(SELF.resolve("ns/pid")).toString();
        return Long.parseLong(link.replaceAll("[^0-9]", "")) & ((1L << SPACE_BITS) - 1);
    }

    private static List<String> stat(long number) throws IOException {
        String line = Files.readString(PROCESSES.resolve(Long.toString(number)).resolve("stat"));
        return List.of(line.substring(line.lastIndexOf(')') + 2).split(" "));
    }

    private long number() {
        return bits >>> (SPACE_BITS + START_BITS);
    }

    private long space() {
        return bits >>> START_BITS & ((1L << SPACE_BITS) - 1);
    }

    /** {@return what this process, whose mark is given, can say of the marked one} */
    Standing standing(ProcessMark own) {
        if (space() != own.space()) {
            return Standing.UNKNOWN;
        }
        try {
            List<String> found = stat(number());
            boolean same = of(number(), space(), found.get(STARTED)).equals(this);
            // one that was killed and not waited for is still listed; its threads may be busy until it is the last one
            boolean gone = "ZX".contains(found.get(STATE)) && Integer.parseInt(found.get(THREADS)) <= 1;
            return same && !gone ? Standing.RUNS : Standing.ENDED;
        } catch (NoSuchFileException ended) {
            return Standing.ENDED;
        } catch (IOException | RuntimeException cannotTell) { // it ends right now, or too many files are open
            return Standing.RUNS;
        }
    }
}
