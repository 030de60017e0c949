package dev.switchback.cli.control;

import dev.switchback.cli.shell.ChangeOptions;
import dev.switchback.cli.shell.Confirmation;
import dev.switchback.cli.shell.ExitCode;
import dev.switchback.cli.shell.Fields;
import dev.switchback.cli.shell.Masks;
import dev.switchback.cli.shell.Masks.Mask;
import dev.switchback.cli.shell.OpenState;
import dev.switchback.cli.shell.Refusal;
import dev.switchback.cli.shell.SafeText;
import dev.switchback.cli.shell.Shell;
import dev.switchback.flags.Share;
import dev.switchback.rollback.RollbackManager;
import dev.switchback.rollback.RollbackManager.Clearance;
import dev.switchback.rollback.RollbackStatus;
import dev.switchback.state.Attribution;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Leaves a rollback. */
@Command(
        name = "clear",
        header = {
            "Leaves a rollback, at 0 %% unless a percentage is given.",
            "",
            "  switchback rollback clear --reason \"fixed in 1.4.2\"",
            "  switchback rollback clear --percentage 5 --reason \"fixed in 1.4.2\" --yes",
            ""
        },
        footer = {
            "",
            "It leads away from safety: shows the state and wants a yes. Exits with 5 where a variable of a process",
            "would send more keys to the new pipeline than that, with 6 if the state has moved."
        })
final class RollbackClearCommand implements Callable<Integer> {

    private final Shell shell;

    @Option(
            names = "--percentage",
            paramLabel = "PERCENT",
            defaultValue = "0",
            description = "What is left to the new pipeline; 0 by default.")
    private String percentage = "0";

    @Option(names = "--force", description = "Leaves a recovery that failed too.")
    private boolean force;

    @Mixin
    private final ChangeOptions options = new ChangeOptions();

    RollbackClearCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Share share = Share.parse("--percentage", percentage);
        Attribution by = options.by(shell);
        try (OpenState state = OpenState.changing(shell)) {
            RollbackManager manager = state.control().rollback();
            RollbackStatus seen = manager.currentStatus();
            if (seen.state().isForcing()) {
                List<Mask> masks = Masks.sendingMore(state.control().fleet().live(), share.percent());
                if (!masks.isEmpty()) {
                    throw Refusal.masked(
                            "leaving %s, not recorded,".formatted(share),
                            masks.stream().map(Mask::sentence).toList());
                }
                Confirmation.of(
                        shell,
                        options,
                        "rollback clear, leaving %s".formatted(share),
                        List.of(SafeText.of(state.control().currentStatus().sentence())));
            }
            Clearance clearance =
                    Clearance.of(by.reason(), by.operator(), seen.generation()).leavingAt(share.percent());
            manager.clear(force ? clearance.byForce() : clearance);
            return show(state, seen, share);
        }
    }

    private int show(OpenState state, RollbackStatus seen, Share share) {
        String after = state.control().rollback().currentStatus().state().text();
        Long audit = Audit.newest(state, List.of("ROLLBACK_CLEARED")).orElse(null);
        String undo = shell.command(state.migration(), "rollback") + " --reason '...'";
        shell.answer(
                Fields.answer(state.migration())
                        .put("change", "rollback")
                        .put("before", seen.state().text())
                        .put("after", after)
                        .put("percentage", share.percent())
                        .put("audit", audit)
                        .put("undo", undo),
                List.of(
                        "%s: %s -> %s, percentage %s"
                                .formatted(state.migration(), seen.state().text(), after, share.text()),
                        "audit: %s".formatted(audit),
                        "undo: " + undo));
        return ExitCode.OK;
    }
}
