package dev.switchback.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs a command in a process of its own. */
final class CommandProcess {

    private CommandProcess() {}

    /** {@return the process, which writes what it says to a file} */
    static Process start(Path says, List<String> options, String... arguments) throws IOException {
        return builder(says, options, arguments).start();
    }

    /** {@return the process, which also reads a file} */
    static Process start(Path says, Path reads, String... arguments) throws IOException {
        return builder(says, List.of(), arguments).redirectInput(reads.toFile()).start();
    }

    /** {@return the process, which works in another directory} */
    static Process startIn(Path directory, Path says, String... arguments) throws IOException {
        return builder(says, List.of(), arguments).directory(directory.toFile()).start();
    }

    /** {@return what starts the process, with all that it says in pipes} */
    static ProcessBuilder piped(String... arguments) {
        return new ProcessBuilder(command(List.of(), arguments));
    }

    private static ProcessBuilder builder(Path says, List<String> options, String... arguments) {
        return new ProcessBuilder(command(options, arguments))
                .redirectErrorStream(true)
                .redirectOutput(says.toFile());
    }

    private static List<String> command(List<String> options, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", classPath(), "dev.switchback.cli.Switchback"));
        command.addAll(List.of(arguments));
        return command;
    }

    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(part -> Path.of(part).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
