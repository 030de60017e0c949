package dev.switchback.cli.control;

import dev.switchback.cli.shell.ChangeOptions;
import dev.switchback.cli.shell.ExitCode;
import dev.switchback.cli.shell.Fields;
import dev.switchback.cli.shell.OpenState;
import dev.switchback.cli.shell.Refusal;
import dev.switchback.cli.shell.SafeText;
import dev.switchback.cli.shell.Shell;
import dev.switchback.router.node.NodeRequests;
import dev.switchback.state.Attribution;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Something that is asked of every running process.
 *
 * @param what the words of the command
 * @param type the type of the record that asks
 * @param data what else the record says
 * @param limit how long answers are waited for
 */
record Question(String what, String type, Map<String, Object> data, Duration limit) {

    private static final String PASSED = "ok: ";
    private static final String FAILED = "failed: ";

    Question {
        data = Map.copyOf(data);
    }

    /**
     * Returns the exit code, after asking and showing the answers.
     *
     * @param guard throws what speaks against asking
     * @param whenFailed the code to exit with if a process says no
     * @throws Refusal if no process is live ; nothing was asked
     */
    int ask(Shell shell, ChangeOptions options, Consumer<OpenState> guard, int whenFailed) throws InterruptedException {
        Attribution by = options.by(shell);
        try (OpenState state = OpenState.changing(shell)) {
            if (state.control().fleet().live().isEmpty()) {
                throw Refusal.noLiveNode(what, state.migration());
            }
            guard.accept(state);
            String before = breakers(state);
            Map<String, String> answers = state.control().ask(type, data, by, limit);
            if (answers.isEmpty()) {
                throw Refusal.noLiveNode(what, state.migration());
            }
            show(shell, state, before, answers);
            boolean passed = answers.values().stream().allMatch(answer -> answer.startsWith(PASSED));
            return passed ? ExitCode.OK : whenFailed;
        }
    }

    private void show(Shell shell, OpenState state, String before, Map<String, String> answers) {
        String after = breakers(state);
        Long audit = Audit.newest(state, List.of(type)).orElse(null);
        String undo = undo(shell, state.migration());
        List<String> lines = new ArrayList<>();
        lines.add("%s: breaker %s -> %s".formatted(state.migration(), before, after));
        answers.forEach((node, answer) -> lines.add("  %s %s".formatted(SafeText.of(node), SafeText.of(answer))));
        lines.add("audit: %s".formatted(audit));
        if (!undo.isEmpty()) {
            lines.add("undo: " + undo);
        }
        shell.answer(
                Fields.answer(state.migration())
                        .put("change", what)
                        .put("before", before)
                        .put("after", after)
                        .put("audit", audit)
                        .put("undo", undo.isEmpty() ? null : undo)
                        .put(
                                "answers",
                                answers.entrySet().stream()
                                        .map(answer -> fields(answer.getKey(), answer.getValue()))
                                        .toList()),
                lines);
    }

    private String undo(Shell shell, String migration) {
        return switch (type) {
            case NodeRequests.TRIP -> shell.command(migration, "breaker reset") + " --reason '...'";
            case NodeRequests.RESET -> shell.command(migration, "breaker trip") + " --reason '...'";
            default -> "";
        };
    }

    private static Fields fields(String node, String answer) {
        boolean passed = answer.startsWith(PASSED);
        return Fields.of()
                .put("node", node)
                .put("success", passed)
                .put("detail", answer.substring(passed ? PASSED.length() : FAILED.length()));
    }

    private static String breakers(OpenState state) {
        return state.control().currentStatus().nodes().stream()
                .map(node -> node.breaker())
                .distinct()
                .sorted()
                .collect(Collectors.joining(" and "));
    }
}
