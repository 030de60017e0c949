package dev.switchback.cli.ingest;

import dev.switchback.cli.ingest.open.OpenQueue;
import dev.switchback.cli.ingest.open.QueueOptions;
import dev.switchback.cli.ingest.open.Situation;
import dev.switchback.cli.shell.ChangeOptions;
import dev.switchback.cli.shell.Confirmation;
import dev.switchback.cli.shell.ExitCode;
import dev.switchback.cli.shell.Shell;
import dev.switchback.state.Attribution;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Takes events out of a queue. */
@Command(
        name = "discard",
        header = {
            "Moves events from the queue to the dead, whoever works on them; none is deleted.",
            "",
            "  switchback ingest discard 01890a5d-ac96-774b-bcce-b302099a8057 --reason \"corrupt\"",
            ""
        },
        footer = {
            "",
            "Asks. `ingest dead requeue` brings them back. Exits with 8 if one of them is not in the queue; the others",
            "are discarded all the same."
        })
final class DiscardCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(DiscardCommand.class);

    private final Shell shell;

    @Mixin
    private final QueueOptions options = new QueueOptions();

    @Parameters(paramLabel = "ID", arity = "1..*", description = "The events.")
    private List<String> events = new ArrayList<>();

    @Mixin
    private final ChangeOptions change = new ChangeOptions();

    DiscardCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        List<UUID> ids = Ids.of(events);
        Attribution by = change.by(shell);
        try (OpenQueue queue = OpenQueue.of(shell, options)) {
            Confirmation.of(
                    shell,
                    change,
                    "discarding %d".formatted(ids.size()),
                    List.of(Situation.of(queue).sentence()));
            List<UUID> discarded = queue.store().discard(ids, by);
            List<UUID> absent =
                    ids.stream().filter(id -> !discarded.contains(id)).toList();
            LOG.info(
                    "[Ingest] {} events of {} are discarded by {}: {}",
                    discarded.size(),
                    queue.name(),
                    by.operator(),
                    by.reason());
            List<String> lines = new ArrayList<>();
            lines.add("%s: %d are dead now".formatted(queue.name(), discarded.size()));
            absent.forEach(id -> lines.add("not in the queue: " + id));
            if (!discarded.isEmpty()) {
                lines.add("undo: " + queue.command(undo(discarded)));
            }
            shell.answer(
                    queue.answer()
                            .put("discarded", discarded)
                            .put("absent", absent)
                            .put("undo", discarded.isEmpty() ? null : queue.command(undo(discarded))),
                    lines);
            return absent.isEmpty() ? ExitCode.OK : ExitCode.NOT_FOUND;
        }
    }

    private static String undo(List<UUID> ids) {
        return "dead requeue %s --reason '...'"
                .formatted(String.join(" ", ids.stream().map(UUID::toString).toList()));
    }
}
