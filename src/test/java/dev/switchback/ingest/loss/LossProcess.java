package dev.switchback.ingest.loss;

import dev.switchback.testing.Processes;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The controlling process's end of one process of the campaign. */
final class LossProcess {

    /** All that a queue needs: a process that is killed after some seconds is to start fast. */
    private static final Pattern NEEDED =
            Pattern.compile(".*(classes|jackson|slf4j-api|jspecify|postgresql-4|HikariCP|h2-)[^/]*");

    final String name;
    private final Process process;
    private final Thread reader;
    private volatile boolean ready;

    private LossProcess(String name, Process process, Consumer<String> lines) {
        this.name = name;
        this.process = process;
        reader = new Thread(() -> read(lines), "reader of " + name);
        reader.start();
    }

    /** Starts one; what it says is heard until it is dead, and what it had said before as well. */
    static LossProcess start(Class<?> main, String name, List<String> arguments, Path log, Consumer<String> lines)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx128m",
                "-cp",
                classPath(),
                main.getName()));
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        return new LossProcess(name, builder.start(), lines);
    }

    private static String classPath() {
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Stream.of(path.split(File.pathSeparator))
                .filter(entry ->
                        !entry.endsWith(".jar") || NEEDED.matcher(entry).matches())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private void read(Consumer<String> lines) {
        try (BufferedReader answers =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = answers.readLine(); line != null; line = answers.readLine()) {
                ready = true;
                if (!line.startsWith("ack") || line.length() >= "ack ".length() + 36) { // a line may be cut in two
                    lines.accept(line);
                }
            }
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        }
    }

    void tell(String line) throws IOException {
        process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** {@return whether it has said anything yet} */
    boolean isReady() {
        return ready;
    }

    /** Kills it as {@code kill -9} does, and returns when all that it had said is heard. */
    void kill() throws InterruptedException {
        process.toHandle().destroyForcibly(); // the process's own method would close the pipes too
        awaitEnd();
    }

    /** Stops it where it stands ({@code STOP}), or lets it go on ({@code CONT}). */
    void signal(String signal) throws IOException {
        Processes.awaitEnd(new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .inheritIO()
                .start());
    }

    /** Lets it end its work. */
    void end() throws IOException {
        process.getOutputStream().close();
    }

    void awaitEnd() throws InterruptedException {
        Processes.awaitEnd(process);
        reader.join();
    }

    /** {@return whether it has a file open whose name ends so} */
    boolean holds(String ending) {
        try (Stream<Path> open = Files.list(Path.of("/proc/%d/fd".formatted(process.pid())))) {
            return open.anyMatch(link -> target(link).endsWith(ending));
        } catch (IOException gone) {
            return false;
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException gone) {
            return "";
        }
    }
}
