package dev.switchback.cli.control;

import dev.switchback.cli.shell.ChangeOptions;
import dev.switchback.cli.shell.Confirmation;
import dev.switchback.cli.shell.ExitCode;
import dev.switchback.cli.shell.Refusal;
import dev.switchback.cli.shell.Shell;
import dev.switchback.pipeline.Route;
import dev.switchback.router.node.NodeRequests;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The commands that running processes carry out, since they hold the breakers and the pipelines. */
final class AskCommand {

    private static final Duration QUICK = Duration.ofSeconds(10);
    private static final Duration PROBING = Duration.ofSeconds(60);

    private AskCommand() {}

    /** Opens the breaker. */
    @Command(
            name = "trip",
            header = {
                "Opens the breaker in every running process, for its recovery time.",
                "",
                "  switchback breaker trip --reason \"errors that are not counted\"",
                ""
            },
            footer = {"", "Exits with 7 if no process is live; `switchback override legacy` works without one."})
    static final class Trip implements Callable<Integer> {

        private final Shell shell;

        @Mixin
        private final ChangeOptions options = new ChangeOptions();

        Trip(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() throws InterruptedException {
            Question question = new Question("breaker trip", NodeRequests.TRIP, Map.of(), QUICK);
            return question.ask(shell, options, state -> {}, ExitCode.ERROR);
        }
    }

    /** Closes the breaker. */
    @Command(
            name = "reset",
            header = {
                "Probes the new pipeline in every running process, and closes the breaker where it answers.",
                "",
                "  switchback breaker reset --reason \"fixed in 1.4.2\"",
                ""
            },
            footer = {"", "Exits with 5 if a probe fails: that breaker stays open."})
    static final class Reset implements Callable<Integer> {

        private final Shell shell;

        @Option(names = "--unprobed", description = "Closes it without trying the new pipeline first.")
        private boolean unprobed;

        @Mixin
        private final ChangeOptions options = new ChangeOptions();

        Reset(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() throws InterruptedException {
            Question question =
                    new Question("breaker reset", NodeRequests.RESET, Map.of("unprobed", unprobed), PROBING);
            return question.ask(
                    shell,
                    options,
                    state -> {
                        Guards guards = Guards.of(state);
                        if (!guards.status().state().equals("active")) {
                            throw Refusal.guarded(
                                    "breaker reset",
                                    List.of("the rollback state is %s; `switchback rollback clear` leaves it"
                                            .formatted(guards.status().state())));
                        }
                        Confirmation.of(shell, options, "breaker reset", guards.shown());
                    },
                    ExitCode.REFUSED);
        }
    }

    /** Tries a pipeline. */
    @Command(
            name = "probe",
            header = {
                "Sends the probe of each adapter to one side, in every running process; nothing changes.",
                "",
                "  switchback breaker probe --reason \"is the fix good?\"",
                "  switchback breaker probe --side legacy --reason \"is legacy well?\"",
                ""
            },
            footer = {"", "Exits with 1 if a probe fails."})
    static final class Probe implements Callable<Integer> {

        private final Shell shell;

        @Option(
                names = "--side",
                paramLabel = "legacy|new",
                defaultValue = "new",
                description = "The side to try; new by default.")
        private String side = "new";

        @Mixin
        private final ChangeOptions options = new ChangeOptions();

        Probe(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() throws InterruptedException {
            Map<String, Object> data =
                    Map.of("side", Route.parse("--side", side).text());
            Question question = new Question("breaker probe", NodeRequests.PROBE, data, PROBING);
            return question.ask(shell, options, state -> {}, ExitCode.ERROR);
        }
    }
}
