package dev.switchback.cli.ingest.look;

import dev.switchback.cli.ingest.open.OpenQueue;
import dev.switchback.cli.ingest.open.QueueOptions;
import dev.switchback.cli.shell.ExitCode;
import dev.switchback.cli.shell.Fields;
import dev.switchback.cli.shell.Shell;
import dev.switchback.cli.shell.TextTable;
import dev.switchback.ingest.queue.DeadEvent;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists dead events. */
@Command(
        name = "list",
        header = {
            "Lists dead events, newest first: given up after their last attempt, or discarded.",
            "",
            "  switchback ingest dead list",
            "  switchback ingest dead list --limit 5 --payload --json",
            ""
        })
public final class DeadListCommand implements Callable<Integer> {

    private final Shell shell;

    @Mixin
    private final QueueOptions options = new QueueOptions();

    @Option(names = "--limit", paramLabel = "N", defaultValue = "20", description = "1 to 10000; 20 by default.")
    private String limit = "20";

    @Option(names = "--payload", description = "Shows what is in them too, as JSON.")
    private boolean payload;

    /** Makes the command. */
    public DeadListCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        int most = QueueOptions.number("--limit", limit, 1, Rows.MOST);
        try (OpenQueue queue = OpenQueue.of(shell, options)) {
            List<DeadEvent> dead = queue.store().dead(most);
            List<Fields> fields = dead.stream()
                    .map(one -> Rows.fields(one.event(), payload)
                            .put("error", one.error())
                            .put("operator", one.operator())
                            .put("diedAt", one.at()))
                    .toList();
            shell.answer(queue.answer().put("dead", fields), lines(queue, dead));
            return ExitCode.OK;
        }
    }

    private static List<String> lines(OpenQueue queue, List<DeadEvent> dead) {
        if (dead.isEmpty()) {
            return List.of("%s: none is dead".formatted(queue.name()));
        }
        TextTable table = new TextTable("id", "tenant", "attempts", "died", "by", "why");
        dead.forEach(one -> table.row(
                one.event().id(), one.event().tenant(), one.event().attempt(), one.at(), one.operator(), one.error()));
        return table.lines();
    }
}
