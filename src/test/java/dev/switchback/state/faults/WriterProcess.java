package dev.switchback.state.faults;

import dev.switchback.testing.Processes;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The driver's end of a {@link Writer}. */
public final class WriterProcess implements AutoCloseable {

    /** All that a store needs: a process that is killed two hundred times is to start fast. */
    private static final Pattern NEEDED = Pattern.compile(".*(classes|jackson|slf4j-api|jspecify)[^/]*");

    private final Process process;
    private final BufferedReader answers;

    private WriterProcess(Process process) {
        this.process = process;
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Starts a process that writes to a state store. */
    public static WriterProcess store(Path directory, String node) throws IOException {
        return start(Subject.Kind.STORE, directory, node);
    }

    static WriterProcess start(Subject.Kind kind, Path directory, String node) throws IOException {
        return start(List.of(), Map.of(), kind, directory, node);
    }

    /**
     * Starts a process.
     *
     * @param before a command that runs the command that follows it
     */
    static WriterProcess start(
            List<String> before, Map<String, String> environment, Subject.Kind kind, Path directory, String node)
            throws IOException {
        List<String> command = new ArrayList<>(before);
        command.addAll(java(Writer.class));
        command.addAll(List.of(kind.name(), directory.toString(), node));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(environment);
        return new WriterProcess(builder.start());
    }

    static List<String> java(Class<?> main) {
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        String needed = Stream.of(path.split(File.pathSeparator))
                .filter(entry ->
                        !entry.endsWith(".jar") || NEEDED.matcher(entry).matches())
                .collect(Collectors.joining(File.pathSeparator));
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData", // a file of its own would count against the limits that are tried out
                "-Xmx64m",
                "-cp",
                needed,
                main.getName());
    }

    /** Asks for an event to be kept. */
    public void ask(long number) throws IOException {
        tell(Long.toString(number));
    }

    void tell(String line) throws IOException {
        process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /** {@return the next answer} */
    public String answer() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("the process has ended");
        }
        return line;
    }

    /** {@return whether an answer is there already} */
    boolean hasAnswer() throws IOException {
        return answers.ready();
    }

    /** {@return the answers to come until the process has ended} */
    List<String> rest() {
        return answers.lines().toList();
    }

    /** Kills it as {@code kill -9} does; what it had answered can still be read. */
    public void kill() throws InterruptedException {
        process.toHandle().destroyForcibly(); // the process's own method would close the pipes too
        process.waitFor();
    }

    /** Asks for nothing more, and waits for the end. */
    @Override
    public void close() throws IOException {
        try {
            process.getOutputStream().close();
        } catch (IOException gone) {
            process.destroyForcibly();
        }
        Processes.awaitEnd(process);
    }
}
