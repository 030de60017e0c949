package dev.switchback.cli.read;

import dev.switchback.cli.shell.ExitCode;
import dev.switchback.cli.shell.Fields;
import dev.switchback.cli.shell.Refusal;
import dev.switchback.cli.shell.SafeText;
import dev.switchback.cli.shell.Shell;
import dev.switchback.health.HealthStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Looks at everything that Switchback stands on, and says what to do about what is wrong. */
@Command(
        name = "doctor",
        header = {
            "Looks at the state, the history, the processes and the surroundings, and says what to do.",
            "",
            "  switchback doctor",
            "  switchback doctor --state /srv/app/state",
            "  switchback doctor --database jdbc:postgresql://db/app",
            ""
        },
        footer = {"", "Exits with 0 when nothing is wrong, 3 for a warning, 4 when somebody must act."})
final class DoctorCommand implements Callable<Integer> {

    private final Shell shell;

    DoctorCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        List<Finding> findings = new ArrayList<>();
        try {
            findings.addAll(new Diagnosis(shell).findings());
        } catch (Refusal unusable) {
            findings.add(new Finding(
                    "state",
                    HealthStatus.CRITICAL,
                    String.valueOf(unusable.getMessage()),
                    "repair the store; until then every application keeps to legacy, or to what it knows"));
        }
        HealthStatus worst = findings.stream().map(Finding::status).reduce(HealthStatus.HEALTHY, HealthStatus::worse);
        shell.answer(
                Fields.answer()
                        .put("overall", worst.text())
                        .put("findings", findings.stream().map(Finding::fields).toList()),
                findings.stream().flatMap(finding -> finding.lines().stream()).toList());
        return switch (worst) {
            case HEALTHY -> ExitCode.OK;
            case DEGRADED -> ExitCode.DEGRADED;
            case CRITICAL -> ExitCode.CRITICAL;
        };
    }

    /**
     * What one look has found.
     *
     * @param check what was looked at
     * @param status how it is
     * @param detail what was found
     * @param remedy what to do, empty for nothing
     */
    record Finding(String check, HealthStatus status, String detail, String remedy) {

        static Finding fine(String check, String detail) {
            return new Finding(check, HealthStatus.HEALTHY, detail, "");
        }

        Fields fields() {
            return Fields.of()
                    .put("check", check)
                    .put("status", status.text())
                    .put("detail", detail)
                    .put("remedy", remedy);
        }

        List<String> lines() {
            String line = "%-9s %-11s %s".formatted(status.text(), check, SafeText.of(detail));
            return remedy.isEmpty() ? List.of(line) : List.of(line, "  do: " + SafeText.of(remedy));
        }
    }
}
