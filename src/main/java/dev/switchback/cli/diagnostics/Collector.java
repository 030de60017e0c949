package dev.switchback.cli.diagnostics;

import dev.switchback.cli.diagnostics.CommandRunner.Said;
import dev.switchback.cli.diagnostics.Part.Found;
import dev.switchback.cli.diagnostics.Part.Missing;
import dev.switchback.cli.shell.ExitCode;
import dev.switchback.cli.shell.Shell;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks for each part, one after the other; what cannot be had is named, and stops no other. */
final class Collector {

    static final String HISTORY = "history --limit 500";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Shell shell;
    private final CommandRunner runner;
    private final Optional<String> away;

    /**
     * Makes one.
     *
     * @param away why the store cannot be read at all, empty if it can; nobody waits for it again but the doctor
     */
    Collector(Shell shell, CommandRunner runner, Optional<String> away) {
        this.shell = shell;
        this.runner = runner;
        this.away = away;
    }

    /** {@return every part, as it was said: nothing is hidden yet} */
    List<Part> collect() {
        List<Part> parts = new ArrayList<>();
        parts.add(ofState("status.json", "status", List::of));
        parts.add(ofState("health.json", "health", List::of));
        parts.add(ofState("statistics.json", "statistics", List::of));
        parts.add(ofState("report.json", "report --since 7d", List::of));
        parts.add(ofState("history.jsonl", HISTORY, history -> elements(history.path("events"))));
        parts.add(ofState("canary.json", "canary report", List::of));
        parts.add(said("doctor.json", "doctor", List::of));
        parts.add(seen("settings.json", () -> List.of(KnownState.settings(shell))));
        parts.add(seen("nodes.json", () -> List.of(KnownState.nodes(shell))));
        if (!shell.terminal().variables().getOrDefault("MIGRATION_DB_URL", "").isEmpty()) {
            parts.add(ofSchema("schema.json", "db status"));
        }
        parts.add(own("environment.json", () -> List.of(Surroundings.variables(shell))));
        parts.add(own("system.txt", () -> Surroundings.system(shell)));
        return parts;
    }

    private Part ofState(String name, String command, Function<JsonNode, List<JsonNode>> documents) {
        return away.isPresent() ? new Missing(name, command, away.get()) : said(name, command, documents);
    }

    private Part seen(String name, Work work) {
        return away.isPresent() ? new Missing(name, "", away.get()) : own(name, work);
    }

    private static List<JsonNode> elements(JsonNode list) {
        return list.valueStream().toList();
    }

    private Part said(String name, String command, Function<JsonNode, List<JsonNode>> documents) {
        List<String> words = new ArrayList<>(List.of(command.split(" ", -1)));
        shell.stateDirectory().ifPresent(directory -> words.addAll(List.of("--state", directory.toString())));
        shell.otherDatabase().ifPresent(url -> words.addAll(List.of("--database", url)));
        shell.migration().ifPresent(migration -> words.addAll(List.of("--migration", migration)));
        return guarded(name, command, () -> run(name, command, words, documents));
    }

    /** The state is in another database than the schema, or in none. */
    private Part ofSchema(String name, String command) {
        return guarded(name, command, () -> run(name, command, List.of(command.split(" ", -1)), List::of));
    }

    private Part run(String name, String command, List<String> words, Function<JsonNode, List<JsonNode>> documents) {
        List<String> all = new ArrayList<>(words);
        all.add("--json");
        Said said = runner.run(all);
        JsonNode answer;
        try {
            answer = JSON.readTree(said.out());
        } catch (JacksonException none) {
            return new Missing(name, command, "it exits with %d and answers no JSON".formatted(said.exit()));
        }
        return answer.has("error")
                ? new Missing(
                        name, command, answer.path("error").path("message").asString("unknown"))
                : new Found(name, command, said.exit(), documents.apply(answer));
    }

    private interface Work {
        List<JsonNode> documents();
    }

    private static Part own(String name, Work work) {
        return guarded(name, "", () -> new Found(name, "", ExitCode.OK, work.documents()));
    }

    private interface Attempt {
        Part part();
    }

    private static Part guarded(String name, String command, Attempt attempt) {
        try {
            return attempt.part();
        } catch (RuntimeException | LinkageError failed) { // whatever it is, the other parts are wanted all the more
            String why = failed.getMessage() == null ? failed.getClass().getName() : failed.getMessage();
            return new Missing(name, command, why);
        }
    }
}
