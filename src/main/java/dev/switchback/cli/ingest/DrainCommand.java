package dev.switchback.cli.ingest;

import dev.switchback.cli.ingest.DrainWatch.Outcome;
import dev.switchback.cli.ingest.open.OpenQueue;
import dev.switchback.cli.ingest.open.QueueOptions;
import dev.switchback.cli.shell.ExitCode;
import dev.switchback.cli.shell.Shell;
import dev.switchback.cli.shell.TimeText;
import dev.switchback.pipeline.InvalidValueException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Waits until nothing is left in a queue. */
@Command(
        name = "drain",
        header = {
            "Says how much is left in the queue, and waits until it is empty.",
            "",
            "  switchback ingest drain",
            "  switchback ingest drain --wait --timeout 10m",
            ""
        },
        footer = {
            "",
            "Changes nothing: `ingest mode DRAIN` keeps new events out of the queue. Exits with 3 if anything is left,",
            "and as soon as it is clear that it gets no less: the mode processes nothing, no process lives, or one died."
        })
final class DrainCommand implements Callable<Integer> {

    private final Shell shell;

    @Mixin
    private final QueueOptions options = new QueueOptions();

    @Option(names = "--wait", description = "Waits, with a line a second on stderr: what is left, rate, estimate.")
    private boolean wait;

    @Option(names = "--timeout", paramLabel = "TIME", description = "Waits no longer, 1s to 24h; needs --wait.")
    private @Nullable String timeout;

    DrainCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        InvalidValueException.unless(timeout == null || wait, "--timeout", "given with --wait", "given without it");
        Optional<Duration> longest = Optional.ofNullable(timeout).map(text -> {
            Duration time = TimeText.span("--timeout", text);
            InvalidValueException.unless(time.compareTo(Duration.ofDays(1)) <= 0, "--timeout", "from 1s to 24h", text);
            return time;
        });
        try (OpenQueue queue = OpenQueue.of(shell, options)) {
            Outcome outcome =
                    wait ? new DrainWatch(shell, queue.store()).untilEmpty(longest) : DrainWatch.look(queue.store());
            shell.answer(
                    queue.answer()
                            .put("left", outcome.left())
                            .put("pending", outcome.depths().pending())
                            .put("processing", outcome.depths().processing())
                            .put("stuck", outcome.depths().stuck())
                            .put("mode", outcome.mode().name())
                            .put("tookMillis", outcome.took().toMillis())
                            .put("why", outcome.why()),
                    List.of(
                            outcome.left() == 0
                                    ? "%s: the queue is empty".formatted(queue.name())
                                    : "%s: %d are left%s"
                                            .formatted(
                                                    queue.name(),
                                                    outcome.left(),
                                                    outcome.why()
                                                            .map(why -> ": " + why)
                                                            .orElse(""))));
            return outcome.left() == 0 ? ExitCode.OK : ExitCode.DEGRADED;
        }
    }
}
