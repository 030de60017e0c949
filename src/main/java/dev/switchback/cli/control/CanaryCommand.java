package dev.switchback.cli.control;

import dev.switchback.MigrationStatus;
import dev.switchback.cli.shell.ChangeOptions;
import dev.switchback.cli.shell.ExitCode;
import dev.switchback.cli.shell.Fields;
import dev.switchback.cli.shell.OpenState;
import dev.switchback.cli.shell.SafeText;
import dev.switchback.cli.shell.Shell;
import dev.switchback.flags.CanaryFlags;
import dev.switchback.flags.Setting;
import dev.switchback.flags.Settings;
import dev.switchback.flags.Share;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Whether and how often both sides run and are compared. */
@Command(
        name = "canary",
        header = {
            "Shows or sets whether both sides run and are compared, and for how many of the keys.",
            "",
            "  switchback canary show",
            "  switchback canary on --reason \"evidence for week 3\"",
            "  switchback canary sample 10 --reason \"less load at peak\"",
            "  switchback canary off --reason \"the database is slow\"",
            ""
        },
        footer = {"", "It serves nobody a new answer, so it needs a reason but no yes, whichever way it goes."})
final class CanaryCommand implements Callable<Integer> {

    private final Shell shell;

    CanaryCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        return new Show(shell).call();
    }

    private static FlagEdit edit(UnaryOperator<CanaryFlags> does, Function<Settings, String> undo, Setting touches) {
        return new FlagEdit(
                "canary",
                settings -> settings.withCanary(does.apply(settings.canary())),
                settings -> "%s at %s"
                        .formatted(
                                settings.canary().enabled() ? "on" : "off",
                                settings.canary().sample()),
                undo,
                EnumSet.of(touches),
                true);
    }

    private static FlagEdit toggle(boolean on) {
        return edit(
                canary -> canary.withEnabled(on),
                settings -> settings.canary().enabled() ? "canary on" : "canary off",
                Setting.CANARY);
    }

    /** Shows it. */
    @Command(
            name = "show",
            header = {"Shows whether canaries run, and for how many of the keys.", "", "  switchback canary show", ""})
    static final class Show implements Callable<Integer> {

        private final Shell shell;

        Show(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            try (OpenState state = OpenState.reading(shell)) {
                MigrationStatus.Canary canary = state.control().currentStatus().canary();
                shell.answer(
                        Fields.answer(state.migration())
                                .put(
                                        "canary",
                                        Fields.of()
                                                .put("enabled", canary.enabled())
                                                .put("samplePercentage", canary.samplePercentage())
                                                .put("source", canary.source())),
                        List.of("%s: canary %s at %s (%s)"
                                .formatted(
                                        state.migration(),
                                        canary.enabled() ? "on" : "off",
                                        Share.of(canary.samplePercentage()),
                                        SafeText.of(canary.source()))));
                return ExitCode.OK;
            }
        }
    }

    /** Switches it on. */
    @Command(
            name = "on",
            header = {"Switches canaries on.", "", "  switchback canary on --reason \"evidence for week 3\"", ""})
    static final class On implements Callable<Integer> {

        private final Shell shell;

        @Mixin
        private final ChangeOptions options = new ChangeOptions();

        On(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            return new FlagChange(shell, options).make(toggle(true));
        }
    }

    /** Switches it off. */
    @Command(
            name = "off",
            header = {"Switches canaries off.", "", "  switchback canary off --reason \"the database is slow\"", ""})
    static final class Off implements Callable<Integer> {

        private final Shell shell;

        @Mixin
        private final ChangeOptions options = new ChangeOptions();

        Off(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            return new FlagChange(shell, options).make(toggle(false));
        }
    }

    /** Sets how many of the keys are compared. */
    @Command(
            name = "sample",
            header = {
                "Sets how many of the keys are compared; whether canaries run stays as it is.",
                "",
                "  switchback canary sample 10 --reason \"less load at peak\"",
                ""
            })
    static final class Sample implements Callable<Integer> {

        private final Shell shell;

        @Parameters(paramLabel = "PERCENT", description = "From 0 to 100, at most 3 decimals.")
        private String percent = "";

        @Mixin
        private final ChangeOptions options = new ChangeOptions();

        Sample(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            Share share = Share.parse("PERCENT", percent);
            return new FlagChange(shell, options)
                    .make(edit(
                            canary -> canary.withSample(share),
                            settings -> "canary sample "
                                    + settings.canary().sample().text(),
                            Setting.CANARY_SAMPLE));
        }
    }
}
