package dev.switchback.state.files;

import dev.switchback.journal.JournalOptions;
import dev.switchback.state.Attribution;
import dev.switchback.state.HistoryEntry;
import dev.switchback.state.StateChange;
import dev.switchback.testing.Processes;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** A process of its own that commits a change for each line it reads, and answers with the number of the record. */
final class StoreProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader answers;

    private StoreProcess(Process process) {
        this.process = process;
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    static StoreProcess start(Path directory, String node) throws IOException {
        return start(directory, node, JournalOptions.SEGMENT_BYTES);
    }

    static StoreProcess start(Path directory, String node, long segmentBytes) throws IOException {
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return new StoreProcess(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        path,
                        StoreProcess.class.getName(),
                        directory.toString(),
                        node,
                        Long.toString(segmentBytes))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    /** Asks for one more commit. */
    void ask() throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
    }

    /** {@return the number of the next record that was acknowledged} */
    long answer() throws IOException {
        String line = answers.readLine();
        while (line != null && !line.startsWith("ack ")) {
            line = answers.readLine();
        }
        if (line == null) {
            throw new IOException("the process has ended");
        }
        return Long.parseLong(line.substring(4));
    }

    /** Asks for nothing more, and waits for the end. */
    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        Processes.awaitEnd(process);
    }

    public static void main(String[] arguments) throws IOException {
        try (FileStateStore store = FileStateStore.builder(Path.of(arguments[0]))
                        .node(arguments[1])
                        .segmentBytes(Long.parseLong(arguments[2]))
                        .open();
                BufferedReader questions =
                        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            int number = 0;
            while (questions.readLine() != null) {
                Map<String, Object> section = Map.of("node", arguments[1], "number", ++number);
                HistoryEntry entry = store.commit(
                        StateChange.of("active-models", "NOTED", Attribution.api(arguments[1], "line " + number))
                                .change(current -> current.with("last", section))
                                .build());
                System.out.println("ack " + entry.sequence());
            }
        }
    }
}
