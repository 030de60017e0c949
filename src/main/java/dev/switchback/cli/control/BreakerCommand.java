package dev.switchback.cli.control;

import dev.switchback.MigrationStatus;
import dev.switchback.cli.shell.ChangeOptions;
import dev.switchback.cli.shell.ExitCode;
import dev.switchback.cli.shell.Fields;
import dev.switchback.cli.shell.OpenState;
import dev.switchback.cli.shell.Shell;
import dev.switchback.cli.shell.TimeText;
import dev.switchback.flags.BreakerFlags;
import dev.switchback.flags.Setting;
import dev.switchback.flags.Settings;
import dev.switchback.pipeline.InvalidValueException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What takes the new pipeline out of service. */
@Command(
        name = "breaker",
        header = {
            "Shows, trips, probes, resets or configures what takes the new pipeline out of service.",
            "",
            "  switchback breaker status",
            "  switchback breaker trip --reason \"errors that are not counted\"",
            "  switchback breaker probe --reason \"is the fix good?\"",
            "  switchback breaker reset --reason \"fixed in 1.4.2\"",
            "  switchback breaker configure --errors 10 --window 600s --recovery 600s --reason \"less nervous\"",
            ""
        })
final class BreakerCommand implements Callable<Integer> {

    private final Shell shell;

    BreakerCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        return new Status(shell).call();
    }

    /** Shows it. */
    @Command(
            name = "status",
            header = {"Shows the worst breaker of the running processes.", "", "  switchback breaker status", ""})
    static final class Status implements Callable<Integer> {

        private final Shell shell;

        Status(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            try (OpenState state = OpenState.reading(shell)) {
                MigrationStatus status = state.control().currentStatus();
                MigrationStatus.Breaker breaker = status.breaker();
                BreakerFlags flags = state.control().flags().stored().breaker();
                List<Fields> nodes = status.nodes().stream()
                        .map(node -> Fields.of().put("node", node.node()).put("breaker", node.breaker()))
                        .toList();
                shell.answer(
                        Fields.answer(state.migration())
                                .put("state", breaker.state())
                                .put("errors", breaker.errors())
                                .put("errorThreshold", breaker.errorThreshold())
                                .put("windowSeconds", breaker.windowSeconds())
                                .put("recoverySeconds", flags.recovery().toSeconds())
                                .put("openUntil", breaker.openUntil())
                                .put("nextProbeSeconds", breaker.nextProbeSeconds())
                                .put("openedBy", breaker.openedBy())
                                .put("reason", breaker.reason())
                                .put("nodes", nodes),
                        List.of("%s: breaker %s, %d of %d errors in %d s, recovery %d s%s"
                                .formatted(
                                        state.migration(),
                                        breaker.state(),
                                        breaker.errors(),
                                        breaker.errorThreshold(),
                                        breaker.windowSeconds(),
                                        flags.recovery().toSeconds(),
                                        breaker.openUntil() == null ? "" : ", next probe " + breaker.openUntil())));
                return ExitCode.OK;
            }
        }
    }

    /** Changes when it trips and how long it stays open. */
    @Command(
            name = "configure",
            header = {
                "Changes when it trips and how long it stays open; running processes follow within a second.",
                "",
                "  switchback breaker configure --errors 10 --window 600s --recovery 600s --reason \"less nervous\"",
                ""
            },
            footer = {"", "Fewer errors, a longer window and a longer recovery are safer, and want no yes."})
    static final class Configure implements Callable<Integer> {

        private static final Pattern ERRORS = Pattern.compile("[0-9]{1,7}");

        private final Shell shell;

        @Option(names = "--errors", paramLabel = "N", description = "How many failures trip it, from 1 to 100000.")
        private @Nullable String errors;

        @Option(names = "--window", paramLabel = "TIME", description = "How far back they count, from 1s to 24h.")
        private @Nullable String window;

        @Option(names = "--recovery", paramLabel = "TIME", description = "How long it stays open, from 1s to 24h.")
        private @Nullable String recovery;

        @Mixin
        private final ChangeOptions options = new ChangeOptions();

        Configure(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            InvalidValueException.unless(
                    errors != null || window != null || recovery != null,
                    "configure",
                    "given at least one of --errors, --window and --recovery",
                    "none");
            wanted(BreakerFlags.DEFAULTS); // refuses bad values before anything is opened
            return new FlagChange(shell, options)
                    .make(new FlagEdit(
                            "breaker",
                            settings -> settings.withBreaker(wanted(settings.breaker())),
                            Configure::words,
                            settings -> "breaker configure " + words(settings),
                            EnumSet.of(Setting.ERROR_THRESHOLD, Setting.ERROR_WINDOW, Setting.RECOVERY),
                            false));
        }

        private BreakerFlags wanted(BreakerFlags flags) {
            BreakerFlags wanted = flags;
            if (errors != null) {
                int number = ERRORS.matcher(errors).matches() ? Integer.parseInt(errors) : 0;
                InvalidValueException.unless(number >= 1 && number <= 100_000, "--errors", "from 1 to 100000", errors);
                wanted = wanted.withErrorThreshold(number);
            }
            if (window != null) {
                wanted = wanted.withErrorWindow(span("--window", window));
            }
            return recovery == null ? wanted : wanted.withRecovery(span("--recovery", recovery));
        }

        private static Duration span(String option, String text) {
            Duration span = TimeText.span(option, text);
            InvalidValueException.unless(span.compareTo(Duration.ofDays(1)) <= 0, option, "from 1s to 24h", text);
            return span;
        }

        private static String words(Settings settings) {
            BreakerFlags flags = settings.breaker();
            return "--errors %d --window %ds --recovery %ds"
                    .formatted(
                            flags.errorThreshold(),
                            flags.errorWindow().toSeconds(),
                            flags.recovery().toSeconds());
        }
    }
}
