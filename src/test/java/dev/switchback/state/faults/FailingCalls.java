package dev.switchback.state.faults;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A library, built for the test, that lets one call of a process on one directory fail. */
final class FailingCalls {

    /** Not a number of writes that one attempt makes: with 7 the same write failed in every attempt. */
    private static final String EVERY = "11";

    private final Path library;

    private FailingCalls(Path library) {
        this.library = library;
    }

    static FailingCalls build(Path folder) throws IOException {
        Shell.needs("gcc");
        Path source = folder.resolve("failing-calls.c");
        Path library = folder.resolve("failing-calls.so");
        try (InputStream text = FailingCalls.class.getResourceAsStream("failing-calls.c")) {
            Files.copy(Objects.requireNonNull(text), source);
        }
        Shell.run(
                "gcc",
                "-O1",
                "-Wall",
                "-Werror",
                "-shared",
                "-fPIC",
                "-o",
                library.toString(),
                source.toString(),
                "-ldl");
        return new FailingCalls(library);
    }

    /**
     * Which call fails.
     *
     * @param call {@code write}, {@code fsync} and so on, or {@code any}
     * @param nth from 1
     * @param how {@code eio}, or {@code kill}: then the process dies before it
     */
    record Fault(String call, int nth, String how) {}

    /** Starts a writer that meets a fault. */
    WriterProcess start(Fault fault, Path directory) throws IOException {
        Map<String, String> environment = Map.of(
                "LD_PRELOAD", library.toString(),
                "FAULT_DIR", directory.toString(),
                "FAULT_CALL", fault.call(),
                "FAULT_NTH", Integer.toString(fault.nth()),
                "FAULT_HOW", fault.how(),
                "FAULT_EVERY", fault.call().equals("ftruncate") ? EVERY : "0",
                "FAULT_MARK", mark(directory).toString());
        return WriterProcess.start(List.of(), environment, Subject.Kind.STORE, directory, "writer");
    }

    /** {@return whether the fault was met} */
    static boolean wasMet(Path directory) {
        return Files.exists(mark(directory));
    }

    private static Path mark(Path directory) {
        return directory.resolveSibling(directory.getFileName() + ".met");
    }
}
