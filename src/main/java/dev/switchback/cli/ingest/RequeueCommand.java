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

/** Brings dead events back. */
@Command(
        name = "requeue",
        header = {
            "Moves dead events back into the queue, to be tried anew.",
            "",
            "  switchback ingest dead requeue --reason \"fixed in 1.4.2\"       all of them",
            "  switchback ingest dead requeue 01890a5d-ac96-774b-bcce-b302099a8057 --reason \"fixed in 1.4.2\"",
            ""
        },
        footer = {"", "Asks. Exits with 8 if one of those named is not dead; the others are brought back all the same."
        })
final class RequeueCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(RequeueCommand.class);

    private final Shell shell;

    @Mixin
    private final QueueOptions options = new QueueOptions();

    @Parameters(paramLabel = "ID", arity = "0..*", description = "The events; all that are dead if none is named.")
    private List<String> events = new ArrayList<>();

    @Mixin
    private final ChangeOptions change = new ChangeOptions();

    RequeueCommand(Shell shell) {
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
                    "bringing back %s".formatted(ids.isEmpty() ? "all that are dead" : ids.size()),
                    List.of(Situation.of(queue).sentence()));
            List<UUID> back = queue.store().requeue(ids, by);
            List<UUID> absent = ids.stream().filter(id -> !back.contains(id)).toList();
            LOG.info(
                    "[Ingest] {} dead events of {} are brought back by {}: {}",
                    back.size(),
                    queue.name(),
                    by.operator(),
                    by.reason());
            List<String> lines = new ArrayList<>();
            lines.add("%s: %d wait again".formatted(queue.name(), back.size()));
            absent.forEach(id -> lines.add("not dead: " + id));
            shell.answer(queue.answer().put("requeued", back).put("absent", absent), lines);
            return absent.isEmpty() ? ExitCode.OK : ExitCode.NOT_FOUND;
        }
    }
}
