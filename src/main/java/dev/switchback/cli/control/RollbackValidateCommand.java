package dev.switchback.cli.control;

import dev.switchback.cli.shell.ExitCode;
import dev.switchback.cli.shell.Fields;
import dev.switchback.cli.shell.OpenState;
import dev.switchback.cli.shell.RollbackText;
import dev.switchback.cli.shell.SafeText;
import dev.switchback.cli.shell.Shell;
import dev.switchback.rollback.RollbackState;
import dev.switchback.rollback.RollbackStatus;
import dev.switchback.rollback.Validation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Proves that what is recorded is so. */
@Command(
        name = "validate",
        header = {
            "Proves that everything is on legacy, by what every running process says.",
            "",
            "  switchback rollback validate",
            ""
        },
        footer = {
            "",
            "Exits with 0 when every check passes or nothing is rolled back, 3 when a check only warns, 4 when a",
            "critical one fails, or a step of the rollback has failed."
        })
final class RollbackValidateCommand implements Callable<Integer> {

    private final Shell shell;

    RollbackValidateCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        try (OpenState state = OpenState.reading(shell)) {
            RollbackStatus status = state.control().rollback().currentStatus();
            Validation proof = state.control().rollback().validate();
            Fields fields = Fields.answer(state.migration())
                    .put("state", status.state().text())
                    .put("rolledBack", status.rolledBack())
                    .putAll(RollbackText.fields(proof));
            shell.answer(fields, lines(state.migration(), status, proof));
            if (hasFailed(status)) {
                return ExitCode.CRITICAL;
            }
            if (!status.rolledBack() || proof.issues().isEmpty()) {
                return ExitCode.OK;
            }
            return proof.passed() ? ExitCode.DEGRADED : ExitCode.CRITICAL;
        }
    }

    /** What failed was a step in an application; what can be looked at from here may be well all the same. */
    private static boolean hasFailed(RollbackStatus status) {
        return status.state() == RollbackState.ROLLBACK_FAILED || status.state() == RollbackState.RECOVERY_FAILED;
    }

    private static String verdict(RollbackStatus status, Validation proof) {
        if (hasFailed(status)) {
            return "NOT PROVEN: a step failed; run `switchback rollback recover --reason ...`";
        }
        if (!status.rolledBack()) {
            return "nothing is rolled back";
        }
        return proof.issues().isEmpty() ? "proven" : proof.passed() ? "not fully proven" : "NOT PROVEN";
    }

    private static List<String> lines(String migration, RollbackStatus status, Validation proof) {
        List<String> lines = new ArrayList<>();
        lines.add("%s: %s, %s".formatted(migration, status.state().text(), verdict(status, proof)));
        proof.checks()
                .forEach(check -> lines.add("  %-4s %-24s %s"
                        .formatted(
                                check.passed() ? "ok" : check.critical() ? "FAIL" : "warn",
                                SafeText.of(check.name()),
                                SafeText.of(check.detail()))));
        return lines;
    }
}
