package dev.switchback.cli.read;

import dev.switchback.cli.shell.ExitCode;
import dev.switchback.cli.shell.Fields;
import dev.switchback.cli.shell.OpenState;
import dev.switchback.cli.shell.SafeText;
import dev.switchback.cli.shell.Shell;
import dev.switchback.health.ComponentHealth;
import dev.switchback.health.Health;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Judges every component, and exits as the worst of them. */
@Command(
        name = "health",
        header = {
            "Judges every component; exits with 0 when healthy, 3 when degraded, 4 when critical.",
            "",
            "  switchback health",
            "  switchback health --json | jq -r .overall",
            ""
        })
final class HealthCommand implements Callable<Integer> {

    private final Shell shell;

    HealthCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        try (OpenState state = OpenState.reading(shell)) {
            Health health = state.control().healthCheck();
            shell.answer(fields(state.migration(), health), lines(state.migration(), health));
            if (state.isUntouched()) {
                shell.note(OpenState.UNTOUCHED);
            }
            return switch (health.overall()) {
                case HEALTHY -> ExitCode.OK;
                case DEGRADED -> ExitCode.DEGRADED;
                case CRITICAL -> ExitCode.CRITICAL;
            };
        }
    }

    private static Fields fields(String migration, Health health) {
        Fields components = Fields.of();
        health.components().forEach((name, component) -> components.put(name, component(component)));
        return Fields.answer(migration)
                .put("overall", health.overall().text())
                .put("components", components)
                .put("recommendations", health.recommendations())
                .put("checkedAt", health.checkedAt());
    }

    private static Fields component(ComponentHealth health) {
        return Fields.of()
                .put("status", health.status().text())
                .put("issues", health.issues())
                .put("details", health.details());
    }

    private static List<String> lines(String migration, Health health) {
        List<String> lines = new ArrayList<>();
        lines.add("%s: %s".formatted(migration, health.overall().text()));
        health.components().forEach((name, component) -> {
            lines.add("  %-16s %s".formatted(name, component.status().text()));
            component.issues().forEach(issue -> lines.add("    " + SafeText.of(issue)));
        });
        health.recommendations().forEach(advice -> lines.add("do: " + SafeText.of(advice)));
        return lines;
    }
}
