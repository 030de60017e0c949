package dev.switchback.cli.control;

import dev.switchback.cli.shell.ChangeOptions;
import dev.switchback.cli.shell.Confirmation;
import dev.switchback.cli.shell.OpenState;
import dev.switchback.cli.shell.Shell;
import dev.switchback.cli.shell.TimeText;
import dev.switchback.rollback.RollbackReport;
import dev.switchback.state.Attribution;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Gives up a planned rollback. */
@Command(
        name = "cancel",
        header = {
            "Gives up a planned rollback.",
            "",
            "  switchback rollback cancel --reason \"the maintenance is put off\"",
            ""
        },
        footer = {"", "It leads away from safety, so it wants a yes. Exits with 5 if none is planned."})
final class RollbackCancelCommand implements Callable<Integer> {

    private final Shell shell;

    @Mixin
    private final ChangeOptions options = new ChangeOptions();

    RollbackCancelCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Attribution by = options.by(shell);
        try (OpenState state = OpenState.changing(shell)) {
            Optional<Instant> due = state.control().rollback().currentStatus().scheduledAt();
            if (due.isPresent()) {
                Confirmation.of(
                        shell,
                        options,
                        "rollback cancel",
                        List.of(
                                state.control().currentStatus().sentence(),
                                "planned for " + TimeText.ahead(due.get(), shell.now())));
            }
            RollbackAnswer answer = new RollbackAnswer(shell, state);
            RollbackReport report = state.control().rollback().cancelPlanned(by.reason(), by.operator());
            return answer.show(report, List.of("ROLLBACK_CANCELLED"), undo(due));
        }
    }

    /** {@return the words that plan it again; what would have come by now comes at once} */
    private String undo(Optional<Instant> due) {
        return due.filter(shell.now()::isBefore)
                .map("rollback schedule --at %s"::formatted)
                .orElse("rollback");
    }
}
