package dev.switchback.cli.ingest.look;

import dev.switchback.cli.ingest.open.OpenQueue;
import dev.switchback.cli.ingest.open.QueueOptions;
import dev.switchback.cli.shell.ExitCode;
import dev.switchback.cli.shell.Fields;
import dev.switchback.cli.shell.Shell;
import dev.switchback.cli.shell.TextTable;
import dev.switchback.ingest.queue.ControlChange;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the changes of mode and settings. */
@Command(
        name = "changes",
        header = {
            "Lists the changes of mode and settings, newest first: who, why, and by which way.",
            "",
            "  switchback ingest changes",
            "  switchback ingest changes --limit 5 --json",
            ""
        })
public final class ChangesCommand implements Callable<Integer> {

    private final Shell shell;

    @Mixin
    private final QueueOptions options = new QueueOptions();

    @Option(names = "--limit", paramLabel = "N", defaultValue = "20", description = "1 to 10000; 20 by default.")
    private String limit = "20";

    /** Makes the command. */
    public ChangesCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        int most = QueueOptions.number("--limit", limit, 1, Rows.MOST);
        try (OpenQueue queue = OpenQueue.of(shell, options)) {
            List<ControlChange> changes = queue.store().changes(most);
            shell.answer(
                    queue.answer()
                            .put(
                                    "changes",
                                    changes.stream().map(ChangesCommand::fields).toList()),
                    lines(queue, changes));
            return ExitCode.OK;
        }
    }

    private static Fields fields(ControlChange change) {
        return Fields.of()
                .put("generation", change.generation())
                .put("at", change.at())
                .put("what", change.what())
                .put("old", change.old())
                .put("new", change.now())
                .put("operator", change.operator())
                .put("source", change.source())
                .put("reason", change.reason());
    }

    private static List<String> lines(OpenQueue queue, List<ControlChange> changes) {
        if (changes.isEmpty()) {
            return List.of("%s: nothing was changed since it was made".formatted(queue.name()));
        }
        TextTable table = new TextTable("change", "at", "what", "old", "new", "operator", "source", "reason");
        changes.forEach(change -> table.row(
                change.generation(),
                change.at(),
                change.what(),
                change.old(),
                change.now(),
                change.operator(),
                change.source(),
                change.reason()));
        return table.lines();
    }
}
