package dev.switchback.cli.read;

import dev.switchback.cli.shell.ExitCode;
import dev.switchback.cli.shell.Fields;
import dev.switchback.cli.shell.OpenState;
import dev.switchback.cli.shell.SafeText;
import dev.switchback.cli.shell.Shell;
import dev.switchback.journal.Problem;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Looks for records that were lost, edited, doubled or put in another order. */
@Command(
        name = "verify",
        header = {
            "Reads the whole history, and finds records that were lost, edited, doubled or reordered.",
            "",
            "  switchback history verify",
            ""
        },
        footer = {"", "Exits with 4 if anything is wrong."})
final class HistoryVerifyCommand implements Callable<Integer> {

    private final Shell shell;

    HistoryVerifyCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        try (OpenState state = OpenState.reading(shell)) {
            List<Problem> problems = state.whole().verify();
            Fields fields = Fields.answer()
                    .put("whole", problems.isEmpty())
                    .put(
                            "problems",
                            problems.stream().map(HistoryVerifyCommand::fields).toList());
            shell.answer(fields, lines(problems));
            return problems.isEmpty() ? ExitCode.OK : ExitCode.CRITICAL;
        }
    }

    private static Fields fields(Problem problem) {
        return Fields.of()
                .put("file", problem.file())
                .put("offset", problem.offset())
                .put("what", problem.what());
    }

    private static List<String> lines(List<Problem> problems) {
        return problems.isEmpty()
                ? List.of("the history is whole")
                : problems.stream()
                        .map(problem -> "%s at byte %d: %s"
                                .formatted(problem.file(), problem.offset(), SafeText.of(problem.what())))
                        .toList();
    }
}
