package dev.switchback.cli.ingest.look;

import dev.switchback.cli.ingest.open.OpenQueue;
import dev.switchback.cli.ingest.open.QueueOptions;
import dev.switchback.cli.shell.ExitCode;
import dev.switchback.cli.shell.Shell;
import dev.switchback.cli.shell.TextTable;
import dev.switchback.ingest.queue.QueuedEvent;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists events that were processed. */
@Command(
        name = "events",
        header = {
            "Lists processed events, newest first.",
            "",
            "  switchback ingest events --limit 100",
            "  switchback ingest events --payload --json",
            ""
        })
public final class EventsCommand implements Callable<Integer> {

    private final Shell shell;

    @Mixin
    private final QueueOptions options = new QueueOptions();

    @Option(names = "--limit", paramLabel = "N", defaultValue = "20", description = "1 to 10000; 20 by default.")
    private String limit = "20";

    @Option(names = "--payload", description = "Shows what is in them too.")
    private boolean payload;

    /** Makes the command. */
    public EventsCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        int most = QueueOptions.number("--limit", limit, 1, Rows.MOST);
        try (OpenQueue queue = OpenQueue.of(shell, options)) {
            List<QueuedEvent> events = queue.store().events(most);
            shell.answer(
                    queue.answer()
                            .put(
                                    "events",
                                    events.stream()
                                            .map(event -> Rows.fields(event, payload))
                                            .toList()),
                    lines(queue, events));
            return ExitCode.OK;
        }
    }

    private List<String> lines(OpenQueue queue, List<QueuedEvent> events) {
        if (events.isEmpty()) {
            return List.of("%s: no event was processed yet".formatted(queue.name()));
        }
        TextTable table = payload
                ? new TextTable("id", "tenant", "key", "attempts", "accepted", "payload")
                : new TextTable("id", "tenant", "key", "attempts", "accepted");
        for (QueuedEvent event : events) {
            if (payload) {
                table.row(
                        event.id(),
                        event.tenant(),
                        event.orderingKey().orElse(null),
                        event.attempt(),
                        event.acceptedAt(),
                        event.payload());
            } else {
                table.row(
                        event.id(),
                        event.tenant(),
                        event.orderingKey().orElse(null),
                        event.attempt(),
                        event.acceptedAt());
            }
        }
        return table.lines();
    }
}
