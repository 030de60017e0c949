package dev.switchback.fleet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongPredicate;

/** What this machine knows of its processes. */
interface Processes {

    /** What Linux tells of it. */
    String LINUX = ofLinux();

    private static String ofLinux() {
        Path processes = Path.of("/proc");
        try {
            return Files.readString(processes.resolve("sys/kernel/random/boot_id"))
                            .strip()
                    + ' '
                    + Files.readSymbolicLink(processes.resolve("self/ns/pid"));
        } catch (IOException | RuntimeException notLinux) {
            return "";
        }
    }

    /** {@return whether a process of that id runs} */
    boolean runs(long pid);

    /** {@return when the process of that id began, by the system's own account; empty if that is not known} */
    Optional<Instant> startedAt(long pid);

    /** {@return what ids are of: this boot of this machine, and this container; empty if that is not known} */
    default String space() {
        return "";
    }

    /** {@return the id of this process} */
    default long own() {
        return ProcessHandle.current().pid();
    }

    /** {@return what the operating system says} */
    static Processes system() {
        return new Processes() {
            @Override
            public String space() {
                return LINUX;
            }

            @Override
            public boolean runs(long pid) {
                return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
            }

            @Override
            public Optional<Instant> startedAt(long pid) {
                return ProcessHandle.of(pid).flatMap(process -> process.info().startInstant());
            }
        };
    }

    /** {@return what a test for running processes says, which knows nothing of when they began} */
    static Processes running(LongPredicate running) {
        return new Processes() {
            @Override
            public boolean runs(long pid) {
                return running.test(pid);
            }

            @Override
            public Optional<Instant> startedAt(long pid) {
                return Optional.empty();
            }
        };
    }
}
