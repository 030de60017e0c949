package dev.switchback.cli.ingest.look;

import dev.switchback.cli.ingest.open.OpenQueue;
import dev.switchback.cli.ingest.open.QueueOptions;
import dev.switchback.cli.shell.ExitCode;
import dev.switchback.cli.shell.Fields;
import dev.switchback.cli.shell.Shell;
import dev.switchback.cli.shell.TextTable;
import dev.switchback.ingest.queue.QueueRow;
import dev.switchback.pipeline.InvalidValueException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists events that are in a queue. */
@Command(
        name = "list",
        header = {
            "Lists events that are in the queue, those due first.",
            "",
            "  switchback ingest queue list --status pending",
            "  switchback ingest queue list --status processing --limit 5 --json",
            ""
        })
public final class QueueListCommand implements Callable<Integer> {

    private static final String PROCESSING = "processing";

    private final Shell shell;

    @Mixin
    private final QueueOptions options = new QueueOptions();

    @Option(
            names = "--status",
            required = true,
            paramLabel = "STATUS",
            description = "pending: waits, maybe for its next attempt; processing: a process has claimed it.")
    private String status = "";

    @Option(names = "--limit", paramLabel = "N", defaultValue = "20", description = "1 to 10000; 20 by default.")
    private String limit = "20";

    @Option(names = "--payload", description = "Shows what is in them too.")
    private boolean payload;

    /** Makes the command. */
    public QueueListCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        boolean processing = status.equals(PROCESSING);
        InvalidValueException.unless(
                processing || status.equals("pending"), "--status", "pending or processing", status);
        int most = QueueOptions.number("--limit", limit, 1, Rows.MOST);
        try (OpenQueue queue = OpenQueue.of(shell, options)) {
            List<QueueRow> rows = queue.store().queued(processing, most);
            shell.answer(
                    queue.answer()
                            .put("status", status)
                            .put("events", rows.stream().map(this::fields).toList()),
                    lines(queue, rows));
            return ExitCode.OK;
        }
    }

    private Fields fields(QueueRow row) {
        return Rows.fields(row.event(), payload)
                .put("owner", row.owner())
                .put("claimedAt", row.claimedAt())
                .put("leaseUntil", row.leaseUntil())
                .put("nextAttemptAt", row.nextAttemptAt())
                .put("error", row.error());
    }

    private List<String> lines(OpenQueue queue, List<QueueRow> rows) {
        if (rows.isEmpty()) {
            return List.of("%s: none is %s".formatted(queue.name(), status));
        }
        TextTable table = status.equals(PROCESSING)
                ? new TextTable("id", "tenant", "attempt", "owner", "claimed", "lease until", "last error")
                : new TextTable("id", "tenant", "attempts", "key", "accepted", "due", "last error");
        for (QueueRow row : rows) {
            if (row.processing()) {
                table.row(
                        row.event().id(),
                        row.event().tenant(),
                        row.event().attempt(),
                        row.owner().orElse(null),
                        row.claimedAt().orElse(null),
                        row.leaseUntil().orElse(null),
                        shown(row, row.error().orElse(null)));
            } else {
                table.row(
                        row.event().id(),
                        row.event().tenant(),
                        row.event().attempt(),
                        row.event().orderingKey().orElse(null),
                        row.event().acceptedAt(),
                        row.nextAttemptAt(),
                        shown(row, row.error().orElse(null)));
            }
        }
        return table.lines();
    }

    private @org.jspecify.annotations.Nullable String shown(
            QueueRow row, @org.jspecify.annotations.Nullable String error) {
        return payload
                ? "%s %s"
                        .formatted(error == null ? "" : error, row.event().payload())
                        .strip()
                : error;
    }
}
