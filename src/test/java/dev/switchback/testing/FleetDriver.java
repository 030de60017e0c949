package dev.switchback.testing;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Starts {@link FleetProcess}es, and hears what they say. */
public final class FleetDriver implements AutoCloseable {

    private final List<Node> nodes = new ArrayList<>();

    /** Starts one process more. */
    public Node start(String url, String name, String what) {
        try {
            String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-Xmx128m",
                            "-cp",
                            path,
                            FleetProcess.class.getName(),
                            url,
                            name,
                            what)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            Node node = new Node(process);
            nodes.add(node);
            return node;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** {@return all that were started} */
    public List<Node> nodes() {
        return nodes;
    }

    @Override
    public void close() {
        for (Node node : nodes) {
            node.signal("CONT");
            node.process.destroyForcibly();
        }
        nodes.forEach(node -> Processes.awaitEnd(node.process));
    }

    /** One process. */
    public static final class Node {
        private final Process process;
        private final List<String> said = new CopyOnWriteArrayList<>();

        private Node(Process process) {
            this.process = process;
            Thread listener = new Thread(this::listen, "fleet-driver");
            listener.setDaemon(true);
            listener.start();
        }

        private void listen() {
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    said.add(line);
                }
            } catch (IOException ended) {
                said.add("ended: " + ended.getMessage());
            }
        }

        /** {@return its process id} */
        public long pid() {
            return process.pid();
        }

        /** {@return how much it has said so far} */
        public int mark() {
            return said.size();
        }

        /** {@return what it has said since, that begins so} */
        public List<String> since(int mark, String beginning) {
            List<String> lines = new ArrayList<>(said.subList(Math.min(mark, said.size()), said.size()));
            lines.removeIf(line -> !line.startsWith(beginning));
            return lines;
        }

        /** Waits until it says something that begins so, and returns the rest of the line. */
        public String awaitSaying(int mark, String beginning) {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> !since(mark, beginning).isEmpty());
            return since(mark, beginning).get(0).substring(beginning.length()).strip();
        }

        /** Tells it something, and waits for the answer, which begins with the same word. */
        public String ask(String command) {
            int mark = mark();
            try {
                process.getOutputStream().write((command + "\n").getBytes(StandardCharsets.UTF_8));
                process.getOutputStream().flush();
            } catch (IOException ended) {
                throw new UncheckedIOException(ended);
            }
            return awaitSaying(mark, command);
        }

        /** {@return requests, failures, the longest in microseconds since asked last, and when one last ran on new} */
        public long[] figures() {
            return List.of(ask("figures").split(" ", -1)).stream()
                    .mapToLong(Long::parseLong)
                    .toArray();
        }

        /** {@return the number at the end of what it says} */
        public static long number(String line) {
            return Long.parseLong(line.substring(line.lastIndexOf(' ') + 1));
        }

        /** {@return the newest thing it said that begins so} */
        public Optional<String> last(String beginning) {
            return since(0, beginning).stream().reduce((older, newer) -> newer);
        }

        /** Sends a signal, such as STOP, CONT or KILL. */
        public void signal(String name) {
            try {
                new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor();
            } catch (IOException | InterruptedException failed) {
                throw new IllegalStateException(failed);
            }
        }
    }
}
