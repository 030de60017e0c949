package dev.switchback.cli;

import dev.switchback.Migration;
import dev.switchback.cli.shell.Terminal;
import dev.switchback.state.HistoryQuery;
import dev.switchback.state.files.FileStateStore;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs commands in this process, on a directory of state, with a terminal of its own. */
public final class CommandLineKit {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path state;
    private Map<String, String> variables = Map.of("MIGRATION_OPERATOR", "kim");
    private Optional<Terminal.Prompt> prompt = Optional.empty();
    private Terminal.Pause pause = time -> false;
    private Clock clock = Clock.systemUTC();

    public CommandLineKit(Path state) {
        this.state = state;
    }

    public CommandLineKit answering(Terminal.Prompt asked) {
        prompt = Optional.of(asked);
        return this;
    }

    public CommandLineKit variables(Map<String, String> set) {
        variables = set;
        return this;
    }

    public CommandLineKit pausing(Terminal.Pause between) {
        pause = between;
        return this;
    }

    public CommandLineKit at(Clock time) {
        clock = time;
        return this;
    }

    public Path state() {
        return state;
    }

    /** {@return what a command did, with the option that names the state at its end} */
    public Result run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--state");
        all.add(state.toString());
        return bare(all.toArray(String[]::new));
    }

    /** {@return what a command did, with these arguments alone} */
    public Result bare(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Terminal terminal = new Terminal(
                new PrintWriter(out, true), new PrintWriter(err, true), prompt, false, variables, clock, pause);
        int exit = Switchback.run(terminal, arguments);
        return new Result(exit, out.toString(), err.toString());
    }

    /** {@return how many records the history has, observations apart} */
    public int records() {
        try (FileStateStore store = FileStateStore.openReadOnly(state)) {
            return store.history(HistoryQuery.newest(100_000)).size();
        }
    }

    /** {@return a running process of this migration, which holds pipelines} */
    Migration application(Map<String, String> environment) {
        return Migration.named("active-models")
                .stateDirectory(state)
                .environment(environment)
                .start();
    }

    /** What a command did. */
    public record Result(int exit, String out, String err) {

        public JsonNode json() {
            return JSON.readTree(out);
        }

        public List<String> lines() {
            return out.lines().toList();
        }

        public List<String> fields() {
            return List.copyOf(json().propertyNames());
        }
    }
}
