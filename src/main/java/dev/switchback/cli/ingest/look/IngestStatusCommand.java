package dev.switchback.cli.ingest.look;

import dev.switchback.cli.ingest.open.OpenQueue;
import dev.switchback.cli.ingest.open.QueueOptions;
import dev.switchback.cli.ingest.open.Situation;
import dev.switchback.cli.shell.Fields;
import dev.switchback.cli.shell.SafeText;
import dev.switchback.cli.shell.Shell;
import dev.switchback.ingest.queue.Control;
import dev.switchback.ingest.queue.Depths;
import dev.switchback.ingest.queue.QueueSettings;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Says what a queue is doing, why, and what to press. */
@Command(
        name = "status",
        header = {
            "Says what the queue is doing, why, and what to press.",
            "",
            "  switchback ingest status",
            "  switchback ingest status --queue orders --json",
            ""
        },
        footer = {
            "",
            "Exits with 3 if 100 events wait, any is stuck or undeliverable, or the mode is not ASYNC; with 4 if more",
            "than 1000 wait."
        })
public final class IngestStatusCommand implements Callable<Integer> {

    private final Shell shell;

    @Mixin
    private final QueueOptions options = new QueueOptions();

    /** Makes the command. */
    public IngestStatusCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        try (OpenQueue queue = OpenQueue.of(shell, options)) {
            Situation now = Situation.of(queue);
            shell.answer(fields(queue, now), lines(queue, now));
            return now.exit();
        }
    }

    private static Fields fields(OpenQueue queue, Situation now) {
        Control control = now.control();
        Depths depths = now.depths();
        QueueSettings settings = control.settings();
        return queue.answer()
                .put("sentence", now.sentence())
                .put("mode", control.mode().name())
                .put("since", control.since())
                .put("operator", control.operator())
                .put("reason", control.reason())
                .put("generation", control.generation())
                .put("pending", depths.pending())
                .put("processing", depths.processing())
                .put("stuck", depths.stuck())
                .put("oldestMillis", depths.oldest().toMillis())
                .put("dead", depths.dead())
                .put("deliveries", depths.deliveries())
                .put("undeliverable", depths.undeliverable())
                .put("countedAt", depths.at())
                .put(
                        "settings",
                        Fields.of()
                                .put("maxConcurrency", settings.maxConcurrency())
                                .put(
                                        "minPollIntervalMillis",
                                        settings.minPollInterval().toMillis())
                                .put("batchSize", settings.batchSize())
                                .put("leaseMillis", settings.lease().toMillis())
                                .put("attempts", settings.attempts()))
                .put("store", queue.store().shown());
    }

    private static List<String> lines(OpenQueue queue, Situation now) {
        QueueSettings settings = now.control().settings();
        Depths depths = now.depths();
        return List.of(
                now.sentence(),
                "mode        %s since %s by %s: %s"
                        .formatted(
                                now.control().mode(),
                                now.control().since(),
                                SafeText.of(now.control().operator()),
                                SafeText.of(now.control().reason())),
                "events      %d pending, %d processing, %d stuck, %d dead, oldest %s"
                        .formatted(
                                depths.pending(),
                                depths.processing(),
                                depths.stuck(),
                                depths.dead(),
                                Situation.time(depths.oldest())),
                "deliveries  %d to be made, %d given up".formatted(depths.deliveries(), depths.undeliverable()),
                "settings    max-concurrency %d, min-poll-interval %d ms, batch-size %d, lease %d s, attempts %d"
                        .formatted(
                                settings.maxConcurrency(),
                                settings.minPollInterval().toMillis(),
                                settings.batchSize(),
                                settings.lease().toSeconds(),
                                settings.attempts()),
                "store       %s".formatted(SafeText.of(queue.store().shown())));
    }
}
