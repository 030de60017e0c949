package dev.switchback.cli.control;

import dev.switchback.MigrationStatus;
import dev.switchback.cli.shell.ChangeOptions;
import dev.switchback.cli.shell.ExitCode;
import dev.switchback.cli.shell.Fields;
import dev.switchback.cli.shell.OpenState;
import dev.switchback.cli.shell.SafeText;
import dev.switchback.cli.shell.Shell;
import dev.switchback.flags.Setting;
import dev.switchback.flags.Share;
import dev.switchback.health.Health;
import dev.switchback.health.HealthStatus;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** How many of the keys go to the new pipeline. */
@Command(
        name = "percentage",
        header = {
            "Shows, suggests or sets how many of the keys go to the new pipeline.",
            "",
            "  switchback percentage show",
            "  switchback percentage suggest",
            "  switchback percentage set 25 --reason \"week 3\"",
            ""
        })
final class PercentageCommand implements Callable<Integer> {

    private final Shell shell;

    PercentageCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        return new Show(shell).call();
    }

    /** Shows it. */
    @Command(
            name = "show",
            header = {"Shows the percentage, and where it comes from.", "", "  switchback percentage show", ""})
    static final class Show implements Callable<Integer> {

        private final Shell shell;

        Show(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            try (OpenState state = OpenState.reading(shell)) {
                MigrationStatus.Percentage now = state.control().currentStatus().percentage();
                shell.answer(
                        Fields.answer(state.migration())
                                .put(
                                        "percentage",
                                        Fields.of()
                                                .put("target", now.target())
                                                .put("effective", now.effective())
                                                .put("source", now.source())),
                        List.of("%s: target %s, effective %s (%s)"
                                .formatted(
                                        state.migration(),
                                        Share.of(now.target()).text(),
                                        Share.of(now.effective()).text(),
                                        SafeText.of(now.source()))));
                return ExitCode.OK;
            }
        }
    }

    /** Suggests the next one. */
    @Command(
            name = "suggest",
            header = {
                "Suggests the next percentage, 5 more than now, and says whether the health allows it.",
                "",
                "  switchback percentage suggest",
                ""
            },
            footer = {"", "Exits with 0 if it may be raised, with 5 if not."})
    static final class Suggest implements Callable<Integer> {

        private static final double STEP = 5;

        private final Shell shell;

        Suggest(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            try (OpenState state = OpenState.reading(shell)) {
                Guards guards = Guards.of(state);
                Health health = guards.health();
                Share current = state.control().flags().stored().percentage();
                Share next = Share.of(Math.min(current.percent() + STEP, 100));
                List<String> reasons = guards.forbidding();
                boolean allowed = reasons.isEmpty() && health.overall() == HealthStatus.HEALTHY;
                List<String> against = reasons.isEmpty() ? health.issues() : reasons;
                shell.answer(
                        Fields.answer(state.migration())
                                .put("current", current.percent())
                                .put("suggested", next.percent())
                                .put("allowed", allowed)
                                .put("health", health.overall().text())
                                .put("reasons", allowed ? List.of() : against),
                        List.of(
                                "current: %s".formatted(current),
                                "suggested next: %s".formatted(next),
                                allowed
                                        ? "the health allows it"
                                        : "not now: " + SafeText.of(String.join("; ", against))));
                return allowed ? ExitCode.OK : ExitCode.REFUSED;
            }
        }
    }

    /** Sets it. */
    @Command(
            name = "set",
            header = {
                "Sets the percentage: lower at once, higher past the guards and with a yes.",
                "",
                "  switchback percentage set 25 --reason \"week 3\"",
                "  switchback percentage set 0 --reason \"wrong totals\"",
                "  switchback percentage set 12.5 --reason \"half the tenants\" --yes",
                ""
            })
    static final class Set implements Callable<Integer> {

        private final Shell shell;

        @Parameters(paramLabel = "PERCENT", description = "From 0 to 100, at most 3 decimals.")
        private String percent = "";

        @Mixin
        private final ChangeOptions options = new ChangeOptions();

        Set(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            Share share = Share.parse("PERCENT", percent);
            return new FlagChange(shell, options)
                    .make(new FlagEdit(
                            "percentage",
                            settings -> settings.withPercentage(share),
                            settings -> settings.percentage().text(),
                            settings ->
                                    "percentage set " + settings.percentage().text(),
                            EnumSet.of(Setting.PERCENTAGE),
                            false));
        }
    }
}
